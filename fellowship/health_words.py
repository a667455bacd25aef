"""Words by which somebody writes about their own illness, or somebody else's, in a form that must hold none.

Applicants are doctors: they write of biopsies, tumours and diagnoses as their work. So a medical word alone says
nothing. What counts is a number that names a patient, a date of birth, or illness told of a person: "my biopsy", "my
son has", "I was diagnosed with".
"""

import re
import unicodedata

_DATE = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b|\d{4}-\d{1,2}-\d{1,2}\b"
    r"|(?:\d{1,2}(?:st|nd|rd|th)? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?"
    r"(?: \d{1,2}(?:st|nd|rd|th)?,?)? \d{4}\b)"
)
_BIRTH = r"(?:d\.?o\.?b\.?|date of birth|birth ?date|birthday|born(?: on)?)"
_NUMBER = r"(?:no\.?|number|num\.?|nr\.?|id|#)"
_DIGITS = r"[^a-z0-9]{0,4}[a-z]{0,3}-?\d[\d-]{3,}\b"
_KIND = (
    r"(?:(?:rare|bone|soft[- ]tissue|stage [\divx]+|low[- ]grade|high[- ]grade|metastatic|primary|recurrent|new|small"
    r"|big|large|painful|benign|malignant|suspicious|possible|suspected|synovial|clear cell|myxoid|spinal|pelvic|breast"
    r"|lung|prostate|kidney|thyroid|skin|brain|colon|recent|first|second|last|next|knee|hip|leg|arm) ){0,3}?"
)
_ILLNESS = (
    r"(?:(?:osteo|chondro|lipo|leiomyo|rhabdomyo|angio|fibro)?sarcomas?|ewing(?:'s)?(?: sarcoma)?|chordoma|adamantinoma"
    r"|cancers?|tumou?rs?|metastas[ei]s|lumps?|mass|lesions?|growth|leuka?emia|lymphoma|melanoma|myeloma|malignancy"
    r"|giant cell tumou?r|desmoid)"
)
_LOOK = r"(?:biops(?:y|ies)|scans?|mri|ct|ct scan|pet|pet scan|x-?rays?|ultrasound|bone scan)"
_CURE = r"(?:chemo(?:therapy)?|radiation|radiotherapy|amputation)"
_EVENT = (
    rf"(?:{_LOOK}|{_CURE}|blood (?:test|work)s?|(?:lab|test) results?|pathology (?:report|results?|slides?)|pathology"
    r"|diagnosis|prognosis|symptoms?|surgery|operation|treatments?|medications?|prescriptions?|oncologist"
    r"|medical (?:record|history|condition)s?)"
)
_BODY = (
    r"(?:leg|arm|knee|hip|shoulder|thigh|femur|tibia|humerus|pelvis|spine|back|foot|hand|wrist|ankle|elbow|bone|bones|joint"
    r"|jaw)"
)
_RELATIVE = (
    r"(?:son|daughter|child|kid|baby|husband|wife|spouse|partner|mother|mom|mum|father|dad|brother|sister|parent"
    r"|grand(?:mother|father|ma|pa|son|daughter)|aunt|uncle|cousin|niece|nephew|friend|girlfriend|boyfriend)"
)
# What makes a medical word somebody's work: "my biopsy research", "my tumor board", "my paper on osteosarcoma".
_WORK = (
    r"(?:research|papers?|stud(?:y|ies)|projects?|rotations?|residenc(?:y|ies)|residents?|electives?|thes[ie]s|training|"
    r"fellowships?|fellows?|publications?|experiences?|interests?|series|work|skills?|techniques?|programs?|programmes?|"
    r"boards?|clinics?|labs?|laborator(?:y|ies)|lectures?|posters?|talks?|presentations?|abstracts?|manuscripts?|chapters?|"
    r"careers?|practice|exams?|courses?|conferences?|biology|surgeons?|oncology|registry|database|atlas|models?|cases?|"
    r"volume|numbers?|internship|department|service|teams?|mentors?|attendings?|chair|chief|education|curriculum|"
    r"knowledge|background|reviews?|trials?|dissertation|teaching|planning|simulation|observership|sub-?i|"
    r"sub-?internship|clerkship|certification|license|classification|score|tool|app|area|bank|centers?|field|group|grant"
    r"|protocols|guidelines)"
)
_NOT_WORK = rf"(?![- ](?:[\w'-]+ ){{0,3}}?{_WORK}\b)"
_NOT_WORK_NEXT = rf"(?![- ](?:[\w-]+ ){{0,2}}?{_WORK}\b)"
# "My treatment of sarcomas" tells of a practice; "my diagnosis of sarcoma" may be the writer's own.
_NOT_OF_MANY = (
    r"(?!(?:,? (?:(?:and|or) )?(?:diagnosis|treatments?|management|surgery|care|follow-?up|biops(?:y|ies)|resection))"
    r"{0,3}"
    r" of (?:(?!my\b)[\w-]+ ){0,3}?(?:sarcomas|tumou?rs|cancers|malignancies|lesions|patients|children|adults)\b)"
)
_LINKING = r"(?:on|in|of|with|for|about|and|to|from|at|as|is|was|are|the|an?|that|which|into|treating|doing|performing)"
_ADJECTIVES = rf"(?:(?!{_WORK}\b|{_LINKING}\b)[\w-]+ ){{0,2}}?"

_PATTERNS = [
    # Numbers that name a patient, and dates of birth.
    rf"\b(?:mrn|medical record)(?: {_NUMBER})?(?: is| was)?{_DIGITS}",
    rf"\b(?:patient|chart|hospital|case record) {_NUMBER}(?: is| was)?{_DIGITS}",
    # Five digits: "a record number (1500 cases)".
    rf"\brecord {_NUMBER}(?: is| was)?{_DIGITS}(?<=[\d-]{{5}})",
    rf"\b{_BIRTH}(?: is| was)?[^a-z0-9]{{0,4}}(?:on )?{_DATE}",
    r"\b(?:ssn|social security(?: number)?)\b[^a-z0-9]{0,4}\d[\d-]*",
    r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])",
    rf"\b(?:insurance|medicare|medicaid|policy|member) {_NUMBER}{_DIGITS}",
    # Mine.
    rf"\bmy (?:own )?{_ADJECTIVES}(?:{_ILLNESS}|{_EVENT})\b{_NOT_WORK}{_NOT_OF_MANY}",
    rf"\b(?:{_ILLNESS}|{_LOOK}|{_CURE}|pain|swelling|surgery|operation)"
    rf" (?:in|on|of|to|near|under|behind|above|below) my (?:[\w-]+ ){{0,2}}?{_BODY}\b{_NOT_WORK_NEXT}",
    rf"\bmy (?:[\w-]+ )?{_BODY} (?:pain|hurts|aches|is swollen|is broken)\b",
    rf"\bmy (?:pain|condition|illness|disease|health (?:problem|issue|condition)s?)\b{_NOT_WORK}",
    r"\bi(?:'ve| have| had| was| am|'m)? (?:recently |just |also |once )?(?:been |got )?(?:recently |just )?"
    r"diagnosed with\b",
    r"\bi (?:was|have been) (?:just |recently )?(?:told|found) (?:that )?(?:i have|to have)\b",
    r"\b(?:i(?: was| have been|'ve been) (?:just |recently )?told|told me) (?:that )?(?:it|this)"
    rf"(?:'s| is| was| may be| might be| could be) (?:a |an )?{_KIND}{_ILLNESS}\b(?! hospital){_NOT_WORK}",
    rf"\bi(?: am|'m| was| have been|'ve been)? suffer(?:ing|ed)? (?:from|with) (?:a |an |the )?{_KIND}{_ILLNESS}\b"
    rf"{_NOT_WORK}",
    r"\bi(?: have|'ve| had)? (?:just |recently )?(?:started|began|begun|finished|completed|stopped) (?:my |the )?"
    rf"(?:{_CURE}|treatment)\b{_NOT_WORK}{_NOT_OF_MANY}",
    rf"\bi(?: have| had|'ve had|'ve got| have had| have got| may have| might have| think i have| developed| survived"
    rf"| am living with) (?:a |an |the |some )?{_KIND}{_ILLNESS}\b{_NOT_WORK}",
    rf"\bi (?:had|have had|need|needed|am having|will have|underwent|am scheduled for|am waiting for) "
    rf"(?:a |an |the |my |some )?{_KIND}(?:{_LOOK}|{_CURE})\b{_NOT_WORK}",
    r"\bi(?: am|'m| was) (?:a |one of your |your )(?:\w+ )?patients?\b"
    r"(?! (?:advoca|care|safety|navigat|educat|transport|access))",
    rf"\bi(?: am|'m| was) (?:on|taking|undergoing|receiving|getting) (?:{_CURE}|treatment)\b{_NOT_WORK}",
    # Somebody else's.
    rf"\b(?:my|our|his|her|their) {_RELATIVE}'s {_ADJECTIVES}(?:{_ILLNESS}|{_EVENT})\b{_NOT_WORK}",
    rf"\b(?:my|our|his|her|their) {_RELATIVE} (?:just |recently |also )?(?:has|had|have|was|is|got|needs|died|survived)"
    rf" (?:[\w'-]+ ){{0,3}}?(?:{_ILLNESS}|diagnosed with|{_LOOK}|{_CURE})\b{_NOT_WORK}",
    r"\b(?:my|our|this|a) patient(?: of mine)?,? (?:[\w'-]+,? ){0,4}?\d{1,3}[- ]?(?:year|yr|yo\b)",
    rf"\b(?:my|our) patient(?:'s)? (?:[\w'-]+ ){{0,4}}?(?:{_ILLNESS}|{_EVENT}|diagnosed with)\b{_NOT_WORK}",
    rf"\b(?:his|her) (?:{_ILLNESS}|biopsy|mri|ct scan|diagnosis|x-?rays?|chemo(?:therapy)?)\b{_NOT_WORK}",
]
_FINDERS = [re.compile(pattern, re.IGNORECASE) for pattern in _PATTERNS]
MOST_SHOWN = 3


def health_details_in(text: str) -> list[str]:
    """The phrases of a text that look like health details, in the writer's own spelling; at most three."""
    plain = _plain(text)
    spans = sorted(match.span() for finder in _FINDERS for match in finder.finditer(plain))
    found: list[str] = []
    end = -1
    for start, stop in spans:
        if start >= end:
            found.append(plain[start:stop].strip())
            end = stop
    return list(dict.fromkeys(found))[:MOST_SHOWN]


def _plain(text: str) -> str:
    """The text in one line, with plain quotation marks, without letters that nobody sees."""
    text = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return " ".join(text.split())


_SIGNS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "–": "-", "—": "-", "‑": "-", "‐": "-"})
