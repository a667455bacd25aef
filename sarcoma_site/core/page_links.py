"""Links between pages in rich text, looked up once for a whole page.

Wagtail asks the database once for each rich-text value with a link in it; a page has dozens of them.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from html import escape
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from .addresses import page_address
from .site_frame import current_frame

_LINK = re.compile(r'<a[^>]*\blinktype="page"[^>]*>')
_ID = re.compile(r'\bid="(\d+)"')


class PageLinks:
    """The pages that one response links to."""

    def __init__(self) -> None:
        self._expected: set[int] = set()
        self._pages: dict[int, Page | None] = {}

    def expect(self, stored: Any) -> None:
        """Note every page that a stored value, however nested, links to, to fetch all of them at once."""
        self.expect_pages(_linked_pages(stored))

    def expect_pages(self, page_ids: Iterable[int]) -> None:
        """Note pages by their keys."""
        self._expected.update(page_ids)

    def page(self, page_id: int) -> Page | None:
        """The page, live or not, or None when it is gone."""
        if page_id not in self._pages:
            wanted = {page_id} | self._expected - self._pages.keys()
            self._pages.update(dict.fromkeys(wanted))
            self._pages.update(Page.objects.only("title", "path", "url_path", "live").in_bulk(wanted))
        return self._pages[page_id]

    def address(self, page_id: int) -> str | None:
        """The address of a page that a visitor may see, else None."""
        page = self.page(page_id)
        return page_address(page) if page is not None and current_frame().shows(page) else None


_links: ContextVar[PageLinks | None] = ContextVar("page_links", default=None)


def current_page_links() -> PageLinks | None:
    """The look-up of the response under way; None outside a request."""
    return _links.get()


def expect_page_links(*stored: Any) -> None:
    """Tell the response under way which stored values it will show."""
    links = current_page_links()
    if links is not None:
        for value in stored:
            links.expect(value)


class PageLinksMiddleware:
    """Gives each request a look-up of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _links.set(PageLinks())
        try:
            return self.get_response(request)
        finally:
            _links.reset(token)


class VisiblePageLinkHandler(PageLinkHandler):
    """Writes a link to a page that a visitor may see; of a link to any other, only the words stay."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        links = current_page_links() or PageLinks()
        links.expect([f'<a linktype="page" id="{attrs.get("id", 0)}">' for attrs in attrs_list])
        addresses = [links.address(int(attrs["id"])) if attrs.get("id") else None for attrs in attrs_list]
        return [f'<a href="{escape(address)}">' if address else "<a>" for address in addresses]


def _linked_pages(stored: Any) -> Iterator[int]:
    if isinstance(stored, str):
        for link in _LINK.findall(stored):
            yield from map(int, _ID.findall(link))
    elif isinstance(stored, dict):
        if isinstance(stored.get("page"), int):  # a link block
            yield stored["page"]
        for value in stored.values():
            yield from _linked_pages(value)
    elif isinstance(stored, (list, tuple)):
        for value in stored:
            yield from _linked_pages(value)
