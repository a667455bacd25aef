"""The CMS's first screen: for each kind of staff, the ways to its usual jobs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page, TaskState
from wagtail.permissions import page_permission_policy

from fellowship.models import ConferenceIndexPage, FellowshipPage, FellowshipTopicPage, RotationIndexPage
from people.models import PersonIndexPage, PersonPage
from publications.admin_views.access import rights_of
from publications.importing.reviewing import waiting_for_review
from publications.importing.unmatched import unmatched_names
from publications.models import Finding, PublicationIndexPage
from sarcoma_site.core.section_staff import is_administrator, sections_of

from .going_live import open_points
from .models import StandardPage


@dataclass(frozen=True)
class Job:
    """One usual job: what it is, where it begins, and how much of it waits."""

    label: str
    text: str
    url: str
    icon: str = "edit"
    waiting: int = 0


class Desk(Component):
    """A panel of jobs."""

    template_name = "admin/desk.html"
    order = 50

    def __init__(self, name: str, heading: str, jobs: list[Job]) -> None:
        self.name, self.heading, self.jobs = name, heading, jobs

    def get_context_data(self, parent_context) -> dict:
        return {"name": self.name, "heading": self.heading, "jobs": self.jobs}


def put_desks_first(request: HttpRequest, panels: list) -> None:
    """Put before Wagtail's panels the desks of whoever opened the CMS."""
    panels[:0] = desks_of(request.user)


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
        (bool(sections), "fellowship", "Your weekly jobs", _fellowship_jobs),
        (sections is None, "communications", "Your usual jobs", _communications_jobs),
        (sections == (), "review", "Your checks", _review_jobs),
        (is_administrator(user), "administration", "Administration", _administration_jobs),
    ]
    desks = [Desk(name, heading, list(jobs(user))) for works, name, heading, jobs in makers if works]
    return [desk for desk in desks if desk.jobs]


def _fellowship_jobs(user) -> Iterator[Job]:
    yield from _add(user, "Add a person", "A fellow, a teacher, a member of staff", PersonPage, PersonIndexPage, "user")
    yield from _add(
        user,
        "Add a publication",
        "One paper with its authors",
        PublicationIndexPage.allowed_subpage_models()[0],
        PublicationIndexPage,
        "doc-full",
    )
    yield from _publication_jobs(user)
    yield from _list(user, "Conferences", "When they take place and who leads", ConferenceIndexPage, "calendar-alt")
    yield from _list(user, "Rotations", "The hospitals and the blocks of the year", RotationIndexPage, "list-ol")
    yield from _edit(
        user,
        "Faculty and recent papers",
        "Who is listed, in which order",
        FellowshipPage.objects.all(),
        "group",
        "relations",
    )
    yield from _edit(
        user, "How to apply", "Dates and what to send", FellowshipTopicPage.objects.filter(slug="apply"), "form"
    )


def _communications_jobs(user) -> Iterator[Job]:
    review = reverse("wagtailadmin_reports:workflow_tasks") + "?reviewable=true&status=in_progress"
    waiting = TaskState.objects.reviewable_by(user).count()
    if page_permission_policy.user_has_permission(user, "publish"):
        yield Job("Pages waiting for review", "Approve them, or send them back with a word", review, "tasks", waiting)
    standard = StandardPage.objects
    yield from _edit(
        user, "Appointments", "How people get a first visit", standard.filter(purpose=StandardPage.Purpose.APPOINTMENTS)
    )
    yield from _edit(
        user, "Refer a patient", "What doctors need and send", standard.filter(purpose=StandardPage.Purpose.REFER)
    )
    if user.has_perm("core.add_sitenotice"):
        notice = reverse("wagtailsnippets_core_sitenotice:add")
        yield Job("Put a notice above pages", "A closed clinic, a storm, a moved entrance", notice, "warning")
    if user.has_perm("core.change_claim"):
        claims = reverse("wagtailsnippets_core_claim:list")
        yield Job("Claims", "Figures and superlatives, with who says so", claims, "openquote")
    yield from _add(user, "Add a person", "One page a person", PersonPage, PersonIndexPage, "user")
    yield from _publication_jobs(user)
    if user.has_perm("core.change_sitesettings"):
        numbers = reverse("wagtailsettings:edit", args=["core", "sitesettings"])
        yield Job("Numbers and hours", "Appointments, referrals, urgent questions", numbers, "site")
        yield Job(
            "Before you go live", "What is still unset", reverse("before_you_go_live"), "list-ul", len(open_points())
        )


def _publication_jobs(user) -> Iterator[Job]:
    """Keeping the list of publications: to bring papers, and what waits for a decision."""
    rights = rights_of(user)
    if rights.may_add:
        text = "Paste citations, or upload a file: one paper or a thousand"
        yield Job("Import publications", text, reverse("publication_imports"), "upload")
    if rights.may_publish:
        review = reverse("publication_review")
        waiting = waiting_for_review().count()
        yield Job("Papers waiting for review", "Publish what is ours, decline what is not", review, "tasks", waiting)
        problems = Finding.objects.filter(settled_at=None).count()
        text = "Retractions, doubles, what looks wrong"
        yield Job("Problems of publications", text, reverse("publication_problems"), "warning", problems)
        names = sum(name.is_likely for name in unmatched_names())
        yield Job("Names to match", "Authors who may be people of ours", reverse("publication_names"), "group", names)


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


def _edit(user, label: str, text: str, pages, icon: str = "edit", tab: str = "") -> Iterator[Job]:
    """A job that begins in the editor of the first page that the user may edit."""
    page = pages.first()
    if page is not None and page.permissions_for_user(user).can_edit():
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        yield Job(label, text, f"{url}#tab-{tab}" if tab else url, icon)


def _list(user, label: str, text: str, page_type: type[Page], icon: str) -> Iterator[Job]:
    """A job that begins in the list of pages below the one of this type."""
    page = page_type.objects.first()
    if page is not None and page.permissions_for_user(user).can_edit():
        yield Job(label, text, reverse("wagtailadmin_explore", args=[page.pk]), icon)


def _add(user, label: str, text: str, page_type: type[Page], below: type[Page], icon: str) -> Iterator[Job]:
    """A job that begins with an empty page of one type."""
    parent = below.objects.first()
    if parent is not None and parent.permissions_for_user(user).can_add_subpage():
        names = [page_type._meta.app_label, page_type._meta.model_name]
        yield Job(label, text, reverse("wagtailadmin_pages:add", args=[*names, parent.pk]), icon)
