"""From a list of identifiers to full records: PubMed first, Crossref for the DOIs that PubMed does not list."""

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy

from sarcoma_site.core.batches import in_batches

from ..formats.identifiers import doi_key
from ..formats.records import ReadRecord
from . import crossref, ncbi
from .http import Client, UpstreamFault

BATCH = ncbi.BATCH
KINDS = ("PMID", "DOI", "PMCID")
# After so many questions in a row that a service did not answer, it is not asked again in this run: each has already
# been tried several times.
GIVE_UP_AFTER = 2

# What is asked, and its kind: ("DOI", "10.5555/example").
Asked = tuple[str, str]


def look_up(records: Iterable[ReadRecord]) -> Iterator[ReadRecord]:
    """Yield the full record for each that holds only a PMID, DOI or PMCID, in order, with its number and line.

    Goes on in batches, as the result is read. Records with problems pass as they are. What was asked and not found, or
    could not be asked because a service is down, keeps its identifier and says why as a problem. Raises only what
    reading the list raises.
    """
    desk = _Desk()
    for batch in in_batches(records, BATCH):
        answers = desk.answer([asked for record in batch if (asked := _asked(record))])
        for record in batch:
            yield _with_answer(record, answers[asked]) if (asked := _asked(record)) else record


def _asked(record: ReadRecord) -> Asked | None:
    if record.problems:
        return None
    for kind in KINDS:
        if value := str(record.csl.get(kind) or "").strip():
            return kind, doi_key(value) or value if kind == "DOI" else value.upper()
    return None


def _with_answer(record: ReadRecord, answer: ReadRecord) -> ReadRecord:
    # A copy: the same identifier may stand in the list twice, and each record goes its own way.
    csl = record.csl if answer.problems else deepcopy(answer.csl)
    return ReadRecord(record.number, record.line, csl, list(answer.problems), record.warnings + answer.warnings)


class _Desk:
    """Asks the services for one run, and remembers which does not answer."""

    def __init__(self) -> None:
        self.failures = {"PubMed": 0, "Crossref": 0}
        self.last_fault: dict[str, UpstreamFault] = {}
        self.crossref: Client | None = None

    def answer(self, asked: list[Asked]) -> dict[Asked, ReadRecord]:
        """Return a record for each, with the problem where there is none."""
        by_kind = {kind: list(dict.fromkeys(value for one, value in asked if one == kind)) for kind in KINDS}
        answers = self._by_pmid(by_kind["PMID"])
        answers |= self._by_other("PMCID", by_kind["PMCID"])
        answers |= self._by_other("DOI", by_kind["DOI"])
        return answers

    def _by_pmid(self, pmids: list[str]) -> dict[Asked, ReadRecord]:
        answers: dict[Asked, ReadRecord] = {}

        def fetch() -> None:
            for record in ncbi.fetch(pmids):
                answers["PMID", record.csl["PMID"]] = record

        fault = self._ask("PubMed", fetch) if pmids else None
        for pmid in pmids:
            answers.setdefault(("PMID", pmid), _problem(f"Record {pmid} could not be looked up", fault))
        return answers

    def _by_other(self, kind: str, values: list[str]) -> dict[Asked, ReadRecord]:
        found = ncbi.Known()

        def look() -> None:
            nonlocal found
            found = ncbi.known(kind, values)

        fault = self._ask("PubMed", look) if values else None
        return {(kind, value): self._one(kind, value, found, fault) for value in values}

    def _one(self, kind: str, value: str, found: ncbi.Known, fault: UpstreamFault | None) -> ReadRecord:
        records = found.records.get(value, [])
        if fault:
            # Not from Crossref alone: without its PMID the paper could come a second time.
            return _problem(f"{value} could not be looked up", fault)
        if len(records) > 1:
            pmids = " or ".join(record.csl.get("PMID", "") for record in records)
            return _problem(
                f"PubMed has {len(records)} records of {value}; give the PMID of the one you mean: {pmids}."
            )
        if records:
            return records[0]
        if found.unread:
            return _problem(
                f"{value} could not be looked up: PubMed's answer was not readable ({found.unread[0].rstrip('.')})."
            )
        return self._at_crossref(value) if kind == "DOI" else _problem(f"PubMed has no record of {value}.")

    def _at_crossref(self, doi: str) -> ReadRecord:
        record = None

        def fetch() -> None:
            nonlocal record
            self.crossref = self.crossref or crossref.client()
            record = crossref.fetch_one(self.crossref, doi)

        fault = self._ask("Crossref", fetch)
        if record is None:
            return _problem(f"PubMed has no record of {doi}, and Crossref could not be asked", fault)
        if record.problems == [f"Crossref has no record of {doi}."]:
            record.problems = [f"Neither PubMed nor Crossref has a record of {doi}."]
        return record

    def _ask(self, service: str, question: Callable[[], None]) -> UpstreamFault | None:
        """Ask, unless the service has failed too often; return the fault that stood in the way."""
        if self.failures[service] >= GIVE_UP_AFTER:
            return self.last_fault[service]
        try:
            question()
        except UpstreamFault as fault:
            self.last_fault[service] = fault
            self.failures[service] += fault.passing  # What does not pass was said at once, and may be about this one.
            return fault
        self.failures[service] = 0
        return None


def _problem(what: str, fault: UpstreamFault | None = None) -> ReadRecord:
    if fault:
        what = f"{what}: {fault}" + (" Try again later." if fault.passing else "")
    return ReadRecord(0, 0, {}, [what])
