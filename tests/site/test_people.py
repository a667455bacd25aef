"""What a visitor reads of people in lists."""

import re

import pytest

from people.models import PersonRole, Role
from tests.factories.pages import add_people

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("loaded_site")]


def entry(html: str, name: str) -> str:
    """One person's part of a list."""
    return next(part for part in html.split('<div class="person">') if name in part)


@pytest.mark.parametrize("address", ["/people/", "/"])
def test_a_list_of_people_says_what_each_one_is(client, address):
    found = entry(client.get(address).text, "Santiago Lozano-Calderon")
    assert re.search(r'class="person__role">Orthopaedic oncology surgeon · Director of the fellowship<', found)


def test_the_front_page_begins_with_those_who_care_for_patients(client):
    role = Role.objects.get(slug="fellowship-coordinator")
    for person in add_people(8, family_name="Aaa"):
        PersonRole.objects.create(person=person, role=role)
    found = re.findall(r'class="person__link" href="([^"]+)"', client.get("/").text)
    assert found[0] == "/people/santiago-lozano-calderon/"
    assert len(found) == 6
