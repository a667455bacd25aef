"""When an academic year and its four blocks begin and end, computed from the day on which the year starts."""

import calendar
import datetime
import itertools
from dataclasses import dataclass

BLOCKS = 4
MONTHS_A_BLOCK = 3
_A_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Days from one to another, both of them included."""

    starts_on: datetime.date
    ends_on: datetime.date

    def __contains__(self, day: datetime.date) -> bool:
        return self.starts_on <= day <= self.ends_on

    def holds(self, other: "Span") -> bool:
        """Whether the other lies within this one."""
        return self.starts_on <= other.starts_on and other.ends_on <= self.ends_on

    def meets(self, other: "Span") -> bool:
        """Whether the two share a day."""
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on

    def days(self) -> list[datetime.date]:
        """Each of its days."""
        return [self.starts_on + number * _A_DAY for number in range((self.ends_on - self.starts_on).days + 1)]


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day of a later month, or the last of that month where it has fewer days."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


def end_of_year(starts_on: datetime.date) -> datetime.date:
    """The last day of a year that starts on this one."""
    return months_later(starts_on, BLOCKS * MONTHS_A_BLOCK) - _A_DAY


def block_spans(starts_on: datetime.date) -> list[Span]:
    """The four blocks of a year: three months each, one after the other, without a day between them."""
    begins = [months_later(starts_on, MONTHS_A_BLOCK * number) for number in range(BLOCKS + 1)]
    return [Span(first, after - _A_DAY) for first, after in itertools.pairwise(begins)]


def year_name(starts_on: datetime.date) -> str:
    """What a year is called: “2026–27”; “2026” if it ends in the year in which it began."""
    ends_on = end_of_year(starts_on)
    return f"{starts_on.year}" if ends_on.year == starts_on.year else f"{starts_on.year}–{ends_on.year % 100:02}"


def range_in_words(starts_on: datetime.date, ends_on: datetime.date) -> str:
    """Days as people write them: “July 1, 2026”, “July 1 to 14, 2026”, “December 1, 2026 to January 4, 2027”."""
    if starts_on == ends_on:
        return day_in_words(starts_on)
    if starts_on.year != ends_on.year:
        return f"{day_in_words(starts_on)} to {day_in_words(ends_on)}"
    first = f"{starts_on:%B} {starts_on.day}"
    last = f"{ends_on.day}" if starts_on.month == ends_on.month else f"{ends_on:%B} {ends_on.day}"
    return f"{first} to {last}, {ends_on.year}"


def day_in_words(day: datetime.date) -> str:
    """“July 1, 2026”."""
    return f"{day:%B} {day.day}, {day.year}"


def range_in_short(starts_on: datetime.date, ends_on: datetime.date) -> str:
    """Days where there is little room and the year is known: “Aug 1 – Sep 13”."""
    first, last = (f"{day:%b} {day.day}" for day in (starts_on, ends_on))
    return first if first == last else f"{first} – {last}"


def ranges_of(days: list[datetime.date]) -> list[Span]:
    """Working days, in order, as spans: a Friday and the Monday after it belong together."""
    spans: list[Span] = []
    for day in days:
        if spans and day - spans[-1].ends_on <= (3 if day.weekday() == 0 else 1) * _A_DAY:
            spans[-1] = Span(spans[-1].starts_on, day)
        else:
            spans.append(Span(day, day))
    return spans
