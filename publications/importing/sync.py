"""The saved queries, put to PubMed: what is new waits in the review queue, what is known is brought up to date."""

from collections.abc import Iterator

from django.utils import timezone

from sarcoma_site.core.locks import held_by_one_process

from ..formats.records import ReadRecord
from ..models import DeclinedPaper, PublicationImport, PublicationPage, SavedQuery, StagedRecord
from ..upstream import ncbi
from ..upstream.http import UpstreamFault
from .checking import check
from .staging import stage_records
from .taking import take

_TERMS = {
    SavedQuery.By.AUTHOR: '"{words}"[Author]',
    SavedQuery.By.ORCID: "{words}[Author - Identifier]",
    SavedQuery.By.AFFILIATION: '"{words}"[Affiliation]',
}
State = PublicationImport.State


def synchronise(user=None) -> PublicationImport | None:
    """Ask every active query and refresh every paper with a PMID. New papers become drafts.

    A paper that somebody declined is not brought again. When PubMed fails, what came before stands, and the fault is
    written on the query or the run. Returns the import with its records, or nothing when one is running already.
    """
    with held_by_one_process("publication_sync") as held:
        return _synchronise(user) if held else None


def _synchronise(user) -> PublicationImport:
    run = PublicationImport.objects.create(
        source=PublicationImport.Source.SYNC, name="Saved queries", state=State.READING, made_by=user
    )
    found = {query: _ask(query) for query in SavedQuery.objects.filter(is_active=True)}
    known = PublicationPage.objects.exclude(pmid="").values_list("pmid", flat=True)
    declined = set(DeclinedPaper.objects.values_list("pmid", flat=True))
    wanted = dict.fromkeys([*known, *(pmid for pmids in found.values() for pmid in pmids)])
    faults: list[str] = []
    stage_records(run, check(_fetched((pmid for pmid in wanted if pmid not in declined), faults)))
    PublicationImport.objects.filter(pk=run.pk).update(state=State.READY)
    run = take(run, user)
    if faults:
        run.message = faults[0]
        run.save(update_fields=["message"])
    _count_new(run, found)
    return run


def term_of(query: SavedQuery) -> str:
    """The query in PubMed's words, by its field tags (pubmed.ncbi.nlm.nih.gov/help, "Search field tags")."""
    words = query.words.strip()
    if query.by == SavedQuery.By.TERM:
        return words
    return _TERMS[query.by].format(words=words.replace('"', ""))


def _ask(query: SavedQuery) -> list[str]:
    """The PMIDs that a query finds; none, and the fault noted, when PubMed cannot be asked."""
    query.last_run_at, query.last_fault = timezone.now(), ""
    pmids: list[str] = []
    try:
        pmids = ncbi.search(term_of(query))
        query.last_found = len(pmids)
        query.last_fault = " ".join(pmids.warnings)
    except UpstreamFault as fault:
        query.last_fault = str(fault)
    query.save(update_fields=["last_run_at", "last_found", "last_fault"])
    return list(pmids)


def _fetched(pmids: Iterator[str], faults: list[str]) -> Iterator[ReadRecord]:
    """The records as they arrive, until PubMed cannot be asked any more."""
    try:
        yield from ncbi.fetch(pmids)
    except UpstreamFault as fault:
        faults.append(str(fault))


def _count_new(run: PublicationImport, found: dict[SavedQuery, list[str]]) -> None:
    created = run.records.filter(outcome=StagedRecord.Outcome.CREATED).select_related("page")
    new = {row.page.pmid for row in created if row.page}
    for query, pmids in found.items():
        query.last_new = len(new.intersection(pmids))
        query.save(update_fields=["last_new"])
