"""When a conference takes place: how often, on which day, at what hour, and what is different on single dates.

Plain values without the database, so that the calendar, the pages and the forms all read the same.
"""

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.dateformat import time_format

ZONE = ZoneInfo("America/New_York")
ZONE_WORDS = "Boston time"

# Since 2007 the clocks change as they do now; the calendar says nothing of the rules before.
FIRST_YEAR, LAST_YEAR = 2010, 2100
LONGEST_MINUTES = 12 * 60
LAST = -1


class Frequency(models.TextChoices):
    """How often it takes place."""

    WEEKLY = "weekly", "Every week"
    FORTNIGHTLY = "fortnightly", "Every second week"
    MONTHLY = "monthly", "Every month"
    UNSET = "unset", "How often is not stated"


class Weekday(models.IntegerChoices):
    """The day of the week, numbered as Python does."""

    MONDAY = 0, "Monday"
    TUESDAY = 1, "Tuesday"
    WEDNESDAY = 2, "Wednesday"
    THURSDAY = 3, "Thursday"
    FRIDAY = 4, "Friday"
    SATURDAY = 5, "Saturday"
    SUNDAY = 6, "Sunday"


class Nth(models.IntegerChoices):
    """Which of a month’s days of that name."""

    FIRST = 1, "First"
    SECOND = 2, "Second"
    THIRD = 3, "Third"
    FOURTH = 4, "Fourth"
    LAST = LAST, "Last"


class Kind(models.TextChoices):
    """What is different on one date."""

    CANCELLED = "cancelled", "Cancelled"
    MOVED = "moved", "Moved"
    EXTRA = "extra", "Extra date"


@dataclass(frozen=True)
class Schedule:
    """A conference’s regular days, as far as they are known. What nobody has stated is None or empty."""

    frequency: str = Frequency.UNSET
    weekday: int | None = None
    nth: int | None = None
    starts_on: datetime.date | None = None
    starts_at: datetime.time | None = None
    length_minutes: int | None = None
    ends_on: datetime.date | None = None
    place: str = ""

    @property
    def is_timed(self) -> bool:
        """Whether dates can be counted: everything is stated, and nothing contradicts."""
        stated = (self.weekday, self.starts_on, self.starts_at, self.length_minutes)
        return self.frequency != Frequency.UNSET and None not in stated and not self.faults()

    def falls_on(self, day: datetime.date) -> bool:
        """Whether a day is one of the regular ones. The calendar’s own reading agrees, which a test shows."""
        if self.starts_on is None or day < self.starts_on or day.weekday() != self.weekday:
            return False
        if self.ends_on is not None and day > self.ends_on:
            return False
        if self.frequency == Frequency.MONTHLY:
            return is_nth(day, self.nth)
        return self.frequency == Frequency.WEEKLY or (day - self.starts_on).days % 14 == 0

    def starts(self, day: datetime.date, at: datetime.time | None = None) -> datetime.datetime:
        """When it begins on a day, in Boston, whatever the clocks do that season."""
        return datetime.datetime.combine(day, at or self.starts_at, tzinfo=ZONE)

    @property
    def length(self) -> datetime.timedelta:
        """How long it takes."""
        return datetime.timedelta(minutes=self.length_minutes or 0)

    @property
    def day_words(self) -> str:
        """The regular day in words: “Every second Tuesday”; empty while it is not known."""
        if self.weekday is None or self.frequency == Frequency.UNSET:
            return ""
        name = Weekday(self.weekday).label
        if self.frequency == Frequency.MONTHLY:
            return f"The {Nth(self.nth).label.lower()} {name} of each month" if self.nth in Nth.values else ""
        return f"Every {name}" if self.frequency == Frequency.WEEKLY else f"Every second {name}"

    @property
    def words(self) -> str:
        """Day and hour in words, as far as they are known."""
        if not self.day_words:
            return ""
        if self.starts_at is None:
            return f"{self.day_words}. The hour is not published yet. Ask the coordinator."
        return f"{self.day_words}, {hours_words(self.starts_at, self.length_minutes)}, {ZONE_WORDS}"

    def faults(self) -> dict[str, str]:
        """What contradicts, by field: each a sentence for whoever fills in the form."""
        return {**self._missing(), **self._of_days(), **self._of_hours()}

    def _missing(self) -> dict[str, str]:
        said = {}
        if self.starts_at is not None:
            if self.frequency == Frequency.UNSET:
                said["frequency"] = "It has an hour. Say how often it takes place, or take the hour away."
            if self.weekday is None:
                said["weekday"] = "It has an hour. Say on which day of the week."
            if self.starts_on is None:
                said["starts_on"] = "It has an hour. Give the first day, from which the dates are counted."
            if not self.length_minutes:
                said["length_minutes"] = "It has an hour. Say how long it takes, so that calendars know its end."
        if self.frequency == Frequency.MONTHLY and self.weekday is not None and self.nth is None:
            said["nth"] = f"Which {Weekday(self.weekday).label} of the month is it?"
        if self.nth is not None and self.frequency != Frequency.MONTHLY:
            said["nth"] = "Only what takes place every month has this. Empty it, or choose “Every month”."
        if self.frequency == Frequency.UNSET and self.weekday is not None:
            said["frequency"] = "It has a day of the week. Say how often it takes place."
        return said

    def _of_days(self) -> dict[str, str]:
        said = {}
        for name in ("starts_on", "ends_on"):
            day = getattr(self, name)
            if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
                said[name] = f"Give a day from {FIRST_YEAR} to {LAST_YEAR}."
        if said:
            return said
        if self.starts_on is not None and self.weekday is not None:
            is_right = self.starts_on.weekday() == self.weekday
            if not is_right:
                is_on = Weekday(self.starts_on.weekday()).label
                said["starts_on"] = f"{day_words(self.starts_on)} is a {is_on}, not a {Weekday(self.weekday).label}."
            elif self.frequency == Frequency.MONTHLY and self.nth and not is_nth(self.starts_on, self.nth):
                wanted = f"{Nth(self.nth).label.lower()} {Weekday(self.weekday).label}"
                said["starts_on"] = f"{day_words(self.starts_on)} is not the {wanted} of its month."
        if self.ends_on is not None and self.starts_on is None:
            said["ends_on"] = "It has a last day. Give the first day too."
        elif self.ends_on is not None and self.ends_on < self.starts_on:
            said["ends_on"] = "The last day is before the first."
        return said

    def _of_hours(self) -> dict[str, str]:
        said = {}
        if self.length_minutes is not None and not 1 <= self.length_minutes <= LONGEST_MINUTES:
            said["length_minutes"] = f"Give a length from 1 to {LONGEST_MINUTES} minutes."
        elif self.starts_at is not None:
            if fault := hour_fault(self.starts_at, self.length_minutes):
                said["starts_at"] = fault
        return said


@dataclass(frozen=True)
class Change:
    """What is different on one date of a conference."""

    kind: str
    original_date: datetime.date | None = None
    new_date: datetime.date | None = None
    new_time: datetime.time | None = None
    new_place: str = ""
    reason: str = ""

    @property
    def day(self) -> datetime.date | None:
        """The day that it is known by: the regular one, or that of an extra date."""
        return self.new_date if self.kind == Kind.EXTRA else self.original_date

    @property
    def key(self) -> tuple[bool, datetime.date | None]:
        """What there can be only one of."""
        return self.kind == Kind.EXTRA, self.day

    @property
    def name(self) -> str:
        """The same as a word for addresses and forms: `regular-2026-12-01`."""
        return f"{'extra' if self.kind == Kind.EXTRA else 'regular'}-{self.day}"

    @property
    def moves_day(self) -> bool:
        """Whether it is moved to another day, and not only to another hour or place."""
        return self.kind == Kind.MOVED and self.new_date != self.original_date

    def fits(self, schedule: Schedule) -> bool:
        """Whether it says something about this schedule; what an earlier one left behind does not."""
        return schedule.is_timed and not self.faults(schedule)

    def faults(self, schedule: Schedule) -> dict[str, str]:
        """What contradicts, by field: each a sentence for whoever fills in the form."""
        if not schedule.is_timed:
            return {"kind": "Set the conference’s day, hour, length and first day before you change single dates."}
        return self._of_the_original(schedule) | self._of_the_new(schedule)

    def _of_the_original(self, schedule: Schedule) -> dict[str, str]:
        if self.kind == Kind.EXTRA:
            return {"original_date": "An extra date replaces none. Empty this."} if self.original_date else {}
        if self.original_date is None:
            return {"original_date": "Which date is it about?"}
        if not schedule.falls_on(self.original_date):
            return {"original_date": f"{long_day_words(self.original_date)} is not one of the conference’s days."}
        return {}

    def _of_the_new(self, schedule: Schedule) -> dict[str, str]:
        if self.kind == Kind.CANCELLED:
            names = ("new_date", "new_time", "new_place")
            return {
                name: "A cancelled date has no new one. Empty this, or choose “Moved”."
                for name in names
                if getattr(self, name)
            }
        if self.new_date is None:
            return {"new_date": "On which day does it take place?"}
        if not FIRST_YEAR <= self.new_date.year <= LAST_YEAR:
            return {"new_date": f"Give a day from {FIRST_YEAR} to {LAST_YEAR}."}
        if fault := hour_fault(self.new_time or schedule.starts_at, schedule.length_minutes):
            return {"new_time": fault}
        is_same_hour = self.new_time in (None, schedule.starts_at)
        if self.new_date == self.original_date and is_same_hour and not self.new_place:
            return {"new_date": "Nothing is new: give another day, hour or place."}
        if self.new_date != self.original_date and is_same_hour and schedule.falls_on(self.new_date):
            return {"new_date": "The conference takes place on that day at that hour already."}
        return {}


@dataclass(frozen=True)
class Plan:
    """All that a calendar says of one conference.

    `key` is that of its page, `href` the page’s address here and `address` the whole one; calendars know it by `uid`.
    """

    key: int
    uid: str
    title: str
    summary: str
    href: str
    address: str
    schedule: Schedule
    changes: tuple[Change, ...] = ()
    sequence: int = 0
    changed_at: datetime.datetime = field(default=datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC))

    @cached_property
    def fitting_changes(self) -> list[Change]:
        """What is different on single dates, each date once, in their order."""
        found = {}
        for change in self.changes:
            if change.fits(self.schedule):
                found.setdefault(change.key, change)
        return sorted(found.values(), key=lambda change: (change.day, change.kind))


def repeated(changes: Iterable[Change]) -> list[int]:
    """The places of those that speak of a date of which another one before has spoken."""
    seen, found = set(), []
    for place, change in enumerate(changes):
        if change.day is not None and change.key in seen:
            found.append(place)
        seen.add(change.key)
    return found


def is_nth(day: datetime.date, nth: int | None) -> bool:
    """Whether a day is the first, second, … or last of its name in its month."""
    if nth == LAST:
        return day.day > calendar.monthrange(day.year, day.month)[1] - 7
    return (day.day - 1) // 7 + 1 == nth


def hour_fault(at: datetime.time, length_minutes: int | None) -> str:
    """Why something cannot begin at an hour, or nothing."""
    if at.hour < 3:
        return "Between midnight and three an hour is missing or comes twice when the clocks change. Choose another."
    if at.hour * 60 + at.minute + (length_minutes or 0) > 24 * 60:
        return "It would end after midnight. Begin earlier, or make it shorter."
    return ""


def hours_words(at: datetime.time, length_minutes: int | None) -> str:
    """From when to when, in words: “7 a.m. to 8 a.m.”."""
    begin = time_format(at, "P")
    if not length_minutes:
        return begin
    end = (datetime.datetime.combine(datetime.date(2000, 1, 1), at) + datetime.timedelta(minutes=length_minutes)).time()
    return f"{begin} to {time_format(end, 'P')}"


def day_words(day: datetime.date) -> str:
    """A day in words: “December 1, 2026”."""
    return f"{day:%B} {day.day}, {day.year}"


def named_day_words(day: datetime.date) -> str:
    """A day in words with its name: “Tuesday, December 1”."""
    return f"{Weekday(day.weekday()).label}, {day:%B} {day.day}"


def long_day_words(day: datetime.date) -> str:
    """A day in words with its name and year: “Tuesday, December 1, 2026”."""
    return f"{named_day_words(day)}, {day.year}"
