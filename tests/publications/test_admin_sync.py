"""The saved queries: who is looked for, what the last night brought, and asking now."""

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from publications.models import PublicationImport, PublicationPage, SavedQuery
from publications.orcids import bare_orcid
from sarcoma_site.core.staff_groups import COORDINATOR
from tests.jobs import do_waiting_jobs
from tests.staff import staff_client

from .admin import assert_as_many_queries, last_import, page_of
from .ncbi_faults import status

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]
SYNC = "publication_sync"


@pytest.fixture
def coordinator():
    return staff_client(COORDINATOR)


def add(client, **fields):
    form = {"name": "Made up", "by": "author", "words": "Muster AB", "is_active": "on"}
    return client.post(reverse("publication_queries:add"), form | fields, follow=True)


# --- Saved queries ----------------------------------------------------------------------------------------------


def test_without_a_query_the_screen_says_how_to_begin(coordinator):
    assert "Nobody is looked for yet." in coordinator.get(reverse(SYNC)).text


def test_a_query_is_added_changed_and_removed(coordinator):
    text = add(coordinator).text
    assert "Muster AB" in text
    assert "not yet" in text
    query = SavedQuery.objects.get()
    edit = reverse("publication_queries:edit", args=[query.pk])
    assert edit in text
    coordinator.post(edit, {"name": "Made up", "by": "affiliation", "words": "Center  for Imagined Sarcoma"})
    query.refresh_from_db()
    assert (query.words, query.is_active) == ("Center for Imagined Sarcoma", False)
    assert "rests" in coordinator.get(reverse(SYNC)).text
    coordinator.post(reverse("publication_queries:delete", args=[query.pk]))
    assert not SavedQuery.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"by": "orcid", "words": "0000-0002-1825-0098"}, "This is no ORCID"),
        ({"by": "orcid", "words": "Muster AB"}, "This is no ORCID"),
        ({"words": "  "}, "This field is required."),
        ({"words": "123 ..."}, "There is no word in it."),
        ({"by": "term", "words": 'sarcoma[Title] AND "Boston'}, "A quotation mark has no partner."),
        ({"by": "fax"}, "Select a valid choice."),
    ],
)
def test_a_query_that_finds_nothing_or_everything_is_refused(coordinator, fields, said):
    assert said in add(coordinator, **fields).text
    assert not SavedQuery.objects.exists()


@pytest.mark.parametrize(
    ("written", "orcid"),
    [
        ("0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("0000000218250097", "0000-0002-1825-0097"),
        ("0000-0002-9079-593x", "0000-0002-9079-593X"),
        ("0000-0002-1825-0079", ""),
        ("0000-0002-1825", ""),
        ("", ""),
    ],
)
def test_an_orcids_last_digit_is_checked(written, orcid):
    assert bare_orcid(written) == orcid


def test_the_list_asks_as_often_for_three_queries_as_for_thirty(coordinator):
    def more(first: int, count: int) -> None:
        SavedQuery.objects.bulk_create(
            SavedQuery(name=f"Made up {number}", words="Muster AB") for number in range(first, first + count)
        )

    more(0, 3)
    assert_as_many_queries(coordinator, reverse(SYNC), lambda: more(10, 27))


# --- Asking now -------------------------------------------------------------------------------------------------


@pytest.fixture
def pubmed(ncbi):
    """Only made-up papers are known here and there."""
    PublicationPage.objects.exclude(pmid="").update(pmid="")
    ncbi.add("99990001", title="A made-up paper of ours")
    ncbi.finds('"Muster AB"[Author]', "99990001")
    return ncbi


def test_asking_now_shows_that_it_runs_and_then_what_it_brought(coordinator, pubmed):
    add(coordinator)
    response = coordinator.post(reverse(SYNC), follow=True)
    assert "PubMed is asked now." in response.text
    assert "Waiting for the worker" in response.text
    assert "asked already" in coordinator.post(reverse(SYNC), follow=True).text
    assert DBTaskResult.objects.count() == 1
    do_waiting_jobs()
    text = coordinator.get(reverse(SYNC)).text
    assert "1 new, 0 updated" in text
    assert last_import().get_absolute_url() in text
    assert page_of(1).live is False
    query = SavedQuery.objects.get()
    assert (query.last_found, query.last_new, query.last_fault) == (1, 1, "")
    progress = coordinator.get(reverse("publication_sync_progress")).text
    assert "Ask PubMed now" in progress
    assert "<html" not in progress


def test_a_fault_of_pubmed_is_shown_with_its_query(coordinator, pubmed):
    add(coordinator)
    pubmed.fail_always("esearch", status(500))
    coordinator.post(reverse(SYNC))
    do_waiting_jobs()
    fault = SavedQuery.objects.get().last_fault
    assert fault
    assert fault.split()[0] in coordinator.get(reverse(SYNC)).text


def test_a_run_that_was_stopped_does_not_stand_in_the_way(coordinator):
    run = PublicationImport.objects.create(source="sync", name="Saved queries", state="reading")
    PublicationImport.objects.filter(pk=run.pk).update(moved_at="2020-01-01T00:00Z")
    text = coordinator.get(reverse(SYNC)).text
    assert "stopped half way" in text
    assert "Ask PubMed now" in text
