"""Records of an import as the screens show them."""

from dataclasses import dataclass, field

from ..models import PublicationImport, StagedRecord
from .words import Citation, Values, both_values, citation_of

Status, Outcome = StagedRecord.Status, StagedRecord.Outcome
TAKEABLE = (Status.NEW, Status.CHANGED)


@dataclass
class ShownRecord:
    """One record, with what it would change."""

    row: StagedRecord
    citation: Citation
    changes: list[Values] = field(default_factory=list)
    conflicts: list[Values] = field(default_factory=list)
    can_be_chosen: bool = False

    @property
    def answer(self) -> str:
        """What was said about the look-alike: `same`, `other`, or nothing yet."""
        return {True: "same", False: "other", None: ""}[self.row.is_same_as_suggestion]


def shown(rows, may_publish: bool) -> list[ShownRecord]:
    """Rows for the screen. Whoever may not publish may bring only what is new."""
    choosable = TAKEABLE if may_publish else (Status.NEW,)
    return [
        ShownRecord(
            row,
            citation_of(row.csl),
            [both_values(**change) for change in row.changes],
            [both_values(**conflict) for conflict in row.conflicts],
            row.status in choosable,
        )
        for row in rows
    ]


def chosen_rows(run: PublicationImport, may_publish: bool):
    """What taking the import would add or change."""
    return run.records.filter(chosen=True, status__in=TAKEABLE if may_publish else (Status.NEW,))


def remember_choices(run: PublicationImport, data) -> None:
    """Keep what is ticked and answered on one page of the preview.

    Args:
        data: the form: `shown` the keys on the page, `chosen` those that are ticked, `same-KEY` an answer.
    """
    keys = [int(key) for key in data.getlist("shown") if key.isdecimal() and len(key) < 18]
    ticked = set(data.getlist("chosen"))
    answers = {"same": True, "other": False}
    rows = list(run.records.filter(pk__in=keys))
    for row in rows:
        if row.status in TAKEABLE:
            row.chosen = str(row.pk) in ticked
        if row.suggestion_id:
            row.is_same_as_suggestion = answers.get(data.get(f"same-{row.pk}", ""))
    StagedRecord.objects.bulk_update(rows, ["chosen", "is_same_as_suggestion"])


def choose_all(run: PublicationImport, status: str, is_chosen: bool) -> None:
    """Tick all records of a status or none, on every page."""
    wanted = [status] if status in TAKEABLE else TAKEABLE
    run.records.filter(status__in=wanted).update(chosen=is_chosen)
