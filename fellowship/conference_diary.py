"""The conferences of one week or one month, as the list of conferences shows them beside the list itself."""

import calendar
import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from .occurrences import Occurrence, occurrences_between
from .schedules import FIRST_YEAR, LAST_YEAR, Plan, Weekday, named_day_words

LIST, WEEK, MONTH = "list", "week", "month"
# Links lead a year back and a year ahead. Any other week or month has its address too.
YEAR = datetime.timedelta(days=366)
_DAY = datetime.timedelta(days=1)
_EVERYTHING = (datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31))
WORKDAYS = 5


@dataclass(frozen=True)
class DiaryDay:
    """One day with what takes place on it."""

    date: datetime.date
    occurrences: list[Occurrence]
    is_today: bool = False
    is_of_period: bool = True  # In a month’s table, days of its neighbours fill the first and last row.

    @property
    def name(self) -> str:
        return Weekday(self.date.weekday()).label

    @property
    def words(self) -> str:
        return named_day_words(self.date)


@dataclass(frozen=True)
class Step:
    """A link to another view, or to another week or month of the same."""

    label: str
    href: str
    is_current: bool = False


@dataclass(frozen=True)
class Diary:
    """What of the conferences is shown: the list, or the days of a week or a month.

    While no conference has an hour there is only the list, and `views` is empty.
    """

    view: str = LIST
    heading: str = ""
    views: list[Step] = field(default_factory=list)
    previous: Step | None = None
    following: Step | None = None
    now: Step | None = None
    weeks: list[list[DiaryDay]] = field(default_factory=list)

    @property
    def is_list(self) -> bool:
        return self.view == LIST

    @property
    def is_open(self) -> bool:
        """Whether there are dates to look at."""
        return bool(self.views)

    @property
    def days(self) -> list[DiaryDay]:
        """All days of the week or month, in their order."""
        return [day for week in self.weeks for day in week if day.is_of_period]

    @property
    def busy_days(self) -> list[DiaryDay]:
        """The days on which something takes place, or was to."""
        return [day for day in self.days if day.occurrences]

    @property
    def day_names(self) -> list[str]:
        """The columns: Monday to Friday, or to Sunday when something falls on a weekend."""
        return [day.name for day in self.weeks[0]] if self.weeks else []


def diary_of(asked: Mapping[str, str], plans: Iterable[Plan], today: datetime.date) -> Diary:
    """What somebody asked for behind the question mark; what cannot be is this week, or this month, or the list."""
    plans = list(plans)
    if not plans:
        return Diary()
    view = asked.get("view", "")
    if view == WEEK:
        return _week(week_parameter(asked.get("week", "")) or _monday(today), plans, today)
    if view == MONTH:
        return _month(month_parameter(asked.get("month", "")) or today.replace(day=1), plans, today)
    return Diary(views=_views(LIST))


def week_parameter(value: str) -> datetime.date | None:
    """The Monday of a week that is written as `2026-W48`."""
    if not re.fullmatch(r"[0-9]{4}-W[0-9]{2}", value):
        return None
    year, week = int(value[:4]), int(value[6:])
    try:
        monday = datetime.date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return monday if FIRST_YEAR <= year <= LAST_YEAR else None


def month_parameter(value: str) -> datetime.date | None:
    """The first day of a month that is written as `2026-11`."""
    if not re.fullmatch(r"[0-9]{4}-(?:0[1-9]|1[0-2])", value):
        return None
    year, month = int(value[:4]), int(value[5:])
    return datetime.date(year, month, 1) if FIRST_YEAR <= year <= LAST_YEAR else None


def _week(monday: datetime.date, plans: list[Plan], today: datetime.date) -> Diary:
    sunday = monday + 6 * _DAY
    weeks = _days_by_week(monday, sunday, plans, today, lambda day: True)
    return Diary(
        view=WEEK,
        heading=f"Week of {monday:%B} {monday.day}, {monday.year}",
        views=_views(WEEK),
        previous=_step("Previous week", monday - 7 * _DAY, today, _week_address),
        following=_step("Next week", monday + 7 * _DAY, today, _week_address),
        now=Step("This week", "?view=week", is_current=monday == _monday(today)),
        weeks=weeks,
    )


def _month(first: datetime.date, plans: list[Plan], today: datetime.date) -> Diary:
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    weeks = _days_by_week(first, last, plans, today, lambda day: first <= day <= last)
    return Diary(
        view=MONTH,
        heading=f"{first:%B} {first.year}",
        views=_views(MONTH),
        previous=_step("Previous month", (first - _DAY).replace(day=1), today, _month_address),
        following=_step("Next month", last + _DAY, today, _month_address),
        now=Step("This month", "?view=month", is_current=first <= today <= last),
        weeks=[week for week in weeks if any(day.is_of_period for day in week)],
    )


def _days_by_week(
    first: datetime.date,
    last: datetime.date,
    plans: list[Plan],
    today: datetime.date,
    of_period: Callable[[datetime.date], bool],
) -> list:
    found: dict[datetime.date, list[Occurrence]] = {}
    for occurrence in occurrences_between(plans, first, last):
        found.setdefault(occurrence.day, []).append(occurrence)
    columns = 7 if any(day.weekday() >= WORKDAYS for day in found) else WORKDAYS
    weeks = []
    monday = _monday(first)
    while monday <= last:
        days = [monday + number * _DAY for number in range(columns)]
        weeks.append([DiaryDay(day, found.get(day, []), day == today, of_period(day)) for day in days])
        monday += 7 * _DAY
    return weeks


def _monday(day: datetime.date) -> datetime.date:
    return day - day.weekday() * _DAY


def _week_address(monday: datetime.date) -> str:
    year, week, _ = monday.isocalendar()
    return f"?view=week&week={year:04}-W{week:02}"


def _month_address(first: datetime.date) -> str:
    return f"?view=month&month={first:%Y-%m}"


def _step(label: str, day: datetime.date, today: datetime.date, address) -> Step | None:
    is_near = abs(day - today) <= YEAR and _EVERYTHING[0] <= day <= _EVERYTHING[1]
    return Step(label, address(day)) if is_near else None


def _views(chosen: str) -> list[Step]:
    names = ((LIST, "List", "./"), (WEEK, "Week", "?view=week"), (MONTH, "Month", "?view=month"))
    return [Step(label, href, view == chosen) for view, label, href in names]
