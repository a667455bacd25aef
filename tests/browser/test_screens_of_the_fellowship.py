"""Every screen of the CMS that only the fellowship has: axe and the HTML checker find nothing, and it fits a phone."""

import datetime
import re
from collections.abc import Iterator

import pytest
from django.urls import resolve, reverse
from django.utils import timezone
from wagtail.models import Page

from fellowship.models import ConferencePage, Enquiry, FellowshipPage
from tests.factories.rotations import add_year, name_fellow

from .axe import faults as axe_faults
from .html_checker import remarks
from .layout import resize
from .unusual import unusual_pages

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.slow]

MAIN = re.compile(r"<main[^>]*>(.*)</main>", re.DOTALL)
# What the checker says of Wagtail's page chooser and of its dates.
NOT_OURS = (
    "whose value is “hidden” must not have any “aria-*” attributes",
    "must be the ID of a non-hidden form control",
    "A fraction of a second must be one, two, or three digits",
)
BARE = '<!DOCTYPE html><html lang="en"><head><title>A screen</title></head><body><main>{}</main></body></html>'


@pytest.fixture(scope="module", autouse=True)
def made(loaded_site, django_db_blocker) -> Iterator[dict[str, str]]:
    """The address of each screen, with records to show; committed so that the server's threads know them."""
    with django_db_blocker.unblock(), unusual_pages():
        year = add_year(datetime.date(2027, 8, 1), public=False)
        fellow = name_fellow(year)
        sender = {"sender_name": "Ada Applicant", "sender_email": "a@ada.example"}
        enquiry = Enquiry.objects.create(form_data={"message": "When?"}, **sender)
        conference = ConferencePage.objects.get(slug="made-round")
        section = Page.objects.descendant_of(FellowshipPage.objects.get(), inclusive=True)
        published = dict(section.values_list("pk", "last_published_at"))
        section.update(last_published_at=timezone.now() - datetime.timedelta(days=500))  # The desk names some of them.
        yield screens(year, fellow, enquiry, conference)
        for key, moment in published.items():
            Page.objects.filter(pk=key).update(last_published_at=moment)
        enquiry.delete()
        year.delete()


def screens(year, fellow, enquiry, conference) -> dict[str, str]:
    """By what it is, the address of a screen."""
    records = {
        f"{name}, {what}": reverse(f"{name}:{what}")
        for name in ("fellowship_fellows", "fellowship_dates", "fellowship_case_categories", "fellowship_protocols")
        for what in ("index", "add")
        if (name, what) != ("fellowship_fellows", "add")
    }
    return records | {
        "desk": reverse("wagtailadmin_home"),
        "one fellow": reverse("fellowship_fellows:edit", args=[fellow.pk]),
        "years": reverse("fellowship_years"),
        "plan a year": reverse("fellowship_plan_year"),
        "board": reverse("fellowship_board", args=[year.pk]),
        "a year to delete": reverse("fellowship_board_delete", args=[year.pk]),
        "facts": reverse("fellowship_facts"),
        "facts that are missing": f"{reverse('fellowship_facts')}?state=missing",
        "one fact": reverse("fellowship_fact", args=["salary"]),
        "case mix": reverse("fellowship_cases"),
        "protocol file": reverse("fellowship_protocol_file"),
        "conferences": reverse("conference_week"),
        "a date to move": reverse("conference_move", args=[conference.pk]),
        "messages": reverse("enquiry_list"),
        "a message": reverse("enquiry", args=[enquiry.pk]),
        "a message to delete": f"{reverse('enquiry', args=[enquiry.pk])}?delete",
        "a conference": reverse("wagtailadmin_pages:edit", args=[conference.pk]),
        "the fellowship": reverse("wagtailadmin_explore", args=[FellowshipPage.objects.get().pk]),
    }


def test_axe_finds_nothing_and_nothing_is_too_wide(coordinator, made):
    tab = coordinator(1280)
    for name, address in made.items():
        resize(tab, 1280, 800)
        assert tab.goto(address, wait_until="networkidle").status == 200, name
        assert axe_faults(tab) == [], name
        for width in (768, 360):
            resize(tab, width, 800)
            assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (name, width)
        assert axe_faults(tab) == [], name


def test_the_checker_has_no_remark_about_what_is_ours(coordinator, made, tmp_path):
    tab = coordinator(1280)
    pages = {}
    for name, address in made.items():
        if resolve(address.partition("?")[0]).func.__module__.startswith("fellowship.admin_views"):
            pages[f"{name}.html"] = BARE.format(MAIN.search(tab.request.get(address).text())[1])
    assert len(pages) > 10
    found = remarks(pages, tmp_path)
    assert [remark for remark in found if not any(words in remark for words in NOT_OURS)] == []
