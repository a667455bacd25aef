"""AMA: the AMA Manual of Style, 11th edition, chapter 3.

The order of a journal article and the six authors are section 3.11.1 (infoguides.rit.edu/c.php?g=726149), names and
groups section 3.7 (utsouthwestern.libguides.com/AMAcitation), the journal's name in italics and abbreviated 3.11.2
(sheridancollege.libguides.com/ama/Journals). No full stop follows a DOI.
"""

from .places import article_number, pages_of, part_of
from .records import (
    A_BOOK,
    IN_A_BOOK,
    custom,
    date_parts,
    in_words,
    is_ahead_of_print,
    is_preprint,
    journal_short,
    notices,
    when_online,
    where_printed,
)
from .vancouver import in_a_row, person
from .wording import Citation, Italic, citation_of, sentence

_MOST_AUTHORS, _FIRST_AUTHORS = 6, 3
_NOTICES = {
    "retraction": ("Retracted in: ", "Retracted"),
    "expression-of-concern": ("Expression of concern in: ", "Expression of concern published"),
}


def cite(item: dict) -> Citation:
    """The record as a reference list in AMA style prints it."""
    is_book = item.get("type") in A_BOOK
    where = _book(item) if is_book or item.get("type") in IN_A_BOOK else _journal(item)
    title = [] if is_book else [sentence(item.get("title", "") + _correction(item))]
    doi = [f"doi:{item['DOI']}"] if item.get("DOI") else []
    return citation_of([sentence(_authors(item)), *title, *where, *_notes(item), doi])


def _authors(item: dict) -> str:
    """The people, shortened when there are more than six, then the groups."""
    people = [name for name in item.get("author", []) if "literal" not in name]
    groups = [name["literal"] for name in item.get("author", []) if "literal" in name]
    shown = people[:_FIRST_AUTHORS] if len(people) > _MOST_AUTHORS else people
    row = in_a_row(shown, [person(name) for name in shown])
    if row and (len(shown) < len(people) or custom(item).get("authors-incomplete")):
        row += ", et al"
    return "; ".join(filter(None, [row, *groups]))


def _journal(item: dict) -> list[list[str]]:
    journal = sentence(Italic(journal_short(item)))
    if is_preprint(item) or is_ahead_of_print(item):
        how = "Preprint posted online" if is_preprint(item) else "Published online"
        when = in_words(when_online(item))
        return [journal, sentence(f"{how} {when}".strip())]
    year = "".join(str(part) for part in date_parts(item.get("issued"))[:1]) or "n.d."
    volume, pages = _volume(item), _pages(item)
    return [journal, sentence(year + (f";{volume}" if volume else "") + (f":{pages}" if pages else ""))]


def _volume(item: dict) -> str:
    """`58(12)(suppl 7)`, `42(suppl 2)`: each part in parentheses of its own."""
    volume, issue = part_of(item.get("volume", "")), part_of(item.get("issue", ""))
    inside = [issue.number, volume.supplement_as("suppl"), issue.supplement_as("suppl")]
    return volume.number + "".join(f"({part})" for part in inside if part)


def _pages(item: dict) -> str:
    text = item.get("page", "")
    return ", ".join(pages.joined("-") for pages in pages_of(text)) or article_number(text)


def _book(item: dict) -> list[list[str]]:
    is_part = item.get("type") in IN_A_BOOK
    editors = [name.get("literal") or person(name) for name in item.get("editor", [])]
    names = ", ".join(editors) + (", eds. " if len(editors) > 1 else ", ed. " if editors else "")
    title = Italic(item.get("container-title" if is_part else "title", ""))
    opening = ["In: ", names] if is_part and title else []
    year = "".join(str(part) for part in date_parts(item.get("issued"))[:1]) or "n.d."
    pages = f":{_pages(item)}" if is_part and item.get("page") else ""
    return [sentence(*opening, title), sentence("; ".join(filter(None, (item.get("publisher"), year))) + pages)]


def _correction(item: dict) -> str:
    """A correction stands in brackets after the title."""
    places = [where for notice in notices(item, "erratum") if (where := where_printed(notice))]
    return f" [published correction appears in {'; '.join(places)}]" if places else ""


def _notes(item: dict) -> list[list[str]]:
    return [
        sentence(long, where) if (where := where_printed(notice)) else sentence(short)
        for notice in notices(item, *_NOTICES)
        for long, short in [_NOTICES[notice["type"]]]
    ]
