"""What each kind of staff can do, in everyday words: read from the groups' rights and from the workflows as they are.

The CMS shows it as a page, and `manage.py write_who_can_do_what` as `docs/who-can-do-what.md`. Nothing here says who
may do something: `staff_groups` does.
"""

from collections.abc import Callable
from dataclasses import dataclass

from wagtail.models import GroupApprovalTask, Page, WorkflowPage

from .staff_groups import EVERYWHERE, SECOND_STEP_GROUPS, STAFF_GROUPS, StaffGroup, pages_of_section

NO = "No"


@dataclass(frozen=True)
class Line:
    """One job, with the answer for each kind of staff in the order of `STAFF_GROUPS`."""

    job: str
    answers: list[str]


@dataclass(frozen=True)
class Part:
    """Jobs that belong together."""

    heading: str
    lines: list[Line]


def who_can_do_what() -> list[Part]:
    """All jobs of the CMS, with who may do each and who has to agree."""
    approval = Approval()
    return [
        Part(heading, [Line(job, [answer(staff, approval) for staff in STAFF_GROUPS]) for job, answer in jobs])
        for heading, jobs in PARTS
    ]


class Approval:
    """Who has to agree before a page is published, as the workflows of the site say now."""

    def __init__(self) -> None:
        rows = WorkflowPage.objects.select_related("workflow", "page").order_by("page__path")
        self._steps = {row.page.path: self._groups_of(row.workflow) for row in rows if row.workflow.active}
        self._sections = {
            section: pages[0]
            for staff in STAFF_GROUPS
            for section in staff.pages
            if (pages := pages_of_section(section))
        }
        self._tasks = set(GroupApprovalTask.objects.filter(active=True).values_list("groups__name", flat=True))

    @staticmethod
    def _groups_of(workflow) -> list[str]:
        steps = []
        for task in workflow.tasks.filter(active=True):
            groups = getattr(task.specific, "groups", None)
            names = groups.order_by("name").values_list("name", flat=True) if groups else [task.name]
            steps.append(" or ".join(name.lower() for name in names))
        return steps

    def below(self, page: Page | None) -> str:
        """The answer for whoever may change the page and not publish it."""
        paths = [path for path in self._steps if page is not None and page.path.startswith(path)]
        steps = self._steps[max(paths, key=len)] if paths else []
        return f"After approval: {', then '.join(steps)}" if steps else NO

    def everywhere(self) -> str:
        """The answer for the site as a whole."""
        return self.below(Page.objects.filter(depth=1).first())

    def of_care(self) -> str:
        """The answer for a page of patient care: the longest way that there is."""
        steps = max(self._steps.values(), key=len, default=[])
        return f"After approval: {', then '.join(steps)}" if steps else NO

    def decides(self, staff: StaffGroup) -> bool:
        """Whether pages wait for this group."""
        return staff.name in self._tasks

    def names(self, sections: list[str]) -> str:
        """The sections by the titles of their first pages."""
        return ", ".join(self._sections[section].title for section in sections if section in self._sections)


Answer = Callable[[StaffGroup, Approval], str]


def _places(staff: StaffGroup, approval: Approval, right: str) -> str:
    """“Everywhere”, the sections by name, or nothing."""
    sections = [section for section, rights in staff.pages.items() if right in rights]
    if EVERYWHERE in sections:
        return "Everywhere"
    return f"In {approval.names(sections)}" if sections else ""


def _on_pages(right: str) -> Answer:
    return lambda staff, approval: _places(staff, approval, right) or NO


def _publish(staff: StaffGroup, approval: Approval) -> str:
    may_change = any("change" in rights for rights in staff.pages.values())
    return _places(staff, approval, "publish") or (approval.everywhere() if may_change else NO)


def _publish_care(staff: StaffGroup, approval: Approval) -> str:
    rights = staff.pages.get(EVERYWHERE, set())
    if "publish" in rights:
        return "Yes"
    return approval.of_care() if "change" in rights else NO


def _publish_person_on_care_pages(staff: StaffGroup, approval: Approval) -> str:
    if "publish" in staff.pages.get(EVERYWHERE, set()):
        return "Yes"
    return approval.everywhere() if any("change" in rights for rights in staff.pages.values()) else NO


def _decide(staff: StaffGroup, approval: Approval) -> str:
    return "Yes" if approval.decides(staff) else NO


def _with_files(right: str, otherwise: str = NO) -> Answer:
    def answer(staff: StaffGroup, approval: Approval) -> str:
        places = [place for place, rights in staff.files.items() if f"wagtailimages.{right}_image" in rights]
        if EVERYWHERE in places:
            return "Everywhere"
        if places:
            return f"In the collection {', '.join(places)}"
        return otherwise if staff.files else NO

    return answer


def _with_records(permission: str) -> Answer:
    return lambda staff, approval: "Yes" if permission in staff.records else NO


def _publications(right: str, otherwise: str = NO) -> Answer:
    """What needs a right where the list of publications stands."""

    def answer(staff: StaffGroup, approval: Approval) -> str:
        rights = [rights for section, rights in staff.pages.items() if section in (EVERYWHERE, PUBLICATIONS)]
        if any(right in held for held in rights):
            return "Yes"
        return otherwise if rights else NO

    return answer


def _second_step(staff: StaffGroup, approval: Approval) -> str:
    return "Always" if staff.name in SECOND_STEP_GROUPS else "If they set one up"


PUBLICATIONS = "publications.PublicationIndexPage"

PARTS: tuple[tuple[str, tuple[tuple[str, Answer], ...]], ...] = (
    (
        "Pages",
        (
            ("See drafts, and write and change pages", _on_pages("change")),
            ("Publish, schedule and take down pages", _publish),
            ("Publish a page of patient care", _publish_care),
            ("Publish a person who also stands on care pages", _publish_person_on_care_pages),
            ("Decide about pages that wait for approval", _decide),
            ("Lock a page while working on it", _on_pages("lock")),
            ("Delete many pages at once", _on_pages("bulk_delete")),
        ),
    ),
    (
        "Pictures and documents",
        (
            ("Add them, and put them on pages", _with_files("choose")),
            ("Change and delete them", _with_files("change", "Only one’s own")),
        ),
    ),
    (
        "Shared words and numbers",
        (
            ("Claims: figures and superlatives", _with_records("core.change_claim")),
            ("Notices above pages", _with_records("core.change_sitenotice")),
            ("Telephone numbers, hours, links, navigation", _with_records("core.change_sitesettings")),
            ("Roles and specialties of people", _with_records("people.change_role")),
        ),
    ),
    (
        "Publications",
        (
            ("Import records", _publications("publish", "As drafts")),
            ("Review queue, problems, names, asking PubMed", _publications("publish")),
            ("Topics and saved queries", _with_records("publications.change_topic")),
        ),
    ),
    (
        "Fellowship",
        (
            ("Rotations, fellows and their consents", _with_records("fellowship.change_academicyear")),
            ("Fact sheet, dates, case mix, protocols", _with_records("fellowship.change_fellowshipfact")),
            ("Read, answer and delete what visitors wrote to it", _with_records("fellowship.change_enquiry")),
        ),
    ),
    (
        "Administration",
        (
            ("See user names and addresses; keep accounts and groups", _with_records("core.change_user")),
            ("Workflows: who approves what", _with_records("wagtailcore.change_workflow")),
            ("Redirects", _with_records("wagtailredirects.change_redirect")),
            ("Record the approval of the site; read its whole history", _with_records("core.change_siteapproval")),
            ("Sign in with a second step", _second_step),
        ),
    ),
)

NOTES = (
    "Nobody else learns the title of a draft or a private page: not in lists, searches, reports or choosers.",
    "Colleagues see each other’s names, never what somebody signs in with nor an address for mail.",
    "A clinical reviewer opens a page only while it waits for a clinician.",
    "Whoever runs the site may have a superuser’s account. Administrators can neither make nor change one.",
)


def as_markdown() -> str:
    """The same as a page for the docs."""
    names = [staff.name for staff in STAFF_GROUPS]
    lines = [
        "# Who can do what",
        "",
        "Written by `manage.py write_who_can_do_what` from the rights and workflows of the site; the same stands in",
        "the CMS under *Who can do what*. Change `sarcoma_site/core/staff_groups.py`, not this file.",
    ]
    for part in who_can_do_what():
        lines += ["", f"## {part.heading}", "", f"| | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
        lines += [f"| {line.job} | {' | '.join(line.answers)} |" for line in part.lines]
    return "\n".join([*lines, "", "## For everybody", "", *(f"- {note}" for note in NOTES), ""])
