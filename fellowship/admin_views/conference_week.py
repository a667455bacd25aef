"""The conferences of the next two weeks, each date with what can be done about it."""

import datetime

from django.utils import timezone
from django.utils.dateparse import parse_date

from ..conference_week import due_conferences, live_conferences
from ..models import ConferenceIndexPage
from ..occurrences import Occurrence
from ..schedules import FIRST_YEAR, LAST_YEAR
from .screen import FellowshipScreen

DAYS = 14


def may_change_dates(user) -> bool:
    """Whether somebody may publish conferences; found once a request."""
    if not hasattr(user, "_may_change_dates"):
        index = ConferenceIndexPage.objects.first()
        user._may_change_dates = index is not None and index.permissions_for_user(user).can_publish_subpage()
    return user._may_change_dates


class ConferenceScreen(FellowshipScreen):
    """A screen about dates of conferences: closed to whoever may not publish them."""

    header_icon = "calendar-alt"

    @classmethod
    def is_open_to(cls, user) -> bool:
        return may_change_dates(user)


class ConferenceWeekView(ConferenceScreen):
    """Every date of the next fourteen days, by day."""

    page_title = "This week’s conferences"
    template_name = "admin/fellowship/conference_week.html"

    def get_context_data(self, **kwargs) -> dict:
        today = timezone.localdate()
        first = first_day(self.request.GET.get("from", ""), today)
        conferences = live_conferences()
        return super().get_context_data(**kwargs) | {
            "days": by_day(due_conferences(first, DAYS)),
            "today": today,
            "first": first,
            "last": first + datetime.timedelta(days=DAYS - 1),
            "before": first - datetime.timedelta(days=DAYS) if first > today else None,
            "after": first + datetime.timedelta(days=DAYS),
            "timed": [page for page in conferences if page.schedule.is_timed],
            "untimed": [page for page in conferences if not page.schedule.is_timed],
        }


def first_day(asked: str, today: datetime.date) -> datetime.date:
    """The day from which dates are listed: the one asked for while it is within a year from today, else today."""
    day = day_parameter(asked)
    latest = min(today + datetime.timedelta(days=366), datetime.date(LAST_YEAR, 12, 1))
    return max(day, today, datetime.date(FIRST_YEAR, 1, 1)) if day and day <= latest else today


def day_parameter(value: str) -> datetime.date | None:
    """A day that is written as `2026-12-01`; anything else counts as not given."""
    try:
        return parse_date(value) if len(value) == len("2026-12-01") else None
    except ValueError:
        return None


def by_day(occurrences: list[Occurrence]) -> list[tuple[datetime.date, list[Occurrence]]]:
    """The dates of each day that has any."""
    days: dict[datetime.date, list[Occurrence]] = {}
    for each in occurrences:
        days.setdefault(each.day, []).append(each)
    return list(days.items())
