"""A year of rotations that keeps every rule, proposed from the year before it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from .academic_dates import Span, block_spans, end_of_year
from .rotation_rules import ALL_WEEKDAYS, LETTERS, PlannedBlock, PlannedSite, PlannedStay, YearPlan

_A_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class CannotPlan(Exception):
    """Why no year can be proposed."""

    text: str


def day_after(year_starts_on: datetime.date) -> datetime.date:
    """The first day of the year after one."""
    return end_of_year(year_starts_on) + _A_DAY


def proposed_year(starts_on: datetime.date, sites: Sequence[PlannedSite], last_side_of_a: str = "") -> YearPlan:
    """The plan of a year that starts on this day.

    Args:
        sites: the hospitals, in the order in which a block is divided between those of one side.
        last_side_of_a: where Fellow A was in the last block of the year before. Fellow A starts on the other side, so
            that the places of A and B take turns at both ends; without one, on the first side.

    Raises:
        CannotPlan: the hospitals do not stand on two sides.
    """
    sides = list(dict.fromkeys(site.side for site in sites))
    if len(sides) != len(LETTERS) or "" in sides:
        raise CannotPlan("The pages of the hospitals do not say which two sides there are. Set the side on each.")
    first = 1 if last_side_of_a == sides[0] else 0
    blocks = tuple(PlannedBlock(number, span) for number, span in enumerate(block_spans(starts_on), start=1))
    stays = [
        stay
        for block in blocks
        for place, letter in enumerate(LETTERS)
        for stay in _stays(block, letter, [s for s in sites if s.side == sides[(first + place + block.number - 1) % 2]])
    ]
    return YearPlan(Span(starts_on, end_of_year(starts_on)), tuple(sites), blocks, tuple(stays))


def _stays(block: PlannedBlock, letter: str, sites: list[PlannedSite]) -> list[PlannedStay]:
    """A block divided by dates into equal parts, one for each hospital; a part begins on a Monday where it can."""
    days = (block.span.ends_on - block.span.starts_on).days + 1
    begins = [block.span.starts_on]
    for number in range(1, len(sites)):
        middle = block.span.starts_on + (days * number // len(sites)) * _A_DAY
        monday = middle - middle.weekday() * _A_DAY
        begins.append(monday if monday > begins[-1] else middle)
    ends = [day - _A_DAY for day in begins[1:]] + [block.span.ends_on]
    return [
        PlannedStay(block.number, letter, site.key, Span(first, last), ALL_WEEKDAYS)
        for site, first, last in zip(sites, begins, ends, strict=True)
    ]
