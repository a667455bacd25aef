"""The conferences that are due, as staff see them: those of every live page, also of a private one."""

import datetime

from .models import ConferencePage
from .occurrences import Occurrence, occurrences_between

WEEK = 7


def this_week(today: datetime.date) -> list[Occurrence]:
    """What takes place, or was to, from today on for seven days."""
    return due_conferences(today, WEEK)


def due_conferences(first: datetime.date, days: int) -> list[Occurrence]:
    """What takes place, or was to, on so many days from the first on."""
    plans = [page.plan for page in live_conferences()]
    return occurrences_between(plans, first, first + datetime.timedelta(days=days - 1))


def live_conferences() -> list[ConferencePage]:
    """Every conference that is published, with what its dates are made of, in two queries."""
    return list(ConferencePage.objects.live().prefetch_related("exceptions").order_by("path"))
