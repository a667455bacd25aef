"""How much of what applicants look for is published, and what should be looked at again."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import models
from django.utils import timezone

from .checklist import CHECKLIST, Group, Item
from .models import ApplicantDate, FellowshipFact
from .told_elsewhere import Elsewhere, told_elsewhere


class State(models.TextChoices):
    """How an item of the fact sheet stands, as the coordinator reads it."""

    MISSING = "missing", "Missing"
    OLD = "old", "Older than a year"
    UNDATED = "undated", "Not dated"
    FILLED = "filled", "Published"


@dataclass(frozen=True)
class ItemState:
    """One item with its fact, if it has one, and how it stands."""

    item: Item
    fact: FellowshipFact | None
    state: State
    elsewhere: Elsewhere | None = None

    @property
    def is_missing(self) -> bool:
        return self.state == State.MISSING


@dataclass(frozen=True)
class GroupState:
    """The items of one group, and how many of them are published."""

    group: Group
    items: list[ItemState]

    @property
    def total(self) -> int:
        return len(self.items)

    @property
    def filled(self) -> int:
        return sum(not entry.is_missing for entry in self.items)


@dataclass(frozen=True)
class Completeness:
    """The score of the fact sheet, whole and by group."""

    groups: list[GroupState]

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)

    @property
    def filled(self) -> int:
        return sum(group.filled for group in self.groups)

    @property
    def items(self) -> list[ItemState]:
        """Every item, in the order of the checklist."""
        return [entry for group in self.groups for entry in group.items]

    def number(self, state: State) -> int:
        """How many items stand so."""
        return sum(entry.state == state for entry in self.items)


@dataclass(frozen=True)
class FactsToLookAt:
    """What the coordinator should look at: items without an answer, answers older than a year or without a date."""

    missing: list[Item]
    old: list[Item]
    undated: list[Item]

    @property
    def number(self) -> int:
        """Missing and old ones. Those without a date may stay as they are."""
        return len(self.missing) + len(self.old)


def a_year_before(day: datetime.date) -> datetime.date:
    """The same day a year ago; before 29 February comes the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def state_of(fact: FellowshipFact | None, today: datetime.date) -> State:
    """How a fact stands on a day."""
    if fact is None or not fact.answer:
        return State.MISSING
    if fact.as_of is None:
        return State.UNDATED
    return State.OLD if _is_old(fact.as_of, today) else State.FILLED


def completeness_of(
    facts: Iterable[FellowshipFact], today: datetime.date, elsewhere: Mapping[str, Elsewhere]
) -> Completeness:
    """The checklist with these facts in it, as it stands on a day. What other records tell is published, too."""
    by_key = {fact.slug: fact for fact in facts}
    return Completeness(
        [
            GroupState(group, [_item_state(item, by_key.get(item.key), today, elsewhere) for item in group.items])
            for group in CHECKLIST
        ]
    )


def _item_state(
    item: Item, fact: FellowshipFact | None, today: datetime.date, elsewhere: Mapping[str, Elsewhere]
) -> ItemState:
    state = state_of(fact, today)
    if state == State.MISSING and item.key in elsewhere:
        told = elsewhere[item.key]
        return ItemState(item, fact, State.OLD if _is_old(told.as_of, today) else State.FILLED, told)
    return ItemState(item, fact, state)


def _is_old(as_of: datetime.date | None, today: datetime.date) -> bool:
    return as_of is not None and as_of < a_year_before(today)


def completeness(today: datetime.date | None = None) -> Completeness:
    """The fact sheet as it is now, in four queries."""
    today = today or timezone.localdate()
    elsewhere = told_elsewhere(ApplicantDate.objects.all(), today)
    return completeness_of(FellowshipFact.objects.all(), today, elsewhere)


def facts_to_look_at(today: datetime.date | None = None) -> FactsToLookAt:
    """What should be filled in or checked again, in four queries."""
    found = completeness(today)
    by_state = {state: [entry.item for entry in found.items if entry.state == state] for state in State}
    return FactsToLookAt(by_state[State.MISSING], by_state[State.OLD], by_state[State.UNDATED])


def next_missing(found: Completeness, after: str = "") -> Item | None:
    """The first item without an answer that comes after another one, from the top again when there is none below."""
    keys = [entry.item.key for entry in found.items]
    start = keys.index(after) + 1 if after in keys else 0
    entries = [*found.items[start:], *found.items[:start]]
    return next((entry.item for entry in entries if entry.is_missing and entry.item.key != after), None)
