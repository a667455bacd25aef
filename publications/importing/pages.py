"""A page from an item, and an item's changes on a page."""

from collections import defaultdict

from sarcoma_site.core.ordered_rows import in_order

from ..csl import author_rows, columns_of, notice_rows, printed_name
from ..keys import name_key, title_key
from ..models import PublicationAuthor, PublicationNotice, PublicationPage
from .people import OurPeople, link_people

TITLE_LENGTH = 255
SUMMARY_LENGTH = 300


def new_page(item: dict, slug: str, people: OurPeople) -> PublicationPage:
    """A page in memory with everything that an item says, its authors linked to our people where that is certain."""
    page = PublicationPage(slug=slug)
    page.topics = []
    set_item(page, item, people)
    page.title = _cut(page.full_title, TITLE_LENGTH)
    page.summary = summary_of(item)
    page.search_description = page.summary[:255]
    return page


def set_item(page: PublicationPage, item: dict, people: OurPeople) -> None:
    """Let the page say what the item says. People stay with the authors whom they were linked to before."""
    if page.title == _cut(page.full_title, TITLE_LENGTH):
        page.title = _cut(item["title"], TITLE_LENGTH)
    if page.summary and page.summary == summary_of(page.csl):
        page.summary = summary_of(item)
    for column, value in columns_of(item).items():
        setattr(page, column, value)
    page.title_key = title_key(page.full_title)
    page.authors = in_order(_authors(page, item, people))
    page.notices = in_order(PublicationNotice(**columns) for columns in notice_rows(item))


def _authors(page: PublicationPage, item: dict, people: OurPeople) -> list[PublicationAuthor]:
    linked = defaultdict(list)
    for row in page.authors.all():
        linked[name_key(row.printed_name)].append(row.person_id)
    rows = []
    for columns in author_rows(item):
        row = PublicationAuthor(publication_id=page.pk, **columns)
        row.name_key = name_key(row.printed_name)[:200]
        before = linked[name_key(row.printed_name)]
        row.person_id = before.pop(0) if before else None
        rows.append(row)
    link_people(rows, people)
    return rows


def summary_of(item: dict) -> str:
    """One sentence for lists in the CMS and search results: `Muster B and others, in J Example, 2025.`"""
    authors = item.get("author", [])
    first = printed_name(authors[0]) if authors else ""
    who = f"{first} and others" if len(authors) > 1 else first
    journal = item.get("container-title-short") or item.get("container-title", "")
    parts = ((item.get("issued") or {}).get("date-parts") or [[]])[0]
    said = ", ".join(part for part in (who, f"in {journal}" if journal else "", str(parts[0]) if parts else "") if part)
    return _cut(f"{said}. Written for researchers." if said else "Written for researchers.", SUMMARY_LENGTH)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
