"""Papers that wait: publishing and declining several at once, and bringing back."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail.signals import page_published

from publications.importing.sync import synchronise
from publications.models import DeclinedPaper, PublicationPage, SavedQuery
from sarcoma_site.core.staff_groups import COORDINATOR
from tests.staff import staff_client

from ..factories.publications import made_item, person, taken
from .admin import as_text, assert_as_many_queries, made_items, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]
REVIEW = "publication_review"


@pytest.fixture
def coordinator():
    return staff_client(COORDINATOR)


def send(client, do: str, *numbers: int):
    return client.post(reverse(REVIEW), {"do": do, "draft": [page_of(number).pk for number in numbers]}, follow=True)


def test_a_draft_waits_with_its_citation_its_people_and_its_warnings(coordinator):
    somebody = person(title="Ada Zwitscherling", name_variants="Muster2 AB")
    taken([made_item(1, title="Synthetic fluid 62 analysis of imagined joints")])
    text = coordinator.get(reverse(REVIEW)).text
    for words in ("Synthetic fluid 62 analysis", "Muster1 AB, Muster2 AB", "J Example. 2025 Mar 1;12:1-10"):
        assert words in text
    assert f"Ours: {somebody.title}" in text
    assert "There is a lone number in the title" in text


def test_it_shows_what_an_editor_saved_and_not_what_came(coordinator):
    taken([made_item(1)])
    draft = page_of(1).get_latest_revision_as_object()
    draft.full_title = "A title that an editor mended"
    draft.save_revision()
    assert "A title that an editor mended" in coordinator.get(reverse(REVIEW)).text


def test_what_is_live_or_was_or_is_written_by_hand_does_not_wait(coordinator):
    taken([made_item(1)], publish=True)
    page_of(1).unpublish()
    text = coordinator.get(reverse(REVIEW)).text
    assert "the 1th of its kind" not in text
    assert "Nothing waits" in text


def test_several_are_published_as_the_editor_publishes(coordinator):
    taken(made_items(3))
    published = []
    receiver = lambda instance, **_: published.append(instance.pk)  # noqa: E731
    page_published.connect(receiver)
    try:
        response = send(coordinator, "publish", 1, 3)
    finally:
        page_published.disconnect(receiver)
    assert "2 papers are live." in response.text
    assert [page_of(number).live for number in (1, 2, 3)] == [True, False, True]
    assert set(published) == {page_of(1).pk, page_of(3).pk}
    assert PageLogEntry.objects.get(page=page_of(1).pk, action="wagtail.publish").user == coordinator.staff


def test_a_draft_whose_identifier_another_page_has_now_says_so(coordinator):
    taken(made_items(2))
    draft = page_of(1).get_latest_revision_as_object()
    draft.doi = page_of(2).doi
    draft.save_revision(clean=False)
    response = send(coordinator, "publish", 1, 2)
    assert "There is already a page for this DOI." in response.text
    assert [page_of(number).live for number in (1, 2)] == [False, True]


def test_nothing_ticked_changes_nothing(coordinator):
    taken([made_item(1)])
    assert "tick the papers first" in send(coordinator, "publish").text
    response = coordinator.post(reverse(REVIEW), {"do": "publish", "draft": ["x", "9" * 30, "0"]}, follow=True)
    assert "tick the papers first" in response.text


def test_a_live_page_is_never_declined_here(coordinator):
    taken([made_item(1)], publish=True)
    send(coordinator, "decline-confirmed", 1)
    assert page_of(1).live


def test_declining_asks_first_then_removes_and_remembers(coordinator):
    taken([made_item(1), made_item(2, PMID=None, id=None)])
    second = PublicationPage.objects.get(doi="10.5555/example.2")
    keys = [page_of(1).pk, second.pk]
    asked = coordinator.post(reverse(REVIEW), {"do": "decline", "draft": keys}).text
    assert "2 drafts are removed" in asked
    assert "1 has no PMID" in asked
    assert page_of(1)
    coordinator.post(reverse(REVIEW), {"do": "decline-confirmed", "draft": keys})
    assert not PublicationPage.objects.filter(pk__in=keys).exists()
    assert DeclinedPaper.objects.get().pmid == "99990001"


def test_a_declined_paper_is_brought_back_as_it_was(coordinator):
    taken([made_item(1)])
    send(coordinator, "decline-confirmed", 1)
    declined = reverse("publication_declined")
    assert "the 1th of its kind" in coordinator.get(declined).text
    response = coordinator.post(declined, {"pmid": "99990001"}, follow=True)
    assert "waits in the review queue again" in response.text
    assert page_of(1).live is False
    assert not DeclinedPaper.objects.exists()
    assert "not among the declined papers any more" in coordinator.post(declined, {"pmid": "1"}, follow=True).text


def test_a_declined_paper_that_nobody_remembers_is_left_to_the_next_sync(coordinator):
    DeclinedPaper.objects.create(pmid="99990009", title="Forgotten")
    response = coordinator.post(reverse("publication_declined"), {"pmid": "99990009"}, follow=True)
    assert "The next sync brings it" in response.text
    assert "?text=99990009" in response.text
    assert "99990009" in coordinator.get(reverse("publication_imports") + "?text=99990009").text


def test_a_declined_paper_is_not_brought_by_the_sync(coordinator, ncbi):
    ncbi.add("99990001", title="A made-up paper of somebody else")
    ncbi.finds('"Muster AB"[Author]', "99990001")
    SavedQuery.objects.create(name="Made up", words="Muster AB")
    PublicationPage.objects.exclude(pmid="").update(pmid="")
    synchronise()
    send(coordinator, "decline-confirmed", 1)
    synchronise()
    assert not PublicationPage.objects.filter(pmid="99990001").exists()


def test_the_queue_asks_as_often_for_three_as_for_twenty_five(coordinator):
    person(title="Ada Zwitscherling", name_variants="Muster2 AB")
    title = "Synthetic fluid 62 analysis of imagined joints, number {}"
    taken([made_item(number, title=title.format(number)) for number in range(3)])
    assert_as_many_queries(
        coordinator,
        reverse(REVIEW),
        lambda: taken([made_item(number, title=title.format(number)) for number in range(10, 40)]),
    )
    assert "Page 2 of" in coordinator.get(reverse(REVIEW) + "?p=2").text


def test_citations_are_pasted_published_and_public(coordinator, client):
    """The whole way without a browser."""
    coordinator.post(reverse("publication_imports"), {"text": as_text(made_items(2)), "format": "auto"})
    run = coordinator.get(reverse("publication_imports")).context["rows"][0]
    coordinator.post(
        reverse("publication_import_choose", args=[run.pk]),
        {"take": "publish", "shown": [row.pk for row in run.records.all()], "chosen": [run.records.first().pk]},
    )
    text = client.get("/publications/?year=2025").text
    assert "the 1th of its kind" in text
    assert "the 2th of its kind" not in text
