"""Items of the fact sheet that need no answer of their own, because other records tell them."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists

from .application_dates import DateState, cycles_on
from .fellows_list import FellowsByYear, fellows_by_year
from .models.cases import CaseCount
from .models.dates import ApplicantDate
from .models.fellowship import FellowshipTopicPage

DATES_ANCHOR, FIGURES_ANCHOR = "dates", "list-cases"
ITEMS_OF_DATES = {
    "deadline": {ApplicantDate.Kind.OPEN, ApplicantDate.Kind.CLOSE},
    "interviews": {ApplicantDate.Kind.INTERVIEWS},
    "start-date": {ApplicantDate.Kind.START},
}
_Shows = FellowshipTopicPage.Shows


@dataclass(frozen=True)
class Elsewhere:
    """What stands in place of an answer, where it leads, and as of when it was known, if that is on record."""

    text: str
    href: str
    as_of: datetime.date | None = None


def told_elsewhere(dates: Iterable[ApplicantDate], today: datetime.date) -> dict[str, Elsewhere]:
    """By item, what other records tell on a day, in two queries or three.

    Dates count while one of a coming or running cycle is announced, figures and fellows while a visible page shows
    them.
    """
    found = dict(_by_dates(dates, today))
    pages = _pages()
    if _Shows.CASES in pages and pages[_Shows.CASES].has_figures:
        found["case-numbers"] = Elsewhere("See the figures by year.", f"{pages[_Shows.CASES].href}#{FIGURES_ANCHOR}")
    if _Shows.FELLOWS in pages:
        found |= {
            key: Elsewhere("See the fellows.", f"{pages[_Shows.FELLOWS].href}#{anchor}")
            for key, anchor in _by_fellows(fellows_by_year(today))
        }
    return found


def page_with_figures() -> FellowshipTopicPage | None:
    """The visible page that shows the case mix, if there is any to show; in one query."""
    page = _pages().get(_Shows.CASES)
    return page if page and page.has_figures else None


def _pages() -> dict[str, FellowshipTopicPage]:
    pages = FellowshipTopicPage.objects.visible().filter(shows__in=[_Shows.CASES, _Shows.FELLOWS])
    return {page.shows: page for page in pages.annotate(has_figures=Exists(CaseCount.objects.all())).order_by("-path")}


def _by_dates(dates: Iterable[ApplicantDate], today: datetime.date) -> Iterator[tuple[str, Elsewhere]]:
    announced = {
        entry.kind: entry.date
        for cycle in reversed(cycles_on(dates, today))
        for entry in cycle.entries
        if entry.state != DateState.NOT_ANNOUNCED
    }
    for key, kinds in ITEMS_OF_DATES.items():
        if known := [announced[kind] for kind in kinds if kind in announced]:
            as_of = min((date.as_of for date in known if date.as_of), default=None)
            yield key, Elsewhere("See the dates.", f"#{DATES_ANCHOR}", as_of)


def _by_fellows(fellows: FellowsByYear) -> Iterator[tuple[str, str]]:
    """Each item that somebody on the page of the fellows answers, with the part of the page that does."""
    if fellows.present:
        yield "current-fellows", "list-present"
    if any(fellow.training_before for fellow in fellows.present):
        yield "fellows-training", "list-present"
    if fellows.past:
        yield "alumni", "list-past"
    if any(fellow.position_after for fellow in fellows.past):
        yield "alumni-positions", "list-past"
