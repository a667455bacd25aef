"""Findings: each kind with its decisions, which are written down and can be taken back."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from publications.importing.undoing import undo
from publications.models import Finding, PublicationPage, StagedRecord
from sarcoma_site.core.staff_groups import COORDINATOR
from tests.staff import staff_client

from ..factories.publications import made_item, taken
from .admin import assert_as_many_queries, made_items, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]
Kind = Finding.Kind
PROBLEMS = "publication_problems"


@pytest.fixture(autouse=True)
def _no_problems_before():
    """The department's own list has some."""
    Finding.objects.all().delete()


@pytest.fixture
def coordinator():
    return staff_client(COORDINATOR)


def decide(client, finding: Finding, decision: str, **fields):
    address = reverse("publication_problem", args=[finding.pk])
    return client.post(address, {"decision": decision} | fields, follow=True)


def conflict(**fields) -> Finding:
    """A volume that a person wrote and that the source has changed since."""
    taken([made_item(1)], publish=True)
    page = page_of(1).get_latest_revision_as_object()
    page.volume = "77"
    page.save_revision().publish()
    taken([made_item(1, volume="13", **fields)])
    return Finding.objects.get(kind=Kind.CONFLICT, field="volume")


def duplicate(publish: bool = False) -> Finding:
    """A draft with a DOI of its own that looks like a page."""
    taken([made_item(1, DOI=None, PMCID=None)], publish=True)
    taken([made_item(1, id=None, PMID=None, PMCID="PMC99990001")], publish=publish)
    return Finding.objects.get(kind=Kind.DUPLICATE)


def companion() -> Finding:
    """A reply to a paper that is not here."""
    taken([made_item(5, title="Reply to: what nobody has written about imagined joints", custom={"kind": "reply"})])
    return Finding.objects.get(kind=Kind.COMPANION)


def warning() -> Finding:
    taken([made_item(6, title="Synthetic fluid 62 analysis of imagined joints")])
    return Finding.objects.get(kind=Kind.WARNING)


def notice() -> Finding:
    taken([made_item(7)], publish=True)
    taken([made_item(7, custom={"notices": [{"type": "retraction", "PMID": "99990077"}]})])
    return Finding.objects.get(kind=Kind.NOTICE)


def history(page: PublicationPage, client) -> str:
    return client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).text


# --- The list ---------------------------------------------------------------------------------------------------


def test_open_problems_are_listed_by_kind(coordinator):
    notice(), warning()
    everything = coordinator.get(reverse(PROBLEMS)).text
    assert "Retracted" in everything
    assert "lone number" in everything
    only = coordinator.get(reverse(PROBLEMS) + "?kind=notice").text
    assert "Retracted" in only
    assert "lone number" not in only
    assert coordinator.get(reverse(PROBLEMS) + "?kind=nonsense&p=%00").status_code == 200


def test_without_problems_the_screen_says_so(coordinator):
    assert "Nothing is to be looked at." in coordinator.get(reverse(PROBLEMS)).text
    assert "Nothing was settled yet." in coordinator.get(reverse(PROBLEMS) + "?settled").text


def test_the_list_asks_as_often_for_three_of_a_kind_as_for_twenty(coordinator):
    def bring(first: int, count: int) -> None:
        for number in range(first, first + count):
            taken(
                [
                    made_item(number, title=f"Synthetic fluid 62 analysis, number {number}"),
                    made_item(number + 100, title=f"Reply to: nothing {number}", custom={"kind": "reply"}),
                ]
            )

    bring(1, 2)
    assert_as_many_queries(coordinator, reverse(PROBLEMS), lambda: bring(10, 8))


# --- Decisions --------------------------------------------------------------------------------------------------


def test_a_conflict_shows_both_values_and_ours_can_stay(coordinator):
    finding = conflict()
    text = coordinator.get(reverse(PROBLEMS)).text
    assert "77" in text
    assert "13" in text
    decide(coordinator, finding, "ours")
    finding.refresh_from_db()
    assert finding.settled_by == coordinator.staff
    assert page_of(1).volume == "77"
    assert "Kept ours" in history(page_of(1), coordinator)


def test_theirs_is_taken_at_once_with_a_version(coordinator):
    finding = conflict()
    before = page_of(1).latest_revision_id
    response = decide(coordinator, finding, "theirs")
    assert "The page says now what the source says." in response.text
    assert page_of(1).volume == "13"
    assert page_of(1).latest_revision_id != before
    assert page_of(1).latest_revision.user == coordinator.staff
    assert "Took the source" in history(page_of(1), coordinator)


def test_theirs_joins_an_unfinished_edit_and_publishes_none_of_it(coordinator):
    finding = conflict()
    draft = page_of(1).get_latest_revision_as_object()
    draft.summary = "Half an edit."
    draft.save_revision()
    assert "as a draft" in decide(coordinator, finding, "theirs").text
    assert page_of(1).volume == "77"
    latest = page_of(1).get_latest_revision_as_object()
    assert (latest.volume, latest.summary) == ("13", "Half an edit.")


def test_after_taking_theirs_the_page_follows_the_source_again(coordinator):
    decide(coordinator, conflict(), "theirs")
    taken([made_item(1, volume="14")])
    assert page_of(1).volume == "14"


def test_an_identifier_of_another_page_is_not_taken(coordinator):
    taken(made_items(2), publish=True)
    finding = Finding.objects.create(
        publication=page_of(1), kind=Kind.CONFLICT, key="k", text="t", field="DOI", ours="a", theirs=page_of(2).doi
    )
    assert "There is already a page for this DOI." in decide(coordinator, finding, "theirs").text
    finding.refresh_from_db()
    assert finding.settled_at is None
    assert page_of(1).doi == "10.5555/example.1"


def test_one_paper_is_one_page_after_asking(coordinator):
    finding = duplicate()
    draft, page = finding.publication, finding.other
    asked = coordinator.get(reverse("publication_problem", args=[finding.pk]) + "?same").text
    assert "the draft is removed for good" in asked
    decide(coordinator, finding, "same")
    assert not PublicationPage.objects.filter(pk=draft.pk).exists()
    page = PublicationPage.objects.get(pk=page.pk)
    assert (page.doi, page.pmcid, page.pmid) == ("10.5555/example.1", "PMC99990001", "99990001")
    assert page.live
    assert "Same paper" in history(page, coordinator)


def test_undoing_the_draft_s_import_leaves_the_page_of_the_paper(coordinator):
    finding = duplicate()
    run = StagedRecord.objects.get(page=finding.publication).run
    decide(coordinator, finding, "same")
    undo(run)
    assert page_of(1).live
    assert page_of(1).pmcid == "PMC99990001"


def test_two_papers_stay_two(coordinator):
    finding = duplicate()
    decide(coordinator, finding, "two")
    finding.refresh_from_db()
    assert finding.settled_at
    assert PublicationPage.objects.filter(pk__in=[finding.publication_id, finding.other_id]).count() == 2


def test_a_live_page_is_never_removed(coordinator):
    finding = duplicate()
    finding.publication.latest_revision.publish()
    assert "unpublish" in coordinator.get(reverse(PROBLEMS)).text
    assert "Both are live" in decide(coordinator, finding, "same").text
    assert PublicationPage.objects.filter(pk=finding.publication_id).exists()


def test_a_companion_is_offered_papers_of_its_authors(coordinator):
    taken([made_item(1), made_item(2, author=[{"family": "Elsewhere", "given": "E"}])], publish=True)
    taken([made_item(3, issued={"date-parts": [[1999]]})], publish=True)
    finding = companion()
    shown = coordinator.get(reverse(PROBLEMS)).context["rows"][0]
    assert shown.suggestions == [page_of(1)]
    decide(coordinator, finding, "choose", paper=page_of(1).pk)
    assert page_of(5).get_latest_revision_as_object().relates_to_id == page_of(1).pk
    finding.refresh_from_db()
    assert finding.settled_by == coordinator.staff
    assert "Belongs to" in history(page_of(5), coordinator)


@pytest.mark.parametrize(
    ("words", "is_found"),
    [("99990001", True), ("https://doi.org/10.5555/EXAMPLE.1", True), ("99990099", False), ("nonsense", False)],
)
def test_a_companions_paper_can_be_named_by_its_identifier(coordinator, words, is_found):
    taken([made_item(1)], publish=True)
    finding = companion()
    response = decide(coordinator, finding, "choose", identifier=words)
    assert (page_of(5).get_latest_revision_as_object().relates_to_id == page_of(1).pk) is is_found
    assert response.status_code == (200 if is_found else 422)
    if not is_found:
        assert "There is no paper with this PMID or DOI here." in response.text


def test_a_companion_does_not_belong_to_itself(coordinator):
    finding = companion()
    assert "cannot belong to itself" in decide(coordinator, finding, "choose", paper=page_of(5).pk).text
    assert decide(coordinator, finding, "choose").status_code == 422


@pytest.mark.parametrize(("make", "decision"), [(companion, "alone"), (warning, "right"), (notice, "seen")])
def test_what_is_settled_is_listed_with_who_and_can_be_opened_again(coordinator, make, decision):
    finding = make()
    decide(coordinator, finding, decision)
    assert finding.text not in coordinator.get(reverse(PROBLEMS)).text.replace("&#x27;", "'")
    settled = coordinator.get(reverse(PROBLEMS) + "?settled").text
    assert f"by {coordinator.staff}" in settled
    assert "settled it already" in decide(coordinator, finding, decision).text
    decide(coordinator, finding, "open")
    finding.refresh_from_db()
    assert finding.settled_at is None
    assert finding.settled_by is None
    entries = PageLogEntry.objects.filter(page=finding.publication_id, action="publications.settle_finding")
    assert entries.count() == 2


@pytest.mark.parametrize("decision", ["theirs", "same", "", "x"])
def test_a_decision_about_something_else_changes_nothing(coordinator, decision):
    finding = warning()
    assert "no decision about this problem" in decide(coordinator, finding, decision).text
    finding.refresh_from_db()
    assert finding.settled_at is None


def test_one_does_not_come_back_to_another_site(coordinator):
    finding = warning()
    response = coordinator.post(
        reverse("publication_problem", args=[finding.pk]), {"decision": "right", "next": "https://example.org/"}
    )
    assert response.url == reverse(PROBLEMS)
