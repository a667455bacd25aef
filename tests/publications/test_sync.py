"""The saved queries: what is new waits, what is known is brought up to date, what PubMed cannot say harms nothing."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django_tasks_db.models import DBTaskResult

from publications.importing.sync import synchronise, term_of
from publications.models import DeclinedPaper, Finding, PublicationImport, PublicationPage, SavedQuery
from sarcoma_site.core import nightly
from tests.factories.publications import list_of_publications, made_item, taken

from .ncbi_faults import status

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_later]


@pytest.fixture(autouse=True)
def index():
    return list_of_publications()


@pytest.fixture
def query() -> SavedQuery:
    return SavedQuery.objects.create(name="Ours", words="Muster B")


def sync_command() -> str:
    out = StringIO()
    call_command("sync_publications", stdout=out)
    return out.getvalue()


def test_a_new_paper_waits_as_a_draft(ncbi, query):
    ncbi.add("99990031", title="A new paper")
    ncbi.finds('"Muster B"[Author]', "99990031")
    assert "Ours: 1 found, 1 new" in sync_command()
    page = PublicationPage.objects.get()
    assert (page.pmid, page.live, page.full_title) == ("99990031", False, "A new paper")
    query.refresh_from_db()
    assert (query.last_found, query.last_new, query.last_fault) == (1, 1, "")
    assert query.last_run_at


def test_a_paper_ahead_of_print_comes_out_and_is_retracted(ncbi, query):
    taken(
        [
            made_item(
                1, volume=None, page=None, issued={"date-parts": [[2025, 1, 7]]}, status="advance online publication"
            )
        ],
        publish=True,
    )
    ncbi.finds('"Muster B"[Author]')
    ncbi.add(
        "99990001",
        title=made_item(1)["title"],
        doi="10.5555/example.1",
        pmcid="PMC9990001",
        volume="12",
        pages="1-10",
        date=(2025, 3, 1),
        authors=["Muster1 AB", "Muster2 AB", "Muster3 AB"],
        corrections=[{"type": "RetractionIn", "pmid": "99990099", "source": "J Example. 2026;1:1"}],
    )
    run = synchronise()
    page = PublicationPage.objects.get()
    assert run.counts()["changed"] == 1
    assert (page.live, page.volume, page.page, page.status, page.pmcid) == (True, "12", "1-10", "", "PMC9990001")
    assert [notice.kind for notice in page.notices.all()] == ["retraction"]
    assert Finding.objects.filter(kind=Finding.Kind.NOTICE).count() == 1
    assert synchronise().counts()["known"] == 1


def test_what_a_person_edited_stays_and_is_put_to_them(ncbi, query):
    taken([made_item(1)], publish=True)
    page = PublicationPage.objects.get().get_latest_revision_as_object()
    page.full_title = "A title that a person mended"
    page.save_revision().publish()
    ncbi.finds('"Muster B"[Author]')
    ncbi.add("99990001", title="A title that PubMed has since changed")
    synchronise()
    assert PublicationPage.objects.get().full_title == "A title that a person mended"
    conflict = Finding.objects.get(kind=Finding.Kind.CONFLICT, field="title")
    assert conflict.theirs == "A title that PubMed has since changed"


def test_a_declined_paper_is_not_brought_again(ncbi, query):
    DeclinedPaper.objects.create(pmid="99990031")
    ncbi.add("99990031", title="Somebody else's paper")
    ncbi.finds('"Muster B"[Author]', "99990031")
    synchronise()
    assert not PublicationPage.objects.exists()


def test_a_query_that_sleeps_is_not_asked(ncbi, query):
    SavedQuery.objects.update(is_active=False)
    synchronise()
    assert ncbi.requests("esearch") == []


def test_when_pubmed_is_down_the_query_says_so_and_nothing_changes(ncbi, query):
    taken([made_item(1)])
    ncbi.fail_always("esearch", status(503))
    ncbi.fail_always("efetch", status(500))
    with pytest.raises(CommandError, match="PubMed"):
        sync_command()
    query.refresh_from_db()
    assert "PubMed" in query.last_fault
    assert PublicationPage.objects.count() == 1
    assert PublicationImport.objects.filter(source="sync").get().state == PublicationImport.State.TAKEN


def test_a_busy_pubmed_is_waited_for(ncbi, query):
    ncbi.add("99990031", title="A new paper")
    ncbi.finds('"Muster B"[Author]', "99990031")
    ncbi.fail("efetch", status(429, retry_after="2"))
    synchronise()
    assert PublicationPage.objects.count() == 1
    assert sum(ncbi.clock.waits()) >= 2


@pytest.mark.parametrize(
    ("by", "words", "term"),
    [
        ("author", 'Muster "B"', '"Muster B"[Author]'),
        ("orcid", "0000-0002-1825-0097", "0000-0002-1825-0097[Author - Identifier]"),
        ("affiliation", "An Institute", '"An Institute"[Affiliation]'),
        ("term", "sarcoma[ti] AND 2025[dp]", "sarcoma[ti] AND 2025[dp]"),
    ],
)
def test_a_query_is_put_in_pubmeds_words(by, words, term):
    assert term_of(SavedQuery(by=by, words=words)) == term


@pytest.mark.parametrize(("hour", "begun"), [(2, 0), (3, 1), (23, 1)])
def test_the_queries_are_left_to_the_worker_once_a_night(query, monkeypatch, hour, begun):
    now = datetime.datetime(2026, 3, 4, hour, tzinfo=datetime.UTC)
    monkeypatch.setattr(nightly.timezone, "localtime", lambda: now)
    for _ in range(2):
        nightly.run_nightly_jobs_once()
    assert DBTaskResult.objects.filter(task_path="publications.tasks.ask_saved_queries").count() == begun
