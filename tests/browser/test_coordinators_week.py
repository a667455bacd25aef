"""The coordinator's weekly jobs in a real browser: none takes more than five clicks from her desk."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect
from wagtail.models import Page

from fellowship.models import AcademicYear, ConferencePage, Enquiry, Fellow, FellowshipFaculty, FellowshipPage
from people.models import PersonPage
from publications.models import PublicationImport, PublicationPage
from tests.factories.pages import add_people
from tests.factories.rotations import add_year
from tests.fellowship.made_conferences import add_conference

from .axe import faults
from .hand import Hand

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PMID = "99996001"


@pytest.fixture(scope="module", autouse=True)
def made(loaded_site, django_db_blocker) -> Iterator[None]:
    """A conference, a year, a message and two teachers, committed so that the server's threads know them."""
    with django_db_blocker.unblock():
        conference = add_conference(title="Made board", slug="made-board")
        year = add_year()
        sender = {"sender_name": "Ada Applicant", "sender_email": "a@ada.example"}
        Enquiry.objects.create(form_data={"message": "When?"}, **sender)
        people = add_people(2, family_name="Aaronson")
        with as_it_was(FellowshipPage.objects.get()):
            yield
        Enquiry.objects.all().delete()
        AcademicYear.objects.get(pk=year.pk).delete()
        ConferencePage.objects.get(pk=conference.pk).delete()
        for page in PublicationPage.objects.filter(pmid=PMID):
            page.delete()
        for person in people:
            PersonPage.objects.get(pk=person.pk).delete()
        PublicationImport.objects.all().delete()


@contextmanager
def as_it_was(page: FellowshipPage) -> Iterator[None]:
    """Take back what is published of the page and of its faculty: other tests look at what was loaded."""
    row = Page.objects.filter(pk=page.pk).values().get()
    faculty = list(page.faculty.all())
    yield
    FellowshipFaculty.objects.filter(page=page).delete()
    FellowshipFaculty.objects.bulk_create(faculty)
    Page.objects.filter(pk=page.pk).update(**row)
    page.revisions.filter(pk__gt=row["latest_revision_id"]).delete()


def test_a_date_of_a_conference_is_cancelled(coordinator):
    hand = Hand(coordinator(1280))
    hand.link("Change a date of a conference")
    hand.link(re.compile("^Cancel Made board"))
    hand.tab.get_by_label("Reason").fill("Snow")
    hand.button("Cancel this date")
    hand.is_done("cancelled. Visitors see it now.")


def test_a_teacher_is_swapped_for_another(coordinator):
    hand = Hand(coordinator(1280))
    hand.link("Faculty and recent papers")
    row = hand.tab.locator("#id_faculty-FORMS > [data-inline-panel-child]").first
    hand.click(row.get_by_role("button", name="Actions").first)
    hand.click(hand.tab.get_by_role("button", name="Choose another page"))
    dialog = hand.tab.locator(".modal-dialog")
    dialog.locator("a.choose-page").first.wait_for()
    hand.click(dialog.locator("a.choose-page"))
    expect(dialog).to_have_count(0)
    hand.button("Publish")
    hand.is_done(re.compile("published"))


def test_a_fellow_is_added(coordinator):
    hand = Hand(coordinator(1280))
    hand.link("Add a fellow")
    hand.tab.get_by_label("Family name").fill("Zaunammer")
    hand.button(re.compile("^(Create|Save)"))
    hand.is_done(re.compile("Zaunammer"))
    assert "Zaunammer" in set(Fellow.objects.values_list("family_name", flat=True))


def test_an_enquiry_is_answered(coordinator):
    hand = Hand(coordinator(1280))
    hand.link("New enquiries")
    hand.link("Ada Applicant", exact=False)
    assert hand.tab.get_by_role("link", name="Answer by mail").get_attribute("href").startswith("mailto:a@ada.example")
    hand.clicks += 1  # It opens her mail program.
    hand.button("Mark as answered")
    hand.is_done("Marked as answered.")


def test_papers_are_added(coordinator):
    hand = Hand(coordinator(1280))
    hand.link("Import publications")
    hand.tab.get_by_label("Paste citations").fill(
        f"Muster A. Made-up outcomes in no patients. J Example. 2019 Mar 1;12(3):1-9. PMID: {PMID}."
    )
    hand.button("Read and show")
    hand.button("Import and publish 1 record")
    hand.is_done("New records are live at once")


@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.slow)])
def test_axe_finds_nothing_on_the_desk(coordinator, width):
    tab = coordinator(width)
    tab.goto("/admin/", wait_until="networkidle")
    assert tab.get_by_role("heading", name="This week’s conferences").count() == 1
    assert tab.get_by_role("heading", name="Who is where today").count() == 1
    assert faults(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert tab.faults == []
