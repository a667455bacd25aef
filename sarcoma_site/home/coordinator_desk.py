"""The fellowship coordinator's first screen: this week, what waits, and her usual jobs."""

import datetime
from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from fellowship.admin_views.conference_week import ConferenceWeekView
from fellowship.admin_views.enquiries import EnquiriesView
from fellowship.admin_views.facts import FactsScreen
from fellowship.admin_views.rotation_screen import RotationScreen
from fellowship.completeness import FactsToLookAt, State, a_year_before, facts_to_look_at
from fellowship.conference_week import this_week
from fellowship.enquiry_desk import new_enquiries, unsent_mail
from fellowship.models import (
    ApplicantDate,
    ConferenceIndexPage,
    Fellow,
    FellowshipPage,
    FellowshipTopicPage,
    RotationIndexPage,
)
from fellowship.whereabouts import where_everybody_is
from people.models import PersonIndexPage, PersonPage
from publications.models import PublicationIndexPage

from .jobs import Job, JobLink, add_page, bring_papers, edit_page, list_pages, papers_waiting

MOST_PAGES_NAMED = 5


class WeekDesk(Component):
    """This week's conferences and where each fellow is, each with what can be done about it."""

    template_name = "admin/week_desk.html"
    order = 40

    def __init__(self, user) -> None:
        self.user = user

    def get_context_data(self, parent_context) -> dict:
        today = timezone.localdate()
        sees_conferences = ConferenceWeekView.is_open_to(self.user)
        sees_rotations = RotationScreen.is_open_to(self.user)
        return {
            "sees_conferences": sees_conferences,
            "occurrences": this_week(today) if sees_conferences else [],
            "sees_rotations": sees_rotations,
            "fellows": where_everybody_is(today) if sees_rotations else [],
        }


def waiting_jobs(user) -> Iterator[Job]:
    """What waits for her, with how much of it; a job without anything waiting stays, so that each has its place."""
    if EnquiriesView.is_open_to(user):
        text = "Messages to the fellowship that nobody has answered"
        yield Job("New enquiries", text, reverse("enquiry_list"), "mail", new_enquiries(user))
        if unsent := unsent_mail():
            url = f"{reverse('enquiry_list')}?{urlencode({'state': 'unsent'})}"
            yield Job("Mail that was not sent", "See why, and send it again", url, "warning", unsent)
    yield from papers_waiting(user)
    if FactsScreen.is_open_to(user):
        stale = facts_to_look_at()
        text = "What applicants look for: items without an answer, or older than a year"
        url = reverse("fellowship_facts")
        yield Job("Facts to look at", text, url, "list-ul", stale.number, tuple(_lists_of_facts(stale, url)))
    yield from _pages_to_read_again(user)


def _lists_of_facts(stale: FactsToLookAt, url: str) -> Iterator[JobLink]:
    """The list of what is missing and the list of what is old, each only with something in it."""
    if stale.missing:
        yield JobLink(f"{len(stale.missing)} missing", f"{url}?state={State.MISSING}")
    if stale.old:
        yield JobLink(f"{len(stale.old)} older than a year", f"{url}?state={State.OLD}")


def _pages_to_read_again(user) -> Iterator[Job]:
    """Pages of the fellowship that nobody has published anew for a year, the oldest first."""
    section = FellowshipPage.objects.first()
    if section is None or not section.permissions_for_user(user).can_edit():
        return
    a_year_ago = timezone.make_aware(
        datetime.datetime.combine(a_year_before(timezone.localdate()), datetime.time()),
    )
    own = page_permission_policy.instances_user_has_permission_for(user, "change")
    due = Page.objects.descendant_of(section, inclusive=True).filter(live=True, last_published_at__lt=a_year_ago)
    due = due.filter(pk__in=own.values("pk")).order_by("last_published_at", "path")
    links = [JobLink(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk])) for page in due]
    url = links[0].url if links else reverse("wagtailadmin_explore", args=[section.pk])
    text = "Pages of the fellowship that nobody published anew for a year: read one, and publish it"
    named, left_out = tuple(links[:MOST_PAGES_NAMED]), len(links[MOST_PAGES_NAMED:])
    yield Job("Pages to read again", text, url, "doc-full-inverse", len(links), named, left_out)


def weekly_jobs(user) -> Iterator[Job]:
    """Where her usual jobs begin."""
    if ConferenceWeekView.is_open_to(user):
        text = "Cancel or move one date, or add an extra one"
        yield Job("Change a date of a conference", text, reverse("conference_week"), "calendar-check")
    yield from list_pages(user, "Conferences", "When they take place and who leads", ConferenceIndexPage, "date")
    if RotationScreen.is_open_to(user):
        text = "Who is where, block by block; plan the next year"
        yield Job("Rotation board", text, reverse("fellowship_years"), "calendar-alt")
    if user.has_perm(f"fellowship.add_{Fellow._meta.model_name}"):
        yield Job("Add a fellow", "Name, consent, training before", reverse("fellowship_fellows:add"), "user")
    yield from add_page(user, "Add a person", "A teacher or a member of staff", PersonPage, PersonIndexPage, "user")
    yield from edit_page(
        user,
        "Faculty and recent papers",
        "Who is listed, in which order",
        FellowshipPage.objects.all(),
        "group",
        "shown_with_it",
    )
    yield from bring_papers(user)
    yield from add_page(
        user,
        "Add a publication",
        "One paper with its authors",
        PublicationIndexPage.allowed_subpage_models()[0],
        PublicationIndexPage,
        "doc-full",
    )
    yield from list_pages(user, "Hospitals", "What is learned there, who teaches, clinics", RotationIndexPage, "home")
    if user.has_perm(f"fellowship.change_{ApplicantDate._meta.model_name}"):
        text = "Opening, closing, interviews, the start: by the year in which fellows begin"
        yield Job("Dates for applicants", text, reverse("fellowship_dates:index"), "date")
    yield from edit_page(
        user, "How to apply", "Who may apply, what to send", FellowshipTopicPage.objects.filter(slug="apply"), "form"
    )
