"""What stands around the text of a page of care: the way to its neighbours, who checked it, whom to call."""

import datetime
import re

import pytest
from wagtail.models import Page, PageViewRestriction

from people.models import PersonPage
from programs.models import CareTeamRolePage, ConditionPage, RolePerson, TreatmentPage, TrialIndexPage, TrialPage
from sarcoma_site.core.models import SiteSettings
from tests.factories.pages import add_page, add_people

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("loaded_site")]

NEIGHBOURS = re.compile(r'<nav class="section-nav section-nav--wide".*?</nav>', re.DOTALL)


def neighbours(client, address: str) -> str:
    """The navigation of the section beside a page."""
    return NEIGHBOURS.search(client.get(address).text)[0]


@pytest.mark.parametrize(
    ("address", "section", "others"),
    [
        (
            "/programs/bone-cancer/conditions/chordoma/",
            "/programs/bone-cancer/",
            ["/programs/bone-cancer/conditions/osteosarcoma/", "/programs/bone-cancer/diagnosis/"],
        ),
        (
            "/programs/bone-cancer/surgery/",
            "/programs/bone-cancer/",
            ["/programs/bone-cancer/conditions/", "/programs/bone-cancer/your-care/"],
        ),
        ("/treatments/chemotherapy/", "/treatments/", ["/treatments/immunotherapy/"]),
        ("/care-team/pathologists/", "/care-team/", ["/care-team/oncology-nurses/"]),
        ("/patient-resources/supportive-care/", "/patient-resources/", ["/patient-resources/cancer-rehabilitation/"]),
    ],
)
def test_a_page_leads_to_its_section_and_to_its_neighbours(client, address, section, others):
    found = re.findall(r'href="([^"]+)"', neighbours(client, address))
    assert found[0] == section
    assert set(others) < set(found)
    assert re.search(rf'href="{address}" aria-current="page"', neighbours(client, address))


def test_on_a_phone_the_way_to_the_neighbours_is_folded_below_the_answer(client):
    html = client.get("/programs/bone-cancer/conditions/chordoma/").text
    assert html.count('<details class="section-nav section-nav--narrow"') == 1
    assert html.index("What chordoma is</h2>") < html.index('<details class="section-nav section-nav--narrow"')


def test_the_conditions_are_unfolded_only_among_themselves(client):
    assert "/conditions/osteosarcoma/" not in neighbours(client, "/programs/bone-cancer/surgery/")


def test_the_way_to_the_neighbours_names_no_draft_and_nothing_private(client):
    TreatmentPage.objects.get(slug="immunotherapy").unpublish()
    private = Page.objects.get(slug="targeted-therapy")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    found = neighbours(client, "/treatments/chemotherapy/")
    assert "Immunotherapy" not in found
    assert "Targeted therapy" not in found
    assert "Angiogenesis inhibitors" in found


@pytest.fixture
def checked_page() -> ConditionPage:
    """A condition that a person of the team has checked."""
    page = ConditionPage.objects.get(slug="chordoma")
    page.reviewer = add_people(1, title="Ada Maker, MD")[0]
    page.reviewed_on = datetime.date(2026, 3, 2)
    page.save()
    return page


def test_a_checked_page_says_who_checked_it_and_when(checked_page, client):
    html = client.get(checked_page.href).text
    assert "Checked by Ada Maker, MD on" in html
    assert "March 2, 2026" in html
    assert "Not yet checked" not in html


@pytest.mark.parametrize("gone", ["deleted", "a draft", "private"])
def test_a_check_counts_only_with_a_name_that_visitors_may_read(checked_page, client, gone):
    person = PersonPage.objects.get(pk=checked_page.reviewer_id)
    if gone == "deleted":
        person.delete()
    elif gone == "a draft":
        person.unpublish()
    else:
        PageViewRestriction.objects.create(page=person, restriction_type=PageViewRestriction.LOGIN)
    html = client.get(checked_page.href).text
    assert "Ada Maker" not in html
    assert "Not yet checked by a clinician" in html


def test_the_paths_that_cannot_wait_keep_their_look_under_another_label(client):
    settings = SiteSettings.objects.get()
    for entry in settings.navigation.all():
        if entry.page.slug in ("emergency", "search"):
            entry.label = {"emergency": "Urgent help", "search": "Find"}[entry.page.slug]
            entry.save()
    actions = re.search(r'<nav class="care-actions".*?</nav>', client.get("/treatments/chemotherapy/").text, re.DOTALL)[
        0
    ]
    assert 'care-actions__link--emergency" href="/emergency/">Urgent help' in actions
    assert "Find" not in actions


def test_the_main_cancers_are_not_said_to_be_the_most_common(client):
    html = client.get("/programs/bone-cancer/conditions/").text
    assert "Most common here" not in html
    assert "Main bone cancers" in html


def test_somebody_on_the_care_team_can_be_reached_from_their_page(client):
    settings = SiteSettings.objects.get()
    settings.appointment_phone = "(617) 555-0100"
    settings.save()
    person, other = add_people(2)
    role = CareTeamRolePage.objects.get(slug="pathologists")
    role.people = [RolePerson(person=person)]
    role.save()
    assert 'href="tel:6175550100"' in client.get(person.href).text
    assert "tel:6175550100" not in client.get(other.href).text


def test_trials_stand_first_once_there_are_some(client):
    html = client.get("/clinical-trials/").text
    assert html.index("What a clinical trial is</h2>") < html.index("No trials are listed here yet")
    add_page(TrialIndexPage.objects.get(), TrialPage, title="A study of an example", status="recruiting")
    html = client.get("/clinical-trials/").text
    assert html.index("A study of an example") < html.index("What a clinical trial is</h2>")
    assert "No trials are listed here yet" not in html
