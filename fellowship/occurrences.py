"""The dates on which conferences take place, read from their calendar entries. Nothing here asks what time it is."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import recurring_ical_events
from icalendar import Calendar

from .conference_calendar import events_of
from .schedules import FIRST_YEAR, LAST_YEAR, ZONE, Change, Kind, Plan, hours_words, named_day_words

# Nobody looks at more than a year and a few days at once.
MOST_DAYS = 370
_SOON_DAYS = 62
_FIRST, _LAST = datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31)


@dataclass(frozen=True)
class Occurrence:
    """One date of a conference, with what is different on it."""

    plan: Plan
    starts: datetime.datetime
    ends: datetime.datetime
    place: str = ""
    change: Change | None = None
    # What was moved to another day is shown twice: where it no longer is, and where it is now.
    is_left: bool = False

    @property
    def day(self) -> datetime.date:
        return self.starts.date()

    @property
    def state(self) -> str:
        """What is different: `cancelled`, `moved-away`, `moved`, `extra`, or nothing."""
        if self.is_left:
            return "moved-away"
        return str(self.change.kind) if self.change else ""

    @property
    def takes_place(self) -> bool:
        """Whether somebody who comes then meets the others."""
        return self.state not in ("cancelled", "moved-away")

    @property
    def reason(self) -> str:
        return self.change.reason if self.change else ""

    @property
    def other(self) -> datetime.datetime | None:
        """Of a moved date, when it is now; of where it is now, when it would have been."""
        if self.change is None or self.change.kind != Kind.MOVED:
            return None
        schedule = self.plan.schedule
        if self.is_left:
            return schedule.starts(self.change.new_date, self.change.new_time)
        return schedule.starts(self.change.original_date)

    @property
    def day_words(self) -> str:
        """Its day: “Tuesday, December 1”."""
        return named_day_words(self.day)

    @property
    def hours_words(self) -> str:
        """From when to when: “7 a.m. to 8 a.m.”."""
        return hours_words(self.starts.time(), self.plan.schedule.length_minutes)

    @property
    def change_words(self) -> str:
        """What is different, without the reason; empty on a regular date."""
        if self.change is None:
            return ""
        if self.other is None:
            return Kind(self.change.kind).label
        other_day, other_hour = named_day_words(self.other.date()), hours_words(self.other.time(), None)
        if self.is_left:
            return f"Moved to {other_day}, {other_hour}"
        if self.change.moves_day:
            return f"Moved here from {other_day}"
        return f"Usually at {other_hour}" if self.other != self.starts else "In another place than usual"

    @property
    def regular_day(self) -> datetime.date:
        """The day by which a change of this date is known."""
        if self.change is None:
            return self.day
        return self.change.day


def occurrences_between(plans: Iterable[Plan], first: datetime.date, last: datetime.date) -> list[Occurrence]:
    """All dates from the first day to the last, both counted, in the order in which they begin.

    Raises:
        ValueError: more days at once than anybody looks at.
    """
    if (last - first).days >= MOST_DAYS:
        raise ValueError(f"At most {MOST_DAYS} days at once.")
    first, last = max(first, _FIRST), min(last, _LAST)
    if last < first:
        return []
    found = [occurrence for plan in plans for occurrence in _of_plan(plan, first, last)]
    return sorted(found, key=lambda each: (each.starts, each.plan.title, each.plan.uid))


def next_dates(plan: Plan, now: datetime.datetime, count: int = 3) -> list[Occurrence]:
    """The next dates that are not over, as many as take place; the cancelled and moved ones among them come along."""
    today = now.astimezone(ZONE).date()
    for days in (_SOON_DAYS, MOST_DAYS - 1):
        found = occurrences_between([plan], today, today + datetime.timedelta(days=days))
        kept = list(_until_enough((each for each in found if each.ends > now), count))
        if sum(each.takes_place for each in kept) == count:
            return kept
    return kept


def next_date(plan: Plan, now: datetime.datetime) -> Occurrence | None:
    """When it takes place next, within a year."""
    return next((each for each in next_dates(plan, now, 1) if each.takes_place), None)


def _until_enough(found: Iterable[Occurrence], count: int) -> Iterator[Occurrence]:
    for each in found:
        yield each
        count -= each.takes_place
        if count == 0:
            return


def _of_plan(plan: Plan, first: datetime.date, last: datetime.date) -> Iterator[Occurrence]:
    calendar = Calendar()
    for event in events_of(plan):
        calendar.add_component(event)
    if not calendar.subcomponents:
        return
    changes = {change.key: change for change in plan.fitting_changes}
    until = last + datetime.timedelta(days=1)
    for event in recurring_ical_events.of(calendar).between(_midnight(first), _midnight(until)):
        starts = event.start.astimezone(ZONE)
        regular = event.get("RECURRENCE-ID")
        is_extra = str(event["UID"]) != plan.uid
        day = starts.date() if is_extra or regular is None else regular.dt.astimezone(ZONE).date()
        change = changes.get((is_extra, day))
        if first <= starts.date() <= last:
            yield Occurrence(plan, starts, event.end.astimezone(ZONE), str(event.get("LOCATION", "")), change)
    for change in changes.values():
        if change.kind == Kind.MOVED and first <= change.original_date <= last and change.moves_day:
            starts = plan.schedule.starts(change.original_date)
            yield Occurrence(plan, starts, starts + plan.schedule.length, plan.schedule.place, change, is_left=True)


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), tzinfo=ZONE)
