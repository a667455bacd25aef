"""What makes a year of rotations a good one, looked at day by day, and what is wrong with one that is not.

Pure functions over plain records: nothing here asks the database, so that a plan can be judged before it is saved.
Working days are Monday to Friday. A day of leave needs no hospital.
"""

import datetime
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from .academic_dates import Span, range_in_words, ranges_of

LETTERS = ("A", "B")
ALL_WEEKDAYS = frozenset(range(5))
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
TIMES_EACH = 2


class Rule(StrEnum):
    """The rules of a year, as staff read them."""

    SIDES = "two sides"
    DATES = "dates inside the year"
    OVERLAP = "no overlap"
    GAP = "no gap"
    COVERAGE = "coverage of each site"
    ALTERNATION = "alternation"
    TWO_OF_EACH = "two of each"
    LEAVE = "leave"


@dataclass(frozen=True)
class PlannedSite:
    """A hospital, and the side of the year to which it belongs: one fellow is on one side while the other is not."""

    key: int
    name: str
    side: str


@dataclass(frozen=True)
class PlannedBlock:
    """A block with its days."""

    number: int
    span: Span


@dataclass(frozen=True)
class PlannedStay:
    """One fellow at one hospital, on some weekdays of some days of a block."""

    block: int
    letter: str
    site: int
    span: Span
    weekdays: frozenset[int] = ALL_WEEKDAYS

    def days(self) -> list[datetime.date]:
        """The working days that it takes."""
        return [day for day in self.span.days() if day.weekday() in self.weekdays]


@dataclass(frozen=True)
class PlannedLeave:
    """Days on which a fellow is away."""

    letter: str
    span: Span


@dataclass(frozen=True)
class YearPlan:
    """A year as it is planned."""

    span: Span
    sites: tuple[PlannedSite, ...]
    blocks: tuple[PlannedBlock, ...]
    stays: tuple[PlannedStay, ...]
    leaves: tuple[PlannedLeave, ...] = ()
    names: dict[str, str] = field(default_factory=lambda: {letter: f"Fellow {letter}" for letter in LETTERS})

    def name(self, letter: str) -> str:
        return self.names.get(letter, f"Fellow {letter}")

    def site(self, key: int) -> PlannedSite:
        return next(site for site in self.sites if site.key == key)

    def sides(self) -> list[str]:
        """The sides in the order of their sites."""
        return list(dict.fromkeys(site.side for site in self.sites))

    def stays_of(self, letter: str, block: int) -> list[PlannedStay]:
        return [stay for stay in self.stays if (stay.letter, stay.block) == (letter, block)]

    def sides_of(self, letter: str, block: int) -> set[str]:
        """Where a fellow is in a block; more than one is a mistake."""
        return {self.site(stay.site).side for stay in self.stays_of(letter, block)}

    def leave_days(self, letter: str) -> set[datetime.date]:
        return {day for leave in self.leaves if leave.letter == letter for day in leave.span.days()}


@dataclass(frozen=True)
class Problem:
    """One broken rule: whose, in which block, and a sentence that says so. No letter or block where it is nobody's."""

    rule: Rule
    text: str
    letter: str = ""
    block: int = 0


def problems_of(plan: YearPlan) -> list[Problem]:
    """Everything that is wrong with a plan, in the order of the rules; nothing for a good one."""
    if wrong := list(_sides(plan)):
        return wrong
    rules = (_dates, _overlaps, _gaps, _coverage, _alternation, _two_of_each, _leave)
    return [problem for rule in rules for problem in rule(plan)]


def working_days(span: Span) -> list[datetime.date]:
    """Its days from Monday to Friday."""
    return [day for day in span.days() if day.weekday() in ALL_WEEKDAYS]


def _said(days: Iterable[datetime.date]) -> str:
    """Days as ranges in words, the first few of them."""
    spans = ranges_of(sorted(days))
    shown = [range_in_words(span.starts_on, span.ends_on) for span in spans[:3]]
    if len(spans) > len(shown):
        shown.append(f"{len(spans) - len(shown)} more times")
    return "; ".join(shown)


def _days_of(plan: YearPlan, letter: str, block: int) -> dict[datetime.date, list[PlannedStay]]:
    found: dict[datetime.date, list[PlannedStay]] = {}
    for stay in plan.stays_of(letter, block):
        for day in stay.days():
            found.setdefault(day, []).append(stay)
    return found


def _sides(plan: YearPlan) -> Iterator[Problem]:
    """The hospitals stand on exactly two sides. Without that nothing else can be judged."""
    sides = plan.sides()
    if "" in sides:
        names = ", ".join(site.name for site in plan.sites if not site.side)
        yield Problem(Rule.SIDES, f"No side is set for {names}. Set it on the page of the hospital.")
    elif len(sides) != len(LETTERS):
        said = ", ".join(f"“{side}”" for side in sides) or "none"
        yield Problem(Rule.SIDES, f"The hospitals need two sides, one for each fellow. Now there are: {said}.")


def _dates(plan: YearPlan) -> Iterator[Problem]:
    """Blocks lie in the year one after the other, stays in their blocks."""
    year = range_in_words(plan.span.starts_on, plan.span.ends_on)
    blocks = sorted(plan.blocks, key=lambda block: block.number)
    for block in blocks:
        if not plan.span.holds(block.span):
            said = range_in_words(block.span.starts_on, block.span.ends_on)
            yield Problem(
                Rule.DATES, f"Block {block.number} ({said}) reaches beyond the year ({year}).", "", block.number
            )
    for earlier, later in itertools.pairwise(blocks):
        if later.span.starts_on <= earlier.span.ends_on:
            text = f"Block {later.number} begins before block {earlier.number} has ended."
            yield Problem(Rule.DATES, text, "", later.number)
    in_blocks = {day for block in blocks for day in block.span.days()}
    if lost := [day for day in working_days(plan.span) if day not in in_blocks]:
        yield Problem(Rule.DATES, f"No block holds {_said(lost)}.")
    spans = {block.number: block.span for block in blocks}
    for stay in plan.stays:
        who = f"{plan.name(stay.letter)}, block {stay.block}: {plan.site(stay.site).name}"
        if stay.span.ends_on < stay.span.starts_on:
            yield Problem(Rule.DATES, f"{who} ends before it starts.", stay.letter, stay.block)
        elif not spans[stay.block].holds(stay.span):
            said = range_in_words(stay.span.starts_on, stay.span.ends_on)
            yield Problem(Rule.DATES, f"{who} ({said}) reaches beyond the block.", stay.letter, stay.block)


def _overlaps(plan: YearPlan) -> Iterator[Problem]:
    """Nobody is at two places on one day."""
    for letter, block in _cells(plan):
        twice = {day: stays for day, stays in _days_of(plan, letter, block).items() if len(stays) > 1}
        if not twice:
            continue
        names = list(dict.fromkeys(plan.site(stay.site).name for stays in twice.values() for stay in stays))
        where = f"at {' and '.join(names)}" if len(names) > 1 else f"twice at {names[0]}"
        text = f"{plan.name(letter)}, block {block}: {where} on the same day, {_said(twice)}."
        yield Problem(Rule.OVERLAP, text, letter, block)


def _gaps(plan: YearPlan) -> Iterator[Problem]:
    """On each working day a fellow is somewhere, or on leave."""
    spans = {block.number: block.span for block in plan.blocks}
    for letter, block in _cells(plan):
        if not plan.stays_of(letter, block):
            yield Problem(Rule.GAP, f"{plan.name(letter)}, block {block}: no hospital.", letter, block)
            continue
        placed = _days_of(plan, letter, block).keys() | plan.leave_days(letter)
        if lost := [day for day in working_days(spans[block]) if day not in placed]:
            text = f"{plan.name(letter)}, block {block}: no hospital on {_said(lost)}."
            yield Problem(Rule.GAP, text, letter, block)


def _coverage(plan: YearPlan) -> Iterator[Problem]:
    """In each block somebody is on each side, and goes to every hospital of it."""
    for block in plan.blocks:
        sides = {letter: plan.sides_of(letter, block.number) for letter in LETTERS}
        for side in plan.sides():
            there = [letter for letter in LETTERS if side in sides[letter]]
            if not there:
                yield Problem(Rule.COVERAGE, f"Block {block.number}: nobody is at {side}.", "", block.number)
            elif len(there) > 1:
                names = " and ".join(plan.name(letter) for letter in there)
                yield Problem(Rule.COVERAGE, f"Block {block.number}: {names} are both at {side}.", "", block.number)
        for letter in LETTERS:
            if len(sides[letter]) == 1:
                yield from _unseen_sites(plan, letter, block.number, sides[letter].copy().pop())


def _unseen_sites(plan: YearPlan, letter: str, block: int, side: str) -> Iterator[Problem]:
    seen = {stay.site for stay in plan.stays_of(letter, block) if stay.days()}
    for site in plan.sites:
        if site.side == side and site.key not in seen:
            text = f"{plan.name(letter)}, block {block}: never at {site.name}."
            yield Problem(Rule.COVERAGE, text, letter, block)


def _alternation(plan: YearPlan) -> Iterator[Problem]:
    """A fellow changes sides after each block, and never within one."""
    numbers = sorted(block.number for block in plan.blocks)
    for letter in LETTERS:
        for number in numbers:
            if len(plan.sides_of(letter, number)) > 1:
                text = f"{plan.name(letter)}, block {number}: on both sides in one block."
                yield Problem(Rule.ALTERNATION, text, letter, number)
        for earlier, later in itertools.pairwise(numbers):
            before, after = plan.sides_of(letter, earlier), plan.sides_of(letter, later)
            if len(before) == 1 and before == after:
                text = f"{plan.name(letter)}, block {later}: at {before.pop()} again, as in block {earlier}."
                yield Problem(Rule.ALTERNATION, text, letter, later)


def _two_of_each(plan: YearPlan) -> Iterator[Problem]:
    """Each fellow is on each side in two blocks. Judged once each block has one side."""
    for letter in LETTERS:
        sides = [plan.sides_of(letter, block.number) for block in plan.blocks]
        if any(len(found) != 1 for found in sides):
            continue
        for side in plan.sides():
            times = sides.count({side})
            if times != TIMES_EACH:
                text = f"{plan.name(letter)}: {times} of {len(sides)} blocks at {side}; it should be {TIMES_EACH}."
                yield Problem(Rule.TWO_OF_EACH, text, letter)


def _leave(plan: YearPlan) -> Iterator[Problem]:
    """Leave lies in the year, and is written down once."""
    for letter in LETTERS:
        leaves = sorted(
            (leave.span for leave in plan.leaves if leave.letter == letter), key=lambda span: span.starts_on
        )
        for span in leaves:
            if not plan.span.holds(span):
                said = range_in_words(span.starts_on, span.ends_on)
                yield Problem(Rule.LEAVE, f"{plan.name(letter)}: the leave of {said} reaches beyond the year.", letter)
        for earlier, later in itertools.pairwise(leaves):
            if earlier.meets(later):
                said = range_in_words(later.starts_on, min(earlier.ends_on, later.ends_on))
                yield Problem(Rule.LEAVE, f"{plan.name(letter)}: leave is entered twice for {said}.", letter)


def _cells(plan: YearPlan) -> list[tuple[str, int]]:
    return [(letter, block.number) for block in plan.blocks for letter in LETTERS]
