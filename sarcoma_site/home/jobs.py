"""One line of a desk: a usual job, where it begins, and how much of it waits; only for those who may do it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from wagtail.models import Page

from publications.admin_views.access import rights_of
from publications.importing.reviewing import waiting_for_review
from publications.importing.unmatched import unmatched_names
from publications.models import Finding


@dataclass(frozen=True)
class JobLink:
    """A part of a job that has a way of its own."""

    label: str
    url: str


@dataclass(frozen=True)
class Job:
    """One usual job: what it is, where it begins, and how much of it waits."""

    label: str
    text: str
    url: str
    icon: str = "edit"
    waiting: int = 0
    links: tuple[JobLink, ...] = ()
    links_left_out: int = 0


def bring_papers(user) -> Iterator[Job]:
    """To add records to the list of publications."""
    if rights_of(user).may_add:
        text = "Paste citations, or upload a file: one paper or a thousand"
        yield Job("Import publications", text, reverse("publication_imports"), "upload")


def papers_waiting(user) -> Iterator[Job]:
    """What of the list of publications waits for a decision."""
    if rights_of(user).may_publish:
        review = reverse("publication_review")
        waiting = waiting_for_review().count()
        yield Job("Papers waiting for review", "Publish what is ours, decline what is not", review, "tasks", waiting)
        problems = Finding.objects.filter(settled_at=None).count()
        text = "Retractions, doubles, what looks wrong"
        yield Job("Problems of publications", text, reverse("publication_problems"), "warning", problems)
        names = sum(name.is_likely for name in unmatched_names())
        yield Job("Names to match", "Authors who may be people of ours", reverse("publication_names"), "group", names)


def edit_page(user, label: str, text: str, pages, icon: str = "edit", tab: str = "") -> Iterator[Job]:
    """A job that begins in the editor of the first page that the user may edit."""
    page = pages.first()
    if page is not None and page.permissions_for_user(user).can_edit():
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        yield Job(label, text, f"{url}#tab-{tab}" if tab else url, icon)


def list_pages(user, label: str, text: str, page_type: type[Page], icon: str) -> Iterator[Job]:
    """A job that begins in the list of pages below the one of this type."""
    page = page_type.objects.first()
    if page is not None and page.permissions_for_user(user).can_edit():
        yield Job(label, text, reverse("wagtailadmin_explore", args=[page.pk]), icon)


def add_page(user, label: str, text: str, page_type: type[Page], below: type[Page], icon: str) -> Iterator[Job]:
    """A job that begins with an empty page of one type."""
    parent = below.objects.first()
    if parent is not None and parent.permissions_for_user(user).can_add_subpage():
        names = [page_type._meta.app_label, page_type._meta.model_name]
        yield Job(label, text, reverse("wagtailadmin_pages:add", args=[*names, parent.pk]), icon)
