"""Search over the site, in the order of who needs it most."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db.models import Case, QuerySet, Value, When
from wagtail.models import Page, get_page_models
from wagtail.search.query import PlainText, SearchQuery

from fellowship.models.section import FellowshipSectionPage
from people.models import PersonIndexPage, PersonPage
from programs.models import CarePage, ProgramIndexPage
from publications.models import PublicationIndexPage, PublicationPage
from sarcoma_site.core.search_words import folded, in_our_spelling
from sarcoma_site.core.site_frame import current_frame
from sarcoma_site.core.visibility import visible_pages

PER_PAGE = 20

KINDS = (
    ("care", "Care and treatment", (CarePage, ProgramIndexPage)),
    ("people", "People", (PersonPage, PersonIndexPage)),
    ("fellowship", "Fellowship", (FellowshipSectionPage,)),
    ("papers", "Publications", (PublicationPage, PublicationIndexPage)),
)


@dataclass(frozen=True)
class ResultKind:
    """One kind of result, with how many there are of it."""

    name: str
    label: str
    count: int


@dataclass(frozen=True)
class SearchResults:
    """What was found: how many of each kind, and one page of results, care first.

    `is_partial` when no page held all the words, so that pages with some of them are shown; `is_beginning` when none
    held any, so that pages are shown whose names begin so.
    """

    kinds: list[ResultKind]
    page: ResultPage
    is_partial: bool = False
    is_beginning: bool = False

    @property
    def groups(self) -> list[dict]:
        """The results of this page by kind."""
        of_type = {content_type: name for name, types in _types_by_kind().items() for content_type in types}
        found = visible_pages(self.page.object_list)
        return [
            {"kind": kind, "results": results}
            for kind in self.kinds
            if (results := [page for page in found if of_type[page.content_type_id] == kind.name])
        ]


def search_site(query: str, kind: str, number: str | None) -> SearchResults | None:
    """Search everything that is live and public.

    Args:
        query: what the visitor typed.
        kind: one of the kinds' names to see only those; anything else means all.
        number: the page of the results; one that does not exist gives the nearest.

    Returns:
        None when nothing was asked for.
    """
    words = folded(query, joined=False)
    if not words:
        return None
    results = _results(_public_pages().search(_question(words, "and")), kind, number)
    if not results.kinds and " " in words:
        results = _results(_public_pages().search(_question(words, "or")), kind, number, is_partial=True)
    if not results.kinds:
        results = _results(_public_pages().autocomplete(words), kind, number, is_beginning=True)
    return results


def _question(words: str, operator: str) -> SearchQuery:
    """What to ask for: the words as they were typed, or as this site spells them."""
    typed, ours = PlainText(words, operator=operator), in_our_spelling(words)
    return typed if ours == words else typed | PlainText(ours, operator=operator)


def _results(found, kind: str, number: str | None, **how: bool) -> SearchResults:
    types = _types_by_kind()
    counts = found.facet("content_type_id")
    kinds = [
        ResultKind(name, label, count)
        for name, label, _ in KINDS
        if (count := sum(counts.get(content_type, 0) for content_type in types[name]))
    ]
    chosen = [shown for shown in kinds if shown.name == kind] or kinds
    pages = _in_order_of_need(found.get_queryset(), [types[shown.name] for shown in chosen])
    paginator = Paginator(pages, PER_PAGE)
    paginator.count = sum(shown.count for shown in chosen)
    return SearchResults(kinds, paginator.get_page(number), **how)


def _public_pages() -> QuerySet:
    pages = Page.objects.live().only("title", "search_description", "path", "url_path", "live", "content_type")
    for path in current_frame().private_paths:
        pages = pages.exclude(path__startswith=path)
    return pages


def _in_order_of_need(pages: QuerySet, types: list[list[int]]) -> QuerySet:
    """Kind by kind, and within a kind by how well each page answers."""
    order = Case(*(When(content_type__in=group, then=Value(place)) for place, group in enumerate(types)))
    wanted = [content_type for group in types for content_type in group]
    return pages.filter(content_type__in=wanted).order_by(order, *pages.query.order_by)


def _types_by_kind() -> dict[str, list[int]]:
    """The keys of the content types of each kind; Django holds content types in the process."""
    return {
        name: [
            content_type.pk
            for content_type in ContentType.objects.get_for_models(
                *(model for model in get_page_models() if issubclass(model, types))
            ).values()
        ]
        for name, _, types in KINDS
    }
