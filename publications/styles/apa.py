"""APA: the Publication Manual of the American Psychological Association, 7th edition, chapters 9 and 10.

Journal articles, article numbers and missing parts: apastyle.apa.org/style-grammar-guidelines/references/examples/
journal-article-references. Twenty authors and the ellipsis: pressbooks.pub/bankstreetlibrary/chapter/authors.
Retractions: blog.apastyle.org/apastyle/2013/01/retraction-action.html. Titles stay as printed: putting them into
sentence case would guess at names.
"""

from .initials import initials_of
from .places import article_number, pages_of, part_of
from .records import (
    A_BOOK,
    IN_A_BOOK,
    custom,
    date_parts,
    family_of,
    is_ahead_of_print,
    is_preprint,
    notices,
    where_printed,
)
from .wording import Citation, Italic, citation_of, sentence

_MOST_AUTHORS, _FIRST_AUTHORS = 20, 19
_SUFFIXES = {"Jr": "Jr.", "Sr": "Sr.", "2nd": "II", "3rd": "III", "4th": "IV"}
_NOTICES = {
    "retraction": ("Retraction published", "Retracted"),
    "expression-of-concern": ("Expression of concern published", "Expression of concern published"),
}


def cite(item: dict) -> Citation:
    """The record as a reference list in APA style prints it. Without an author, the title comes first."""
    year = "".join(str(part) for part in date_parts(item.get("issued"))[:1]) or "n.d."
    authors, date = _authors(item), [f"({year})."]
    title = sentence(Italic(item.get("title", "")) if _stands_alone(item) else item.get("title", ""))
    head = [sentence(authors), date, title] if authors else [title, date]
    where = _source(item)
    link = [f"https://doi.org/{item['DOI']}"] if item.get("DOI") else []
    return citation_of([*head, *where, link, *_notes(item)])


def _stands_alone(item: dict) -> bool:
    """What is no part of anything larger has its own title in italics."""
    return is_preprint(item) or item.get("type") in A_BOOK


def _authors(item: dict) -> str:
    names = [_name(name) for name in item.get("author", [])]
    if custom(item).get("authors-incomplete") and names:
        return ", ".join([*names, "et al."])
    if len(names) > _MOST_AUTHORS:
        return ", ".join(names[:_FIRST_AUTHORS]) + f", … {names[-1]}"
    return ", & ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _name(name: dict) -> str:
    if name.get("literal"):
        return name["literal"]
    suffix = name.get("suffix", "").rstrip(".")
    return ", ".join(filter(None, (family_of(name), _initials(name), _SUFFIXES.get(suffix, suffix))))


def _initials(name: dict) -> str:
    """`S. A.`, with a hyphen kept: `J.-P.`"""
    return " ".join(f"{letter}." for letter in initials_of(name.get("given", ""))).replace(" -", "-")


def _source(item: dict) -> list[list[str]]:
    kind = item.get("type")
    if kind in IN_A_BOOK:
        return _in_book(item)
    if _stands_alone(item):
        return [sentence(item.get("publisher", "") if kind in A_BOOK else item.get("container-title", ""))]
    journal = Italic(item.get("container-title", ""))
    if is_ahead_of_print(item):
        return [sentence(journal), sentence("Advance online publication")]
    return [sentence(*_with_commas([[journal], _volume(item), [_pages(item)]]))]


def _with_commas(groups: list[list[str]]) -> list[str]:
    """Groups of pieces between commas."""
    pieces: list[str] = []
    for group in groups:
        words = [piece for piece in group if piece]
        pieces += [", ", *words] if pieces and words else words
    return pieces


def _volume(item: dict) -> list[str]:
    """The volume in italics, the issue and supplement in parentheses behind it: `58(12, Suppl. 7)`."""
    volume, issue = part_of(item.get("volume", "")), part_of(item.get("issue", ""))
    inside = [issue.number, volume.supplement_as("Suppl."), issue.supplement_as("Suppl.")]
    inside = ", ".join(part for part in inside if part)
    return [Italic(volume.number) if volume.number else "", f"({inside})" if inside else ""]


def _pages(item: dict) -> str:
    text = item.get("page", "")
    number = article_number(text)
    return f"Article {number}" if number else ", ".join(pages.joined("–") for pages in pages_of(text))


def _in_book(item: dict) -> list[list[str]]:
    editors = [name.get("literal") or f"{_initials(name)} {family_of(name)}".strip() for name in item.get("editor", [])]
    mark = " (Eds.), " if len(editors) > 1 else " (Ed.), "
    names = (", ".join(editors[:-1]) + (", & " if len(editors) > 2 else " & ") + editors[-1]) if editors[1:] else ""
    names = names or "".join(editors)
    pages = _pages(item)
    inside = f" ({'p' if pages.isdigit() else 'pp'}. {pages})" if pages else ""
    title = Italic(item.get("container-title", ""))
    book = sentence("In ", names + mark if names else "", title, inside) if title else []
    return [book, sentence(item.get("publisher", ""))]


def _notes(item: dict) -> list[list[str]]:
    return [
        [f"({long} {where})" if (where := where_printed(notice)) else f"({short})"]
        for notice in notices(item, *_NOTICES)
        for long, short in [_NOTICES[notice["type"]]]
    ]
