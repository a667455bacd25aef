"""The conferences of the next two weeks, each date with what can be done about it."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.generic.base import View
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from sarcoma_site.core.section_menu import kept_sections

from ..conference_week import due_conferences, live_conferences
from ..models import ConferenceIndexPage
from ..occurrences import Occurrence
from ..schedules import FIRST_YEAR, LAST_YEAR

DAYS = 14
SECTION = "fellowship.fellowshippage"


def may_change_dates(user) -> bool:
    """Whether somebody may publish conferences; found once a request."""
    if not hasattr(user, "_may_change_dates"):
        index = ConferenceIndexPage.objects.first()
        user._may_change_dates = index is not None and index.permissions_for_user(user).can_publish_subpage()
    return user._may_change_dates


class ConferenceScreen(WagtailAdminTemplateMixin, View):
    """A screen about dates of conferences: closed to whoever may not publish them."""

    header_icon = "calendar-alt"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_change_dates(request.user):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**kwargs))

    def get_breadcrumbs_items(self) -> list[dict]:
        section = kept_sections(self.request.user).get(SECTION)
        items = [{"url": reverse("wagtailadmin_home"), "label": "Home"}]
        if section:
            items.append({"url": reverse("wagtailadmin_explore", args=[section]), "label": "Fellowship"})
        return [*items, *self.parents(), {"url": "", "label": self.get_page_title()}]

    def parents(self) -> list[dict]:
        """The screens between the fellowship and this one."""
        return []


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


class ConferenceMenuItem(MenuItem):
    """Leads to the week, for those who may change dates."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_change_dates(request.user)
