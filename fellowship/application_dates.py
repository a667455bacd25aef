"""What an applicant is told of each date, today: still to come, now, over, or not announced yet."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .models.dates import ApplicantDate

Kind = ApplicantDate.Kind


class DateState(StrEnum):
    """How a date stands on a day. A template branches on it."""

    UPCOMING = "upcoming"
    TODAY = "today"
    NOW = "now"
    PAST = "past"
    NOT_ANNOUNCED = "not-announced"


@dataclass(frozen=True)
class ShownDate:
    """One date of a cycle for a reader."""

    kind: str
    label: str
    state: DateState
    date: ApplicantDate | None = None
    before: ApplicantDate | None = None  # The same date of an earlier cycle, while this one is not announced.

    @property
    def when(self) -> str:
        """The day or days in words."""
        return days_in_words(self.date.starts_on, self.date.ends_on) if self.date and self.date.starts_on else ""

    @property
    def before_words(self) -> str:
        """When it was in an earlier cycle."""
        return days_in_words(self.before.starts_on, self.before.ends_on) if self.before else ""


@dataclass(frozen=True)
class Cycle:
    """The dates by which the fellows of one year are chosen. Without a year: the next cycle, whenever it is."""

    year: int | None
    entries: list[ShownDate]


def state_of(date: ApplicantDate | None, today: datetime.date, of_cycle: dict[str, ApplicantDate]) -> DateState:
    """How one date stands. Applications that opened are open until the day on which they close is over."""
    if date is None or date.starts_on is None:
        return DateState.NOT_ANNOUNCED
    if today < date.starts_on:
        return DateState.UPCOMING
    if date.kind == Kind.OPEN and today > date.starts_on:
        closing = of_cycle.get(Kind.CLOSE)
        is_open = closing is not None and closing.starts_on is not None and today <= closing.starts_on
        return DateState.NOW if is_open else DateState.PAST
    if today > date.last_day:
        return DateState.PAST
    return DateState.NOW if date.ends_on and date.ends_on > date.starts_on else DateState.TODAY


def cycles_on(dates: Iterable[ApplicantDate], today: datetime.date) -> list[Cycle]:
    """The cycles that an applicant can still use, the nearest first; none when no date was ever entered.

    A cycle is over when its last announced day is, or when its year is. When in all of them the fellows are chosen, one
    cycle follows that is not announced, with the last days known: that is the one that a reader can still apply to.
    """
    by_cycle: dict[int, dict[str, ApplicantDate]] = {}
    for date in dates:
        by_cycle.setdefault(date.cycle, {})[date.kind] = date
    running = [year for year in sorted(by_cycle) if _is_running(year, by_cycle[year], today)]
    cycles = [Cycle(year, _entries(year, by_cycle, today)) for year in running]
    if by_cycle and all(_are_chosen(by_cycle[year], today) for year in running):
        following = max(by_cycle) + 1
        entries = _entries(following, by_cycle, today)
        cycles.append(Cycle(following if following > today.year else None, entries))
    return cycles


def _are_chosen(of_cycle: dict[str, ApplicantDate], today: datetime.date) -> bool:
    """Whether all that was entered of a cycle is over but the day on which its fellows start."""
    days = [date.last_day for kind, date in of_cycle.items() if kind != Kind.START]
    return bool(days) and None not in days and max(days) < today


def _is_running(year: int, of_cycle: dict[str, ApplicantDate], today: datetime.date) -> bool:
    days = [date.last_day for date in of_cycle.values() if date.last_day]
    start = of_cycle.get(Kind.START)
    if start is not None and start.starts_on:
        return today <= start.starts_on
    if len(days) == len(of_cycle) and len(days) and max(days) < today:
        # Everything that was entered is over. What was not entered may come until the year begins.
        return today.year < year
    return today.year <= year


def _entries(year: int, by_cycle: dict[int, dict[str, ApplicantDate]], today: datetime.date) -> list[ShownDate]:
    of_cycle = by_cycle.get(year, {})
    shown = []
    for kind in Kind:
        date = of_cycle.get(kind)
        state = state_of(date, today, of_cycle)
        before = _before(kind, year, by_cycle, today) if state == DateState.NOT_ANNOUNCED else None
        shown.append(ShownDate(kind.value, kind.label, state, date, before))
    return shown


def _before(kind: str, year: int, by_cycle: dict, today: datetime.date) -> ApplicantDate | None:
    """The same date of the nearest earlier cycle, once it is over: what is still to come is no orientation."""
    for earlier in sorted((cycle for cycle in by_cycle if cycle < year), reverse=True):
        date = by_cycle[earlier].get(kind)
        if date is not None and date.last_day and date.last_day < today:
            return date
    return None


def days_in_words(first: datetime.date, last: datetime.date | None = None) -> str:
    """“October 1, 2027”, or “March 3 to 5, 2027”: what two days have in common is said once."""
    if last is None or last == first:
        return f"{first:%B} {first.day}, {first.year}"
    if first.year != last.year:
        return f"{days_in_words(first)} to {days_in_words(last)}"
    until = f"{last.day}" if first.month == last.month else f"{last:%B} {last.day}"
    return f"{first:%B} {first.day} to {until}, {first.year}"
