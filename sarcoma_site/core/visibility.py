"""What a visitor may see: pages that are live and not private, everywhere the same way."""

from collections.abc import Iterable

from django.db.models import Model, Q
from wagtail.models import Page, PageQuerySet

from .addresses import page_address
from .site_frame import current_frame


class VisiblePageQuerySet(PageQuerySet):
    """Ways to ask for pages that every section shares."""

    def visible(self) -> "VisiblePageQuerySet":
        """Live and under no view restriction, without a query for the restrictions."""
        pages = self.live()
        for path in current_frame().private_paths:
            pages = pages.exclude(path__startswith=path)
        return pages


def where_visible(relation: str) -> Q:
    """The condition on rows that the page they point to may be seen by any visitor.

    Args:
        relation: the name of the rows' foreign key to a page.
    """
    condition = Q(**{f"{relation}__live": True})
    for path in current_frame().private_paths:
        condition &= ~Q(**{f"{relation}__path__startswith": path})
    return condition


def visible_rows(rows: Iterable[Model], target: str) -> list[Model]:
    """The ordered rows whose page a visitor may see.

    Args:
        rows: a relation's manager (its pages are fetched in the same query) or fetched rows.
        target: the name of the row's foreign key to a page.
    """
    if hasattr(rows, "select_related"):
        rows = rows.select_related(target)
    frame = current_frame()
    return [row for row in rows if (page := getattr(row, target)) is not None and frame.shows(page)]


def visible_pages(pages: Iterable[Page]) -> list[Page]:
    """Those that a visitor may see of pages of any type, each with its address as `href`."""
    frame = current_frame()
    found = [page for page in pages if frame.shows(page)]
    for page in found:
        if not hasattr(page, "href"):
            page.href = page_address(page)
    return found
