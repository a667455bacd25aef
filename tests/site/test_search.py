"""Search as a visitor uses it."""

import re

import pytest

from people.models import PersonPage
from tests.factories.pages import add_page

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("loaded_site")]


def results(client, query: str, **parameters) -> list[str]:
    """The addresses of the results, in their order."""
    html = client.get("/search/", {"q": query} | parameters).content.decode()
    return re.findall(r'class="listing__link" href="([^"]+)"', html)


@pytest.mark.parametrize(
    "query",
    ["Lozano-Calderon", "Lozano-Calderón", "lozano calderon", "LOZANOCALDERON", "Dr Lozano Calderon", "calderon"],
)
def test_a_name_is_found_however_it_is_spelled(client, query):
    assert "/people/santiago-lozano-calderon/" in results(client, query)


def test_care_stands_before_people_before_papers(client):
    found = results(client, "orthopaedic oncology surgeon")
    kinds = [address.split("/")[1] for address in found]
    assert "/care-team/orthopaedic-oncology-surgeons/" in found
    order = {"people": 1, "fellowship": 2, "publications": 3}
    places = [order.get(kind, 0) for kind in kinds]
    assert places == sorted(places)
    assert found.index("/care-team/orthopaedic-oncology-surgeons/") < found.index("/people/santiago-lozano-calderon/")


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("chaplain", "/care-team/emotional-and-spiritual-support/"),
        ("nurse practitioner", "/care-team/oncology-nurses/"),
        ("breast cancer spread to the spine", "/programs/bone-cancer/conditions/cancer-that-has-spread-to-bone/"),
        ("IORT", "/treatments/intraoperative-radiation-therapy/"),
        ("osteogenic sarcoma", "/programs/bone-cancer/conditions/osteosarcoma/"),
        ("fever", "/emergency/"),
        ("40023772", "/publications/40023772/"),
    ],
)
def test_pages_are_found_by_a_patients_own_words(client, query, address):
    assert address in results(client, query)


def test_a_question_that_no_page_answers_whole_still_finds_something(client):
    html = client.get("/search/", {"q": "how may i get an appointment for zzzz"}).content.decode()
    assert "No page holds all of these words" in html
    assert 'href="/appointments/"' in html


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("orthopedic oncology surgeon", "/care-team/orthopaedic-oncology-surgeons/"),
        ("paediatric oncologist", "/care-team/medical-and-pediatric-oncologists/"),
        ("what is a bone tumour", "/programs/bone-cancer/"),
        ("Ewings sarcoma", "/programs/bone-cancer/conditions/ewing-sarcoma/"),
        ("pagets", "/programs/bone-cancer/conditions/paget-sarcoma/"),
    ],
)
def test_a_page_is_found_in_the_spelling_of_another_country_or_without_an_apostrophe(client, query, address):
    html = client.get("/search/", {"q": query}).text
    assert f'href="{address}"' in html.split("<main")[1]
    assert "No page holds" not in html


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("osteosarc", "/programs/bone-cancer/conditions/osteosarcoma/"),
        ("loz", "/people/santiago-lozano-calderon/"),
        ("chemo ther", "/treatments/chemotherapy/"),
    ],
)
def test_the_beginning_of_a_name_is_enough(client, query, address):
    html = client.get("/search/", {"q": query}).text
    assert f'href="{address}"' in html.split("<main")[1]


def test_beginnings_are_asked_for_only_when_whole_words_find_nothing(client):
    assert "begin" not in client.get("/search/", {"q": "chordoma"}).text.split("<main")[1].split("<ul")[0]
    assert "These names begin like it" in client.get("/search/", {"q": "osteosarc"}).text


def test_a_kind_narrows_the_results(client):
    assert all(address.startswith("/people/") for address in results(client, "surgeon", **{"in": "people"}))


def test_nothing_found_says_so(client):
    assert "Nothing found" in client.get("/search/?q=zzzzqqq").content.decode()


def test_no_draft_and_no_private_page_is_found(client):
    from wagtail.models import PageViewRestriction

    index = PersonPage.objects.get(slug="gina-delgado").get_parent()
    add_page(index, PersonPage, title="Canarydraft Person", live=False)
    private = add_page(index, PersonPage, title="Canaryprivate Person", family_name="Canaryprivate")
    assert results(client, "Canaryprivate") == [private.href]
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    for query in ("Canarydraft", "Canaryprivate", "Spentzos", "Person"):
        html = client.get("/search/", {"q": query}).content.decode()
        assert private.href not in html and "Canarydraft Person" not in html and "dimitiris" not in html
    assert "Canary" not in client.get("/people/").content.decode()
    assert client.get(private.href).status_code == 302
