"""Who is who among the authors: asked, written down, and linked wherever the name stands."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry, ReferenceIndex

from people.models import PersonPage
from programs.models import RolePerson
from publications.importing.linking import link_known_spellings
from publications.models import NotOurAuthor, PublicationAuthor
from sarcoma_site.core.staff_groups import COORDINATOR
from tests.staff import send, staff_client

from ..factories.publications import made_item, person, taken
from .admin import assert_as_many_queries, made_items, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]
NAMES = "publication_names"


@pytest.fixture
def coordinator():
    return staff_client(COORDINATOR)


@pytest.fixture
def ada() -> PersonPage:
    return person(title="Ada Muster1, MD", given_name="Ada", family_name="Muster1")


def decide(client, do: str, who: PersonPage, **fields):
    return client.post(reverse(NAMES), {"do": do, "person": who.pk} | fields, follow=True)


def linked(number: int) -> list[int | None]:
    return list(PublicationAuthor.objects.filter(publication=page_of(number)).values_list("person", flat=True))


def row_of(number: int, place: int = 0) -> PublicationAuthor:
    return page_of(number).authors.all()[place]


# --- What is asked ----------------------------------------------------------------------------------------------


def test_a_family_name_of_ours_is_asked_with_its_papers(coordinator, ada):
    taken([made_item(1)])
    taken([made_item(2)], publish=True)
    text = coordinator.get(reverse(NAMES)).text
    assert "Muster1 AB" in text
    assert "on 2 papers" in text
    assert "This is Ada Muster1, MD" in text
    assert "the 1th of its kind" in text
    assert "Muster2 AB" not in text


def test_another_initial_is_asked_only_on_request(coordinator):
    person(title="Zoe Muster1", given_name="Zoe", family_name="Muster1")
    taken([made_item(1)])
    assert "Muster1 AB" not in coordinator.get(reverse(NAMES)).text
    assert "Muster1 AB" in coordinator.get(reverse(NAMES) + "?of=all").text


def test_two_people_of_one_spelling_are_both_offered(coordinator):
    for name in ("Ada", "Alma"):
        person(title=f"{name} Muster1", given_name=name, family_name="Muster1", name_variants="Muster1 AB")
    taken([made_item(1)])
    text = coordinator.get(reverse(NAMES)).text
    assert "This is Ada Muster1" in text
    assert "This is Alma Muster1" in text


def test_an_author_with_another_orcid_is_not_asked_about(coordinator, ada):
    PersonPage.objects.filter(pk=ada.pk).update(orcid="0000-0002-1825-0097")
    taken([made_item(1, custom={"author-orcid": {"1": "0000-0002-9079-593X"}})])
    assert "Muster1 AB" not in coordinator.get(reverse(NAMES) + "?of=all").text


def test_the_screen_asks_as_often_for_three_names_as_for_fifteen(coordinator):
    person(title="Ada Muster", given_name="Ada", family_name="Muster")

    def bring(first: int, count: int) -> None:
        for number in range(first, first + count):
            name = {"family": "Muster", "given": f"A{chr(64 + number)}"}
            taken([made_item(number, author=[name])])

    bring(1, 3)
    assert_as_many_queries(coordinator, reverse(NAMES), lambda: bring(4, 17))


# --- Saying who it is -------------------------------------------------------------------------------------------


def test_all_papers_are_linked_live_ones_and_drafts_and_their_latest_versions(coordinator, ada):
    taken(made_items(2))
    taken([made_item(3)], publish=True)
    response = decide(coordinator, "link", ada, name="muster1 ab")
    assert "on 3 papers" in response.text
    for number in (1, 2, 3):
        assert linked(number) == [ada.pk, None, None]
        latest = page_of(number).get_latest_revision_as_object()
        assert [row.person_id for row in latest.authors.all()] == [ada.pk, None, None]
    assert ReferenceIndex.get_references_to(ada).filter(object_id=str(page_of(3).pk)).exists()
    entry = PageLogEntry.objects.get(page=page_of(1).pk, action="publications.link_author")
    assert entry.user == coordinator.staff
    history = coordinator.get(reverse("wagtailadmin_pages:history", args=[page_of(1).pk])).text
    assert "Linked an author to Ada Muster1, MD" in history


def test_the_spelling_is_kept_with_the_person_and_later_papers_are_linked(coordinator, ada):
    taken([made_item(1)])
    before = ada.latest_revision_id
    decide(coordinator, "link", ada, name="muster1 ab")
    ada.refresh_from_db()
    assert ada.name_variants.splitlines() == ["Muster1 AB"]
    assert ada.latest_revision_id != before
    assert ada.latest_revision.user == coordinator.staff
    taken([made_item(2)])
    assert linked(2)[0] == ada.pk
    decide(coordinator, "link", ada, name="muster1 ab")
    ada.refresh_from_db()
    assert ada.name_variants.splitlines() == ["Muster1 AB"]


def test_a_link_survives_the_next_edit(coordinator, ada):
    taken([made_item(1)])
    decide(coordinator, "link", ada, name="muster1 ab")
    send(coordinator, page_of(1), "action-publish", summary="An edited sentence.")
    assert page_of(1).live
    assert linked(1)[0] == ada.pk


def test_one_paper_alone_is_linked_and_the_spelling_is_not_kept(coordinator, ada):
    taken(made_items(2))
    decide(coordinator, "link", ada, row=row_of(1).pk)
    ada.refresh_from_db()
    assert linked(1)[0] == ada.pk
    assert linked(2)[0] is None
    assert ada.name_variants == ""


def test_not_ours_is_remembered_for_all_papers_or_for_one(coordinator, ada):
    taken(made_items(2))
    decide(coordinator, "refuse", ada, row=row_of(1).pk)
    assert "on 1 paper" in coordinator.get(reverse(NAMES)).text
    decide(coordinator, "refuse", ada, name="muster1 ab")
    assert "Muster1 AB" not in coordinator.get(reverse(NAMES) + "?of=all").text
    assert NotOurAuthor.objects.filter(person=ada).count() == 2
    decide(coordinator, "link", ada, row=row_of(1).pk)
    assert linked(1)[0] == ada.pk  # Whoever says so for one paper means it.


def test_linking_all_leaves_out_a_paper_that_was_ruled_out(coordinator, ada):
    taken(made_items(2))
    decide(coordinator, "refuse", ada, row=row_of(1).pk)
    decide(coordinator, "link", ada, name="muster1 ab")
    assert linked(1)[0] is None
    assert linked(2)[0] == ada.pk


@pytest.mark.parametrize("fields", [{}, {"name": "nobody"}, {"row": "x"}, {"row": "9" * 30}, {"name": "a\0b"}])
def test_what_names_nobody_changes_nothing(coordinator, ada, fields):
    taken([made_item(1)])
    assert "Nothing was changed" in decide(coordinator, "link", ada, **fields).text
    assert linked(1) == [None, None, None]


def test_a_spelling_of_somebody_on_care_pages_waits_for_a_publisher(coordinator):
    surgeon = RolePerson.objects.filter(person__live=True).first().person
    taken([made_item(1, author=[{"family": surgeon.family_name, "given": "QX"}])])
    row = row_of(1)
    before = surgeon.name_variants
    response = decide(coordinator, "link", surgeon, name=row.name_key)
    assert "somebody else has to agree" in response.text
    surgeon.refresh_from_db()
    assert surgeon.name_variants == before
    assert f"{surgeon.family_name} QX" in surgeon.get_latest_revision_as_object().name_variants
    assert surgeon.current_workflow_state
    assert linked(1) == [surgeon.pk]  # Whose paper it is, the coordinator says.


# --- When a person's page changes -------------------------------------------------------------------------------


def test_a_new_spelling_on_a_persons_page_links_what_is_here_and_removing_it_unlinks_nothing(coordinator, ada):
    taken(made_items(2))
    send(coordinator, ada, "action-publish", name_variants="Muster1 AB")
    assert linked(1)[0] == ada.pk
    send(coordinator, PersonPage.objects.get(pk=ada.pk), "action-publish", name_variants="")
    assert linked(1)[0] == ada.pk


def test_a_new_orcid_on_a_persons_page_links_what_is_here(coordinator, ada):
    taken([made_item(1, custom={"author-orcid": {"2": "0000-0002-1825-0097"}})])
    send(coordinator, ada, "action-publish", orcid="0000-0002-1825-0097")
    assert linked(1) == [None, ada.pk, None]


def test_a_spelling_of_two_people_links_nobody(ada):
    taken([made_item(1)])
    for who in (ada, person(title="Alma Muster1", given_name="Alma", family_name="Muster1")):
        PersonPage.objects.filter(pk=who.pk).update(name_variants="Muster1 AB")
    ada.refresh_from_db()
    assert link_known_spellings(ada) == 0
    assert linked(1)[0] is None
