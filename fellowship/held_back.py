"""The case mix as everybody may see it: small numbers are held back, and no sum gives them away.

A cell under five might tell of a single patient. It is shown as “under 5”, and so is zero, for a row of zeros and
“under 5” would tell the two apart. A total is shown only where every number in it is shown as well: its row, its
column, or for the whole the whole sheet. So whatever somebody adds and takes away, of a cell that is held back they
know what it says: something from 0 to 4.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEAST = 5


@dataclass(frozen=True)
class Number:
    """A number of the sheet: shown, held back, or not entered. What is not shown holds no count at all."""

    count: int | None = None
    is_held_back: bool = False

    @property
    def is_shown(self) -> bool:
        return self.count is not None

    @property
    def words(self) -> str:
        """As a reader sees it."""
        if self.count is not None:
            return f"{self.count:,}"
        return f"under {LEAST}" if self.is_held_back else "no figure"


@dataclass(frozen=True)
class Row:
    """One category over the years."""

    name: str
    numbers: list[Number]
    total: int | None


@dataclass(frozen=True)
class Sheet:
    """The numbers by category and year, with the totals that may be shown."""

    years: list[str]
    rows: list[Row]
    totals: list[int | None]
    total: int | None

    @property
    def holds_back(self) -> bool:
        """Whether a number is held back, so that the page says why."""
        return any(number.is_held_back for row in self.rows for number in row.numbers)

    @property
    def has_totals(self) -> bool:
        """Whether there is a total of a year to show."""
        return any(total is not None for total in self.totals)

    @property
    def has_row_totals(self) -> bool:
        """Whether there is a total of a category to show, over more than one year."""
        return len(self.years) > 1 and any(row.total is not None for row in self.rows)


def sheet_of(years: Sequence[str], categories: Sequence[str], counts: Mapping[tuple[str, str], int]) -> Sheet:
    """The sheet that may be shown of what was entered.

    Args:
        counts: what was counted, by year and category; a pair that is missing was not entered.
    """
    rows = []
    for category in categories:
        numbers = [_number(counts.get((year, category))) for year in years]
        rows.append(Row(category, numbers, _total(numbers)))
    totals = [_total([row.numbers[place] for row in rows]) for place in range(len(years))]
    whole = _total([number for row in rows for number in row.numbers])
    return Sheet(list(years), rows, totals, whole)


def _number(count: int | None) -> Number:
    if count is None:
        return Number()
    return Number(count) if count >= LEAST else Number(is_held_back=True)


def _total(numbers: list[Number]) -> int | None:
    """The sum, if each number in it is shown."""
    if not numbers or not all(number.is_shown for number in numbers):
        return None
    return sum(number.count for number in numbers)
