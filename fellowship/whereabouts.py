"""Where everybody is on a day, for the coordinator's desk: names and leave as staff know them."""

import datetime
from dataclasses import dataclass

from django.urls import reverse

from .academic_dates import day_in_words
from .models import AcademicYear, Fellow
from .year_board import YearBoard

ON_LEAVE, WEEKEND, NOWHERE = "On leave", "Weekend", "Nowhere yet"


@dataclass(frozen=True)
class DeskRow:
    """One fellow on the desk; `url` leads to the board of the year."""

    name: str
    where: str
    until: str
    url: str


def where_everybody_is(today: datetime.date) -> list[DeskRow]:
    """The fellows of the year that holds the day, public or not; none between two years."""
    year = AcademicYear.objects.around(today)
    if year is None:
        return []
    board = YearBoard.of(year)
    url = reverse("fellowship_board", args=[year.pk])
    return [DeskRow(fellow.staff_name, *_where(board, fellow, today), url) for fellow in board.fellows]


def _where(board: YearBoard, fellow: Fellow, today: datetime.date) -> tuple[str, str]:
    for leave in board.leaves:
        if leave.fellow_id == fellow.pk and leave.starts_on <= today <= leave.ends_on:
            return ON_LEAVE, day_in_words(leave.ends_on)
    for stay in board.stays:
        if stay.fellow_id == fellow.pk and stay.holds(today):
            return stay.site.short_name, day_in_words(stay.last_day)
    return (WEEKEND if today.weekday() > 4 else NOWHERE), ""
