"""The CMS's first screen: for each kind of staff, the ways to its usual jobs."""

from collections.abc import Callable, Iterator

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState
from wagtail.permissions import page_permission_policy

from people.models import PersonIndexPage, PersonPage
from sarcoma_site.core.section_staff import is_administrator, sections_of

from .coordinator_desk import WeekDesk, waiting_jobs, weekly_jobs
from .going_live import open_points
from .jobs import Job, add_page, bring_papers, edit_page, papers_waiting
from .models import StandardPage


class Desk(Component):
    """A panel of jobs."""

    template_name = "admin/desk.html"
    order = 50

    class Media:
        css = {"all": ["admin/desk.css"]}

    def __init__(self, name: str, heading: str, jobs: list[Job]) -> None:
        self.name, self.heading, self.jobs = name, heading, jobs

    def get_context_data(self, parent_context) -> dict:
        return {"name": self.name, "heading": self.heading, "jobs": self.jobs}


def put_desks_first(request: HttpRequest, panels: list) -> None:
    """Put before Wagtail's panels the desks of whoever opened the CMS."""
    first = [WeekDesk(request.user)] if sections_of(request.user) else []
    panels[:0] = [*first, *desks_of(request.user)]


def count_ones_own_pages(request: HttpRequest, items: list) -> None:
    """Count for everybody only the pages that they keep: a number, too, says something of the others."""
    items[:] = [OwnPages(request) if type(item) is PagesSummaryItem else item for item in items]


class OwnPages(PagesSummaryItem):
    """The number of pages that one may work on."""

    def get_context_data(self, parent_context) -> dict:
        context = super().get_context_data(parent_context)
        if sections_of(self.request.user) is not None:
            own = page_permission_policy.instances_user_has_any_permission_for(self.request.user, {"add", "change"})
            context["total_pages"] = own.count()
        return context


def desks_of(user) -> list[Desk]:
    """The desks at which the user works, each only with jobs that the user may do."""
    sections = sections_of(user)
    makers: list[tuple[bool, str, str, Callable]] = [
        (bool(sections), "waiting", "What waits", waiting_jobs),
        (bool(sections), "fellowship", "Your weekly jobs", weekly_jobs),
        (sections is None, "communications", "Your usual jobs", _communications_jobs),
        (sections == (), "review", "Your checks", _review_jobs),
        (is_administrator(user), "administration", "Administration", _administration_jobs),
    ]
    desks = [Desk(name, heading, list(jobs(user))) for works, name, heading, jobs in makers if works]
    return [desk for desk in desks if desk.jobs]


def _communications_jobs(user) -> Iterator[Job]:
    review = reverse("wagtailadmin_reports:workflow_tasks") + "?reviewable=true&status=in_progress"
    waiting = TaskState.objects.reviewable_by(user).count()
    if page_permission_policy.user_has_permission(user, "publish"):
        yield Job("Pages waiting for review", "Approve them, or send them back with a word", review, "tasks", waiting)
    standard = StandardPage.objects
    yield from edit_page(
        user, "Appointments", "How people get a first visit", standard.filter(purpose=StandardPage.Purpose.APPOINTMENTS)
    )
    yield from edit_page(
        user, "Refer a patient", "What doctors need and send", standard.filter(purpose=StandardPage.Purpose.REFER)
    )
    if user.has_perm("core.add_sitenotice"):
        notice = reverse("wagtailsnippets_core_sitenotice:add")
        yield Job("Put a notice above pages", "A closed clinic, a storm, a moved entrance", notice, "warning")
    if user.has_perm("core.change_claim"):
        claims = reverse("wagtailsnippets_core_claim:list")
        yield Job("Claims", "Figures and superlatives, with who says so", claims, "openquote")
    yield from add_page(user, "Add a person", "One page a person", PersonPage, PersonIndexPage, "user")
    yield from bring_papers(user)
    yield from papers_waiting(user)
    if user.has_perm("core.change_sitesettings"):
        numbers = reverse("wagtailsettings:edit", args=["core", "sitesettings"])
        yield Job("Numbers and hours", "Appointments, referrals, urgent questions", numbers, "site")
        yield Job(
            "Before you go live", "What is still unset", reverse("before_you_go_live"), "list-ul", len(open_points())
        )


def _review_jobs(user) -> Iterator[Job]:
    waiting = TaskState.objects.reviewable_by(user).count()
    if user.groups.filter(groupapprovaltask__active=True).exists():
        text = "They are listed below" if waiting else "Nothing waits for you now"
        yield Job("Pages waiting for your check", text, "#awaiting-review", "tasks", waiting)


def _administration_jobs(user) -> Iterator[Job]:
    if user.has_perm("core.change_user"):
        yield Job("Accounts", "Who works here, and in which group", reverse("wagtailusers_users:index"), "user")
    approval = reverse("wagtailsettings:edit", args=["core", "siteapproval"])
    yield Job("Approval of the site", "Ends or begins again the demonstration", approval, "check")
    yield Job("History", "Who changed what", reverse("wagtailadmin_reports:site_history"), "history")
