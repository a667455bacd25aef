"""Items of the fact sheet that need no answer of their own, because other records tell them: dates, figures."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists

from .application_dates import DateState, cycles_on
from .models.cases import CaseCount
from .models.dates import ApplicantDate
from .models.fellowship import FellowshipTopicPage

DATES_ANCHOR, FIGURES_ANCHOR = "dates", "list-cases"
_ITEMS_OF_DATES = {
    "deadline": {ApplicantDate.Kind.OPEN, ApplicantDate.Kind.CLOSE},
    "interviews": {ApplicantDate.Kind.INTERVIEWS},
    "start-date": {ApplicantDate.Kind.START},
}


@dataclass(frozen=True)
class Elsewhere:
    """What stands in place of an answer, and where it leads."""

    text: str
    href: str


def told_elsewhere(dates: Iterable[ApplicantDate], today: datetime.date) -> dict[str, Elsewhere]:
    """By item, what other records tell on a day. Dates count while one of a coming or running cycle is announced."""
    announced = {
        entry.kind
        for cycle in cycles_on(dates, today)
        for entry in cycle.entries
        if entry.state != DateState.NOT_ANNOUNCED
    }
    found = {
        key: Elsewhere("See the dates.", f"#{DATES_ANCHOR}")
        for key, kinds in _ITEMS_OF_DATES.items()
        if kinds & announced
    }
    if page := page_with_figures():
        found["case-numbers"] = Elsewhere("See the figures by year.", f"{page.href}#{FIGURES_ANCHOR}")
    return found


def page_with_figures() -> FellowshipTopicPage | None:
    """The visible page that shows the case mix, if there is any to show; in one query."""
    pages = FellowshipTopicPage.objects.visible().filter(shows=FellowshipTopicPage.Shows.CASES)
    return pages.filter(Exists(CaseCount.objects.all())).first()
