"""What each record of a file is to this site: new, changed, known, or a problem."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from sarcoma_site.core.batches import in_batches

from ..csl import columns_of, in_order
from ..formats.identifiers import doi_key
from ..formats.records import ReadRecord
from ..models import PublicationAuthor, PublicationPage, StagedRecord
from .matching import KnownPages, Match
from .merging import Difference, Merged, merge
from .questions import Question, questions_about

BATCH = 200
Status = StagedRecord.Status


@dataclass
class CheckedRecord:
    """One record, what taking it would do, and what a person should know of it."""

    read: ReadRecord
    status: str
    csl: dict
    messages: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    page: PublicationPage | None = None
    suggestion: PublicationPage | None = None
    merged: Merged | None = None

    @property
    def changes(self) -> list[Difference]:
        return self.merged.changes if self.merged else []

    @property
    def conflicts(self) -> list[Difference]:
        return self.merged.conflicts if self.merged else []

    def as_json(self) -> dict:
        """What `import_publications --json` prints of it."""
        return {"status": self.status, "csl": self.csl, "messages": self.messages, "where": self.read.where}


def check(records: Iterable[ReadRecord], today: datetime.date | None = None) -> Iterator[CheckedRecord]:
    """Compare records with the pages that are there, a batch at a time, and with those before them in the same file."""
    seen: dict[str, int] = {}
    for batch in in_batches(records, BATCH):
        known = KnownPages(record.csl for record in batch if not record.problems)
        for record in batch:
            yield _check_one(record, known, seen, today or datetime.datetime.now(datetime.UTC).date())


def _check_one(record: ReadRecord, known: KnownPages, seen: dict[str, int], today: datetime.date) -> CheckedRecord:
    csl = in_order(record.csl)
    messages = [*record.problems, *record.warnings]
    if record.problems or (lacking := list(_lacking(csl))):
        return CheckedRecord(record, Status.PROBLEM, csl, messages if record.problems else messages + lacking)
    match = known.match(csl)
    if match.problem:
        return CheckedRecord(record, Status.PROBLEM, csl, [*messages, match.problem])
    questions = list(questions_about(csl, today))
    checked = CheckedRecord(record, Status.NEW, csl, messages, questions)
    if twin := _twin(csl, seen, record.number):
        checked.status = Status.KNOWN
        checked.messages.append(f"This is the same paper as record {twin} of this file.")
        return checked
    checked.messages += [question.text for question in questions]
    _compare(checked, match)
    return checked


def _compare(checked: CheckedRecord, match: Match) -> None:
    """Say what the record would change on its page, or that it looks like one."""
    page = match.page
    if page is None and match.suggestion is not None:
        merged = merge(match.suggestion.csl, match.suggestion.source_item, checked.csl)
        if not checked.csl.get("id") and not merged.changes and not merged.conflicts:
            page = match.suggestion  # A record without any identifier that says nothing but what is here.
        else:
            checked.suggestion = match.suggestion
            checked.messages.append(
                f"It looks like “{match.suggestion.full_title}”, which is here. Say whether it is the same paper."
            )
    if page is None:
        return
    checked.page = page
    checked.merged = merge(page.csl, page.source_item, checked.csl)
    checked.status = Status.CHANGED if checked.changes else Status.KNOWN
    checked.messages += [
        f"A person edited “{label_of(conflict.field)}”; it stays as it is." for conflict in checked.conflicts
    ]


def _twin(csl: dict, seen: dict[str, int], number: int) -> int | None:
    """The number of an earlier record of the file with one of the same identifiers. Remembers this one."""
    keys = [
        f"{name}:{value}"
        for name, value in [("doi", doi_key(csl.get("DOI", ""))), ("pmid", csl.get("PMID")), ("pmc", csl.get("PMCID"))]
        if value
    ] or [f"item:{hash(repr(csl))}"]
    twin = next((seen[key] for key in keys if key in seen), None)
    for key in keys:
        seen.setdefault(key, number)
    return twin


def _lacking(csl: dict) -> Iterator[str]:
    """Why a record cannot be a page of its own: what it lacks, or what is too long for its field."""
    if not csl.get("title"):
        yield "It has no title."
    elif not csl.get("id") and not (csl.get("author") and csl.get("issued")):
        yield "It has no identifier, and lacks authors or year: that is half a citation."
    columns = columns_of(csl)
    for name, value in columns.items():
        limit = PublicationPage._meta.get_field(name).max_length
        if limit and isinstance(value, str) and len(value) > limit:
            yield f"Its “{name}” is longer than {limit} characters."
        elif name in _NO_PAGE_SAYS_ELSE and value:
            yield from _refusals(name, value)
    for name in csl.get("author", []):
        for part, limit in _NAME_LIMITS.items():
            if len(name.get(part, "")) > limit:
                yield f"The name “{name[part][:40]}…” is longer than {limit} characters."


def _refusals(name: str, value) -> Iterator[str]:
    """Why a column refuses a value. (A DOI that is none is only warned of: there may be no better one.)"""
    field = PublicationPage._meta.get_field(name)
    try:
        field.run_validators(value)
    except ValidationError as error:
        yield f"“{value}” cannot be its {field.verbose_name}. {' '.join(error.messages)}"


_NO_PAGE_SAYS_ELSE = ("pmid", "pmcid", "issued_year", "issued_month", "issued_day")
_NAME_LIMITS = {
    part: PublicationAuthor._meta.get_field(part.replace("-", "_")).max_length
    for part in ("family", "given", "suffix", "non-dropping-particle", "literal")
}

_LABELS = {
    "container-title-short": "journal",
    "container-title": "journal in full",
    "issued": "date",
    "available-date": "online since",
    "author": "authors",
    "page": "pages",
    "author-orcid": "ORCIDs",
    "relates-to": "belongs to",
    "notices": "retractions and corrections",
    "original-title": "title in its own language",
}


def label_of(field: str) -> str:
    """What an editor calls a field of an item."""
    return _LABELS.get(field, field)
