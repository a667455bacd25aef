"""NLM: "Citing Medicine", 2nd edition (ncbi.nlm.nih.gov/books/NBK7256), as PubMed prints its own citations.

Chapter 1A gives the order of a journal article and the rules for names, groups, pages and dates; chapter 2 those of
books and their parts; chapter 23 articles online. That chapter's box "Retractions" and "Errata" name the notes at the
end. All authors are given; nothing is set in italics.
"""

import calendar

from .places import article_number, pages_of, part_of
from .records import (
    A_BOOK,
    IN_A_BOOK,
    custom,
    date_parts,
    is_ahead_of_print,
    is_preprint,
    journal_short,
    notices,
    where_printed,
)
from .vancouver import in_a_row, person
from .wording import Citation, citation_of, sentence

# "Convert roman numerals to arabic ordinals": Citing Medicine, chapter 1A, author names.
_ORDINALS = {"II": "2nd", "III": "3rd", "IV": "4th", "V": "5th"}
_NOTICES = {
    "retraction": "Retraction in: ",
    "expression-of-concern": "Expression of concern in: ",
    "erratum": "Erratum in: ",
    "corrected-republication": "Corrected and republished in: ",
}
_WITHOUT_PLACE = {"retraction": "Retracted", "expression-of-concern": "Expression of concern published"}


def cite(item: dict) -> Citation:
    """The record as a reference list in NLM style prints it."""
    where = _book(item) if item.get("type") in IN_A_BOOK + A_BOOK else _journal(item)
    kind = " [preprint]" if is_preprint(item) else ""
    title = [] if item.get("type") in A_BOOK else [sentence(item.get("title", "") + kind)]
    return citation_of([sentence(_authors(item)), *title, *where, *_identifiers(item), *_notes(item)])


def _authors(item: dict) -> str:
    names = item.get("author", [])
    row = in_a_row(names, [_name(name) for name in names])
    return f"{row}, et al" if row and custom(item).get("authors-incomplete") else row


def _name(name: dict) -> str:
    return name.get("literal") or person(name, _ORDINALS.get(name.get("suffix", "")))


def _journal(item: dict) -> list[list[str]]:
    # "[date unknown]": Citing Medicine, chapter 1A, "No date can be found".
    when = _date(item) or "[date unknown]"
    volume, pages = _volume(item), _pages(item)
    place = (f";{volume}" if volume else "") + (f":{pages}" if pages else "")
    return [sentence(journal_short(item)), sentence(when + place)]


def _volume(item: dict) -> str:
    """`58(12 Suppl 7)`; of a supplement to a volume, `42 Suppl 2`."""
    volume, issue = item.get("volume", ""), part_of(item.get("issue", ""))
    if issue.has_supplement and not issue.number:
        return f"{volume} {issue.supplement_as('Suppl')}".strip()
    supplement = issue.supplement_as("Suppl")
    inside = " ".join(filter(None, (issue.number, supplement)))
    return volume + (f"({inside})" if inside else "")


def _pages(item: dict) -> str:
    text = item.get("page", "")
    return ", ".join(pages.abbreviated for pages in pages_of(text)) or article_number(text)


def _book(item: dict) -> list[list[str]]:
    is_part = item.get("type") in IN_A_BOOK
    editors = [_name(name) for name in item.get("editor", [])]
    names = ", ".join(editors) + (", editors" if len(editors) > 1 else ", editor" if editors else "")
    title = item.get("container-title", "") if is_part else item.get("title", "")
    place = ": ".join(filter(None, (item.get("publisher-place"), item.get("publisher"))))
    year = "".join(str(part) for part in date_parts(item.get("issued"))[:1]) or "[date unknown]"
    pages = _pages(item) if is_part else ""
    opening = "In: " if is_part and title else ""
    book = [sentence(opening + names), sentence(title)] if names and is_part else [sentence(opening + title)]
    return [*book, sentence("; ".join(filter(None, (place, year)))), sentence(f"p. {pages}" if pages else "")]


def _identifiers(item: dict) -> list[list[str]]:
    online = date_parts(item.get("available-date"))
    ahead = "Epub ahead of print" if is_ahead_of_print(item) else ""
    if not ahead and online and online != date_parts(item.get("issued")):
        ahead = f"Epub {_printed(online)}"
    numbers = [f"{label}: {item[key]}" for key, label in (("PMID", "PMID"), ("PMCID", "PMCID")) if item.get(key)]
    doi = f"doi: {item['DOI']}" if item.get("DOI") else ""
    return [sentence(doi), sentence(ahead), sentence("; ".join(numbers))]


def _notes(item: dict) -> list[list[str]]:
    return [
        sentence(_NOTICES[notice["type"]], where) if (where := where_printed(notice)) else sentence(short)
        for notice in notices(item, *_NOTICES)
        if (short := _WITHOUT_PLACE.get(notice["type"], "")) or where_printed(notice)
    ]


def _date(item: dict) -> str:
    issued = item.get("issued") or {}
    return issued.get("literal") or _printed(date_parts(issued))


def _printed(parts: list[int]) -> str:
    words = [str(part) for part in parts]
    return " ".join([words[0], calendar.month_abbr[parts[1]], *words[2:]] if len(parts) > 1 else words)
