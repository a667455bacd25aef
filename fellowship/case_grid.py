"""The grid in which staff write the case numbers: years down, categories across, read from a form or a spreadsheet."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from .models.cases import FIRST_YEAR, LAST_YEAR, MOST_CASES, CaseCategory, CaseCount, CaseYear, year_label

MOST_ROWS = 60
MOST_TEXT = 100_000
_YEAR = re.compile(r"((?:19|20|21)[0-9]{2})(?:\s*[-–/]\s*[0-9]{2,4})?")
_NUMBER = re.compile(r"[0-9]{1,3}(?:[, \u00a0]?[0-9]{3})*")
_SOURCE = "source"


@dataclass
class GridRow:
    """One year as it stands in the form: words, until they are read."""

    year: str = ""
    source: str = ""
    counts: dict[int, str] = field(default_factory=dict)
    remove: bool = False
    is_new: bool = True
    faults: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        return year_label(int(self.year)) if self.year.isdecimal() and len(self.year) == 4 else self.year

    @property
    def is_blank(self) -> bool:
        return not (self.year or self.source or any(self.counts.values()))


def stored_rows() -> list[GridRow]:
    """The years as they are stored, the newest first, in two queries."""
    years = CaseYear.objects.order_by("-starts_in").prefetch_related("counts")
    return [
        GridRow(
            str(year.starts_in),
            year.source,
            {count.category_id: str(count.count) for count in year.counts.all()},
            is_new=False,
        )
        for year in years
    ]


def sent_rows(form: Mapping[str, str], categories: list[CaseCategory]) -> list[GridRow]:
    """The rows of a form, as they were written. Blank ones are left out."""
    stored = {row.year for row in stored_rows()}
    rows = []
    for place in range(MOST_ROWS):
        row = GridRow(
            _words(form.get(f"year-{place}", "")),
            _words(form.get(f"source-{place}", "")),
            {category.pk: _words(form.get(f"count-{place}-{category.pk}", "")) for category in categories},
            remove=bool(form.get(f"remove-{place}")),
        )
        row.is_new = row.year not in stored
        if not row.is_blank:
            rows.append(row)
    return rows


def _words(text: str) -> str:
    """One line, no control characters, and no longer than a field takes."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:300]


def check(rows: list[GridRow], categories: list[CaseCategory]) -> bool:
    """Say in each row what is wrong with it; whether nothing is."""
    seen: set[str] = set()
    for row in rows:
        row.faults = list(_faults(row, categories, seen))
        seen.add(row.year)
    return not any(row.faults for row in rows)


def _faults(row: GridRow, categories: list[CaseCategory], seen: set[str]):
    if not re.fullmatch(r"[0-9]{4}", row.year) or not FIRST_YEAR <= int(row.year) <= LAST_YEAR:
        yield f"The year is the one in which it starts, from {FIRST_YEAR} to {LAST_YEAR}: “2025”."
    elif row.year in seen:
        yield f"{row.label} stands in two rows."
    if row.remove:
        return
    if len(row.source) > CaseYear._meta.get_field("source").max_length:
        yield "The source is too long: at most 160 characters."
    elif not row.source and any(row.counts.values()):
        yield "Say where these numbers come from: it stands under the table."
    for category in categories:
        if (words := row.counts.get(category.pk, "")) and number_of(words) is None:
            yield f"{category.name}: “{words[:20]}” is no number from 0 to {MOST_CASES:,}."


def number_of(words: str) -> int | None:
    """A whole number, with or without a sign between thousands; none for anything else."""
    if not _NUMBER.fullmatch(words):
        return None
    number = int(re.sub(r"[^0-9]", "", words))
    return number if number <= MOST_CASES else None


@transaction.atomic
def store(rows: list[GridRow], categories: list[CaseCategory]) -> tuple[list[CaseYear], list[CaseYear]]:
    """Write checked rows: the years that were written, and those that were removed. Others stay as they are."""
    removed = list(CaseYear.objects.filter(starts_in__in=[int(row.year) for row in rows if row.remove]))
    CaseYear.objects.filter(pk__in=[year.pk for year in removed]).delete()
    written = []
    for row in rows:
        if row.remove:
            continue
        year, _ = CaseYear.objects.update_or_create(starts_in=int(row.year), defaults={"source": row.source})
        for category in categories:
            words = row.counts.get(category.pk, "")
            if words:
                CaseCount.objects.update_or_create(year=year, category=category, defaults={"count": number_of(words)})
            else:
                year.counts.filter(category=category).delete()
        written.append(year)
    return written, removed


@dataclass
class Pasted:
    """What a pasted table holds: the years by their numbers, and what could not be read."""

    rows: dict[str, GridRow] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read_table(text: str, categories: list[CaseCategory]) -> Pasted:
    """Read a table that was copied from a spreadsheet: the first line names the categories, each other is a year."""
    pasted = Pasted()
    if len(text) > MOST_TEXT:
        pasted.faults.append("This is too much for one table. Paste fewer years.")
        return pasted
    lines = _cells(text)
    if len(lines) < 2:
        pasted.faults.append("Copy the line with the categories as well, and at least one year below it.")
        return pasted
    by_name = {category.name.casefold(): category for category in categories}
    columns = [_column(name, by_name, pasted) for name in lines[0][1:]]
    for number, cells in enumerate(lines[1:], start=2):
        match = _YEAR.fullmatch(cells[0])
        if match is None:
            pasted.faults.append(f"Line {number} begins with “{cells[0][:20]}”, which is no year.")
        elif match[1] in pasted.rows:
            pasted.faults.append(f"{cells[0]} stands there twice.")
        else:
            pasted.rows[match[1]] = _row(match[1], cells[1:], columns)
    return pasted


def _cells(text: str) -> list[list[str]]:
    """The cells of each line that has any, divided by tabs, else by semicolons or commas."""
    lines = [line for line in text.replace("\0", " ").splitlines() if line.strip()]
    sign = next((sign for sign in "\t;" if lines and sign in lines[0]), ",")
    # One line is one row: no cell of such a table holds a line break.
    return [[_words(cell) for cell in next(csv.reader([line], delimiter=sign))] for line in lines]


def _column(name: str, by_name: dict[str, CaseCategory], pasted: Pasted) -> int | str | None:
    if name.casefold() == _SOURCE:
        return _SOURCE
    category = by_name.get(name.casefold())
    if category is None and name:
        pasted.faults.append(f"There is no category “{name[:80]}”. Add it first, or give the column its name here.")
    return category.pk if category else None


def _row(year: str, cells: list[str], columns: list[int | str | None]) -> GridRow:
    row = GridRow(year)
    for column, cell in zip(columns, cells, strict=False):
        if column == _SOURCE:
            row.source = cell
        elif column is not None:
            row.counts[column] = cell
    return row


def merged(rows: list[GridRow], pasted: Pasted) -> list[GridRow]:
    """The rows with what was pasted in them: an empty cell of the paste leaves what is there."""
    by_year = {row.year: row for row in rows}
    for year, new in pasted.rows.items():
        row = by_year.setdefault(year, GridRow(year))
        row.source = new.source or row.source
        row.counts |= {category: words for category, words in new.counts.items() if words}
    return sorted(by_year.values(), key=lambda row: row.year, reverse=True)
