"""What public pages ask of the database: few questions, and no more of them when there is more to show."""

import pytest
from wagtail.models import Page

from fellowship.models import FellowshipFaculty, FellowshipPage, FellowshipPublication
from people.models import PersonPage
from programs.models import (
    CareTeamRolePage,
    ConditionPage,
    ConditionResource,
    ConditionTreatment,
    ProgramPage,
    ProgramResource,
    ProgramTreatment,
    RolePerson,
)
from tests.factories.pages import add_conditions, add_people, add_publications, add_resources, add_treatments

from .queries import assert_frugal, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]

DETAIL, LISTING = 10, 12


def is_listing(page: Page) -> bool:
    return "Index" in type(page).__name__ or type(page).__name__ in ("HomePage", "SearchPage")


def test_every_page_keeps_its_budget(client, settings):
    for page in Page.objects.live().filter(depth__gt=1).specific():
        address = page.href
        assert_frugal(queries_of(client, settings, address), LISTING if is_listing(page) else DETAIL, address)


@pytest.mark.parametrize(
    "address",
    [
        "/search/?q=chordoma",
        "/search/?q=lozano+calderon",
        "/search/?q=surgery&in=care&page=2",
        "/people/?role=orthopaedic-oncology-surgeon",
        "/publications/?year=2025&person=santiago-lozano-calderon&page=1",
        "/clinical-trials/?age=16&status=recruiting",
    ],
)
def test_a_search_or_filter_keeps_the_budget_of_a_list(client, settings, address):
    assert_frugal(queries_of(client, settings, address), LISTING, address)


def test_publications_cost_the_same_at_3_at_12_and_at_300(client, settings):
    person = PersonPage.objects.get(slug="santiago-lozano-calderon")
    counts = {}
    for more in (3, 9, 288):
        add_publications(more, person=person)
        for address in ("/publications/", f"/people/{person.slug}/", "/", "/publications/?year=2024"):
            counts.setdefault(address, []).append(len(queries_of(client, settings, address)))
    for address, found in counts.items():
        assert len(set(found)) == 1, (address, found)


def test_people_cost_the_same_at_3_at_12_and_at_300(client, settings):
    counts = {}
    for more in (3, 9, 288):
        add_people(more)
        for address in ("/people/", "/"):
            counts.setdefault(address, []).append(len(queries_of(client, settings, address)))
    for address, found in counts.items():
        assert len(set(found)) == 1, (address, found)


def test_authors_cost_the_same_at_3_and_at_40(client, settings):
    few, many = add_publications(1, authors=3)[0], add_publications(1, authors=40)[0]
    assert len(queries_of(client, settings, few.href)) == len(queries_of(client, settings, many.href))


def test_rows_on_care_pages_cost_the_same_at_3_and_at_12(client, settings):
    condition = ConditionPage.objects.get(slug="adamantinoma")
    program = ProgramPage.objects.get()
    role = CareTeamRolePage.objects.get(slug="pathologists")
    fellowship = FellowshipPage.objects.get()
    addresses = [page.href for page in (condition, program, role, fellowship)] + [
        "/treatments/",
        "/patient-resources/",
        "/programs/bone-cancer/conditions/",
        "/treatments/chemotherapy/",
    ]
    counts = {}
    for count in (3, 12):
        treatments, resources, people = add_treatments(count), add_resources(count), add_people(count)
        condition.treatments = [ConditionTreatment(treatment=treatment) for treatment in treatments]
        condition.resources = [ConditionResource(resource=resource) for resource in resources]
        program.treatments = [ProgramTreatment(treatment=treatment) for treatment in treatments]
        program.resources = [ProgramResource(resource=resource) for resource in resources]
        role.people = [RolePerson(person=person) for person in people]
        fellowship.faculty = [FellowshipFaculty(person=person) for person in people]
        fellowship.publications = [
            FellowshipPublication(publication=publication) for publication in add_publications(count)
        ]
        add_conditions(count)
        for page in (condition, program, role, fellowship):
            page.save()
        for address in addresses:
            counts.setdefault(address, []).append(len(queries_of(client, settings, address)))
    for address, found in counts.items():
        assert len(set(found)) == 1, (address, found)
