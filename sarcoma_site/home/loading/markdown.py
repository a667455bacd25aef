"""Markdown as writers type it, turned into the rich text that the editor stores."""

from collections.abc import Callable
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sarcoma_site.core.content_files.errors import ContentError

_OPENING = {
    "paragraph_open": "<p>",
    "bullet_list_open": "<ul>",
    "ordered_list_open": "<ol>",
    "list_item_open": "<li>",
    "strong_open": "<b>",
    "em_open": "<i>",
}
_CLOSING = {
    "paragraph_close": "</p>",
    "bullet_list_close": "</ul>",
    "ordered_list_close": "</ol>",
    "list_item_close": "</li>",
    "strong_close": "</b>",
    "em_close": "</i>",
    "link_close": "</a>",
}
_parser = MarkdownIt("commonmark", {"html": False}).disable(["heading", "lheading", "image", "fence", "code"])

# The only numbers that words may hold. All others are the department's, and stand in the site settings.
EMERGENCY_CALLS = {"tel:911", "tel:988"}

PageFinder = Callable[[str], int | None]


def rich_text(text: str, find_page: PageFinder, path: Path, line: int) -> str:
    """Paragraphs, lists, bold, italic and links as stored rich text.

    Args:
        text: the Markdown.
        find_page: gives the key of the page at a site path, or None.
        path, line: where the text stands, for the error.

    Raises:
        ContentError: for anything else that Markdown can do, and for a link to a page that does not exist.
    """
    return "".join(_render(_parser.parse(text), find_page, path, line, in_list=False))


def _render(tokens: list[Token], find_page: PageFinder, path: Path, line: int, in_list: bool):
    depth = 0
    for token in tokens:
        here = line + token.map[0] if token.map else line
        depth += (token.type == "list_item_open") - (token.type == "list_item_close")
        if token.type.startswith("paragraph") and depth:
            continue
        if token.type == "inline":
            yield from _render(token.children or [], find_page, path, here, in_list=depth > 0)
        elif token.type == "text":
            if "](" in token.content:
                raise ContentError(path, here, f"the link in “{token.content.strip()}” is neither a path nor https")
            yield escape(token.content, quote=False)
        elif token.type == "softbreak":
            yield " "
        elif token.type == "link_open":
            yield _link(str(token.attrs.get("href", "")), find_page, path, here)
        elif token.type in _OPENING or token.type in _CLOSING:
            yield _OPENING.get(token.type) or _CLOSING[token.type]
        else:
            raise ContentError(path, here, f"“{token.type}” is not used here: only text, lists, bold, italic and links")


def _link(target: str, find_page: PageFinder, path: Path, line: int) -> str:
    if target.startswith("https://") or target in EMERGENCY_CALLS:
        return f'<a href="{escape(target)}">'
    address, _, anchor = target.partition("#")
    if not address.startswith("/"):
        raise ContentError(path, line, f"the link “{target}” is neither a path on this site nor an https address")
    page = find_page(address)
    if page is None:
        raise ContentError(path, line, f"the link “{target}” leads to no page")
    # The editor's page links carry no anchor, so a link into a page is stored by its address.
    return f'<a href="{escape(target)}">' if anchor else f'<a linktype="page" id="{page}">'
