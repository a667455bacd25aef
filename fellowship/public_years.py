"""What visitors see of academic years: a timetable with dates, and where each fellow is now. In two queries.

Only years that staff made public are ever read here. Who has not agreed to be named is “Fellow A” or “Fellow B”, and
leave is not shown at all.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.utils import timezone

from sarcoma_site.core.query_parameters import year_parameter
from sarcoma_site.core.site_frame import current_frame

from .academic_dates import Span, day_in_words, range_in_short
from .models.stays import Stay
from .models.years import AcademicYear
from .rotation_rules import working_days

PARTS_OF_A_BLOCK = 12  # In how many steps the drawing divides a block; timetable.css has a class for each.
_A_DAY = datetime.timedelta(days=1)


def year_asked_for(request: HttpRequest) -> int | None:
    """The calendar year in which the wanted academic year starts; None for the one under way."""
    return year_parameter(request)


@dataclass
class Part:
    """One fellow at one hospital, as the timetable shows it."""

    site: str
    href: str
    dates: str
    short: str
    days: str
    share: int
    is_away: bool
    is_whole: bool


@dataclass
class Cell:
    """One fellow in one block."""

    name: str
    parts: list[Part]


@dataclass
class TimetableBlock:
    """One block with its days, and where each fellow is."""

    number: int
    dates: str
    short: str
    is_now: bool
    cells: list[Cell]
    expectation: str


@dataclass
class Timetable:
    """A year, drawn and as a table."""

    year: AcademicYear
    names: list[str]
    blocks: list[TimetableBlock]


@dataclass
class Whereabout:
    """Where one fellow is, or will be next."""

    name: str
    site: str
    href: str
    until: str
    days: str


@dataclass
class Whereabouts:
    """Where everybody is on a day; `is_today` is false when that day is only the next working day."""

    today: str
    day: str
    is_today: bool
    starts_year: str
    fellows: list[Whereabout]


class PublicYears:
    """The public years: the one that is shown, its neighbours, and the one under way.

    Args:
        asked_for: the calendar year in which the wanted one starts. One that is not public counts as not asked for.
    """

    def __init__(self, asked_for: int | None = None, today: datetime.date | None = None) -> None:
        self.today = today or timezone.localdate()
        self.all = list(AcademicYear.objects.public().order_by("starts_on"))
        self.current = next((year for year in self.all if not year.is_over(self.today)), None)
        wanted = next((year for year in self.all if year.starts_on.year == asked_for), None)
        self.shown = wanted or self.current
        self.is_asked_for = wanted is not None

    @property
    def earlier(self) -> AcademicYear | None:
        """The public year before the shown one; the last of all when none is shown."""
        before = [year for year in self.all if self.shown is None or year.starts_on < self.shown.starts_on]
        return before[-1] if before else None

    @property
    def later(self) -> AcademicYear | None:
        """The public year after the shown one."""
        after = [year for year in self.all if self.shown is not None and year.starts_on > self.shown.starts_on]
        return after[0] if after else None

    @cached_property
    def _stays(self) -> list[Stay]:
        """The stays of the shown and of the current year."""
        years = {year.pk for year in (self.shown, self.current) if year is not None}
        if not years:
            return []
        stays = Stay.objects.filter(block__year__in=years).select_related("block", "fellow", "site")
        return sorted(stays, key=lambda stay: (stay.first_day, stay.fellow.letter, stay.weekdays))

    def _stays_of(self, year: AcademicYear | None) -> list[Stay]:
        return [stay for stay in self._stays if year is not None and stay.block.year_id == year.pk]

    def timetable(self, pattern: Iterable = ()) -> Timetable | None:
        """The shown year; `pattern` are the rows that say what is expected in each block of any year."""
        stays = self._stays_of(self.shown)
        if not stays:
            return None
        expected = {row.number: row.expectation for row in pattern}
        blocks = {stay.block.number: stay.block for stay in stays}
        fellows = {stay.fellow.letter: stay.fellow for stay in stays}
        first = min(stays, key=lambda stay: (stay.fellow.letter, stay.block.number, stay.first_day))
        drawn = []
        for number, block in sorted(blocks.items()):
            cells = []
            for _letter, fellow in sorted(fellows.items()):
                here = [stay for stay in stays if (stay.block_id, stay.fellow_id) == (block.pk, fellow.pk)]
                cells.append(Cell(fellow.public_name, [_part(stay, first.site.side) for stay in here]))
            short = range_in_short(block.starts_on, block.ends_on)
            is_now = self.today in block.span
            drawn.append(TimetableBlock(number, block.dates, short, is_now, cells, expected.get(number, "")))
        return Timetable(self.shown, [fellow.public_name for _, fellow in sorted(fellows.items())], drawn)

    def whereabouts(self) -> Whereabouts | None:
        """Where each fellow is on the next working day, which may be today. None while no year is public.

        Whoever is nowhere on that day is on leave, and stands where the block goes on, so that nobody is missed.
        """
        stays = self._stays_of(self.current)
        if not stays or not (days := working_days(Span(max(self.today, self.current.starts_on), self.current.ends_on))):
            return None
        day = days[0]
        of_block = [stay for stay in stays if day in stay.block.span]
        fellows = {stay.fellow.letter: stay.fellow for stay in of_block}
        return Whereabouts(
            today=_weekday_and_day(self.today),
            day=_weekday_and_day(day),
            is_today=day == self.today,
            starts_year=self.current.name if self.today < self.current.starts_on else "",
            fellows=[
                _whereabout([stay for stay in of_block if stay.fellow_id == fellow.pk], day)
                for _, fellow in sorted(fellows.items())
            ],
        )

    def at(self, site: int) -> list[dict]:
        """Who is at one hospital in the current year, by block."""
        return [
            {
                "block": stay.block,
                "name": stay.fellow.public_name,
                "dates": stay.dates,
                "days": stay.days_in_words,
                "is_now": self.today in stay.span,
            }
            for stay in self._stays_of(self.current)
            if stay.site_id == site
        ]


def _part(stay: Stay, first_side: str) -> Part:
    site, href = _site(stay)
    days = len(working_days(stay.span)) * len(stay.weekday_numbers) / 5
    whole = max(len(working_days(stay.block.span)), 1)
    return Part(
        site=site,
        href=href,
        dates=stay.dates,
        short=range_in_short(stay.first_day, stay.last_day),
        days=stay.days_in_words,
        share=min(max(round(PARTS_OF_A_BLOCK * days / whole), 1), PARTS_OF_A_BLOCK),
        is_away=stay.site.side != first_side,
        is_whole=stay.is_whole_block,
    )


def _site(stay: Stay) -> tuple[str, str]:
    """The name and the address of a hospital; neither, if its page is not public any more."""
    return (stay.site.short_name, stay.site.href) if current_frame().shows(stay.site) else ("A hospital", "")


def _whereabout(stays: list[Stay], day: datetime.date) -> Whereabout:
    """Where a fellow with these stays in a block is on a day, or is next; after the last one, until the block ends."""
    ahead = [stay for stay in stays if _next_day(stay, day)]
    stay = min(ahead, key=lambda stay: _next_day(stay, day)) if ahead else stays[-1]
    last_day = stay.last_day if ahead else stay.block.ends_on
    return Whereabout(stay.fellow.public_name, *_site(stay), until=day_in_words(last_day), days=stay.days_in_words)


def _next_day(stay: Stay, today: datetime.date) -> datetime.date | None:
    """The first day from today on which the fellow is there."""
    begin = max(today, stay.first_day)
    return next((day for number in range(7) if stay.holds(day := begin + number * _A_DAY)), None)


def _weekday_and_day(day: datetime.date) -> str:
    return f"{day:%A}, {day_in_words(day)}"
