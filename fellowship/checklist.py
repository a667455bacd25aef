"""What applicants look for in a fellowship: 45 questions in six groups.

The studies of fellowship websites count such facts; this list is ours, and its score is compared with nothing
published. It is code and no table, because pages, addresses and the contact form name its items by their keys.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """One fact that applicants look for.

    `label` names it in a list, `short` in a sentence, `question` is how an applicant asks for it.
    """

    key: str
    group: str
    label: str
    short: str
    question: str


@dataclass(frozen=True)
class Group:
    """Facts that belong together."""

    key: str
    heading: str
    items: tuple[Item, ...]


def _group(key: str, heading: str, *items: tuple[str, str, str, str]) -> Group:
    return Group(key, heading, tuple(Item(item[0], key, *item[1:]) for item in items))


CHECKLIST: tuple[Group, ...] = (
    _group(
        "program",
        "Program overview",
        ("program-description", "Program description", "the program", "What is the fellowship about?"),
        ("director", "Director, with contact", "the director", "Who directs the fellowship, and how do I reach them?"),
        (
            "coordinator",
            "Coordinator, with direct contact",
            "the coordinator",
            "Who coordinates the fellowship, and how do I reach them?",
        ),
        ("accreditation", "Accreditation status", "accreditation", "Who accredits or recognizes the fellowship?"),
        ("length", "Length", "length", "How long does the fellowship last?"),
        ("positions", "Number of positions", "positions", "How many fellows are taken each year?"),
        ("hospitals", "Affiliated hospitals", "hospitals", "At which hospitals do fellows work?"),
        ("setting", "Location and setting", "setting", "Where is the fellowship, and in what setting?"),
    ),
    _group(
        "application",
        "Application and recruitment",
        ("how-to-apply", "How to apply and match link", "how to apply", "How do I apply, and is there a match?"),
        (
            "eligibility",
            "Eligibility and requirements",
            "who can apply",
            "Who can apply, and what is required of applicants?",
        ),
        ("deadline", "Deadline and timeline", "the deadline", "When do applications open and close?"),
        ("interviews", "Interview process and dates", "interviews", "How and when are interviews held?"),
        ("selection", "Selection criteria", "how fellows are chosen", "How are fellows chosen?"),
        (
            "interview-number",
            "Number of interviews and remote option",
            "remote interviews",
            "How many applicants are interviewed, and can I join from a distance?",
        ),
        (
            "visa",
            "Visa and international graduates",
            "visas",
            "What do graduates of medical schools abroad need, visas included?",
        ),
        ("start-date", "Start date", "the start date", "When does the fellowship start?"),
        (
            "equal-opportunity",
            "Equal opportunity and social channels",
            "equal opportunity",
            "Where do I find the statement on equal opportunity, and the fellowship’s social channels?",
        ),
    ),
    _group(
        "training",
        "Education and clinical training",
        ("rotation-schedule", "Rotation schedule", "rotations", "How is the year divided between the hospitals?"),
        ("operative-experience", "Operative experience", "operative experience", "What does a fellow do in surgery?"),
        ("case-numbers", "Case numbers", "case numbers", "How many operations does a fellow take part in?"),
        ("case-mix", "Case mix and complexity", "case mix", "Which conditions and operations does a fellow see?"),
        ("clinic", "Clinic experience", "clinic", "What does a fellow do in clinic?"),
        ("call", "Call duties", "call", "How much call does a fellow take?"),
        ("didactics", "Didactics", "didactics", "Which conferences and lectures are there?"),
        ("journal-club", "Journal club", "journal club", "Is there a journal club?"),
        ("teaching", "Teaching duties", "teaching", "What do fellows teach, and whom?"),
        ("evaluation", "Evaluation", "evaluation", "How, and how often, are fellows evaluated?"),
        (
            "special-programs",
            "Electives and special programs",
            "electives and special programs",
            "Which electives and special programs are there?",
        ),
        ("autonomy", "Progressive autonomy", "growing independence", "How does a fellow’s independence grow?"),
    ),
    _group(
        "people",
        "People",
        ("faculty", "Faculty listing", "the faculty", "Who is on the faculty?"),
        (
            "faculty-background",
            "Faculty background and training",
            "where the faculty trained",
            "Where did the faculty train, and what appointments do they hold?",
        ),
        (
            "faculty-photographs",
            "Faculty photographs and interests",
            "photographs and interests of the faculty",
            "What are the clinical and research interests of the faculty?",
        ),
        ("current-fellows", "Current fellows", "current fellows", "Who are the fellows now?"),
        (
            "fellows-training",
            "Fellows’ earlier training",
            "where fellows trained before",
            "Where did the fellows train before?",
        ),
        ("alumni", "Alumni", "alumni", "Who were the fellows of earlier years?"),
        (
            "alumni-positions",
            "Positions of past fellows",
            "where past fellows went",
            "Where do past fellows work now?",
        ),
        (
            "contact-with-fellows",
            "Contact with fellows",
            "contact with a fellow",
            "Can I talk with a present or past fellow?",
        ),
    ),
    _group(
        "research",
        "Research",
        ("research-opportunities", "Opportunities", "research opportunities", "Which research can a fellow join?"),
        (
            "research-requirement",
            "Requirement",
            "what research is required",
            "What research must a fellow complete?",
        ),
        ("publications", "Publications", "publications", "What has the fellowship published?"),
        (
            "research-support",
            "Support and resources",
            "research support",
            "What support is there for a fellow’s research?",
        ),
        (
            "protected-time",
            "Protected academic time",
            "protected time",
            "How much time is protected for learning and research?",
        ),
    ),
    _group(
        "benefits",
        "Benefits and life",
        ("salary", "Salary", "pay", "What does the fellowship pay?"),
        (
            "benefits",
            "Benefits, leave and insurance",
            "benefits and leave",
            "What benefits, leave and insurance does a fellow have?",
        ),
        (
            "life",
            "Funded meetings, moonlighting and life in the city",
            "moonlighting and life in the city",
            "Are meetings paid for, is moonlighting allowed, and what is it like to live in the city?",
        ),
    ),
)
ITEMS: dict[str, Item] = {item.key: item for group in CHECKLIST for item in group.items}


def item_of(key: str) -> Item | None:
    """The item with this key; none for any other text."""
    return ITEMS.get(key)
