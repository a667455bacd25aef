"""What the fields of an RIS record mean in a CSL item."""

import re
from collections.abc import Iterator

from . import names
from .identifiers import bare_doi, bare_pmcid, bare_pmid
from .kind_words import kind_told, words_for
from .notes import notes_of, read_notes
from .printed_dates import date_from_numbers, date_from_words, real_parts
from .pubmed_rules import AHEAD_OF_PRINT, title_without_stop

TYPES = {
    "JOUR": "article-journal",
    "EJOUR": "article-journal",
    "JFULL": "article-journal",
    "INPR": "article-journal",
    "ABST": "article-journal",
    "UNPB": "article",
    "MANSCPT": "article",
    "BOOK": "book",
    "EBOOK": "book",
    "EDBOOK": "book",
    "CHAP": "chapter",
    "ECHAP": "chapter",
    "CPAPER": "paper-conference",
    "CONF": "paper-conference",
    "RPRT": "report",
    "GOVDOC": "report",
    "THES": "thesis",
    "DATA": "dataset",
    "ELEC": "webpage",
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "ENCYC": "entry-encyclopedia",
    "GEN": "document",
}
# The first code of each type is the one to write.
TYPE_CODES = {csl_type: code for code, csl_type in reversed(TYPES.items())}
PAGE_RANGE = re.compile(r"(\w+)-(\w+)")
HAS_ISBN = {"book", "chapter", "paper-conference", "report", "thesis"}
PUBMED = re.compile(r"pubmed|medline|\bnlm\b", re.IGNORECASE)
WRITTEN = [
    ("TI", "title"),
    ("TT", "original-title"),
    ("T2", "container-title"),
    ("J2", "container-title-short"),
    ("VL", "volume"),
    ("IS", "issue"),
    ("PB", "publisher"),
    ("CY", "publisher-place"),
    ("LA", "language"),
    ("DO", "DOI"),
    ("AN", "PMID"),
    ("C2", "PMCID"),
    ("UR", "URL"),
]
ENGLISH = {"eng", "en", "english", "en-us", "en-gb", "en_us", "en_gb"}


def item_of(fields: dict, warnings: list[str]) -> dict:
    """The CSL item of one record as rispy gives it; what could not be read is added to the warnings."""

    def one(*keys: str) -> str:
        return next((names.one_line(value) for key in keys for value in _listed(fields.get(key)) if value.strip()), "")

    kind_of_work = one("type_of_reference").upper()
    csl_type = TYPES.get(kind_of_work, "document")
    title = title_without_stop(one("title", "primary_title", "chapter_title") or one("book_title"))
    told = read_notes([line for note in _listed(fields.get("notes")) for line in note.splitlines()])
    authors = [*_listed(fields.get("authors")), *_listed(fields.get("first_authors"))]
    links = _listed(fields.get("urls"))
    available = date_from(one("edition")) if csl_type not in HAS_ISBN else None
    return {
        "type": csl_type,
        "title": title,
        "original-title": title_without_stop(one("translated_title")),
        "author": people(authors),
        "editor": people(_editors(fields)) if csl_type != "article-journal" else [],
        **_container(csl_type, one),
        "volume": one("volume"),
        "issue": one("number"),
        "page": pages(one("start_page"), one("end_page")) or one("custom7"),
        "publisher": one("publisher"),
        "publisher-place": one("place_published"),
        "ISBN" if csl_type in HAS_ISBN else "ISSN": one("issn"),
        "language": "" if one("language").casefold() in ENGLISH else one("language"),
        "issued": _issued(one, warnings),
        "available-date": available or told.get("available-date"),
        "status": AHEAD_OF_PRINT if kind_of_work == "INPR" else told.get("status", ""),
        "DOI": one("doi") or next(filter(None, map(bare_doi, links)), ""),
        "PMID": _pmid(one, links) or told.get("PMID", ""),
        "PMCID": bare_pmcid(one("custom2")) or told.get("PMCID", "") or next(filter(None, map(bare_pmcid, links)), ""),
        "URL": next((names.one_line(link) for link in links if not _is_identifier(link)), ""),
        "abstract": paragraphs(_listed(fields.get("abstract")) or _listed(fields.get("notes_abstract"))),
        "custom": {
            "kind": kind_told(one("type_of_work"), title),
            "authors-incomplete": any(map(names.is_et_al, authors)) or None,
            **told.get("custom", {}),
        },
    }


def _listed(value) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _editors(fields: dict) -> list[str]:
    return [*_listed(fields.get("editors")), *_listed(fields.get("secondary_authors"))]


def people(written: list[str]) -> list[dict]:
    """Names in their order, without the `et al.` that stands for some."""
    found = [name_from(text) for text in map(names.one_line, written) if text and not names.is_et_al(text)]
    return [name for name in found if name]


def name_from(text: str) -> dict:
    """`Linden, L. R., Jr` is a person; a name that ends in a comma or holds none, and is no `Linden LR`, is a group."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 1 and parts[-1] == "" and all(parts[1:-1]):
        return names.group(text.strip().removesuffix(","))
    if len(parts) > 1:
        return names.person_in_full(text)
    if names.is_group(text):
        return names.group(text)
    indexed = names.person_as_indexed(text)
    return indexed if "given" in indexed or " " not in text else names.group(text)


def written_name(name: dict) -> str:
    """A name as RIS writes it, so that it is read back as the same."""
    if "literal" in name:
        return f"{name['literal']},"
    family = " ".join(name[key] for key in ("non-dropping-particle", "family") if name.get(key))
    text = ", ".join(part for part in (family, name.get("given"), name.get("suffix")) if part)
    return text if name_from(text) == name else f"{family}, {name.get('given', '')}, {name.get('suffix', '')}".rstrip()


def _container(csl_type: str, one) -> dict:
    if csl_type == "book":
        return {}
    full, short = one("secondary_title", "alternate_title3", "book_title"), one("alternate_title1", "alternate_title2")
    full, short = full or one("journal_name") or short, short or (one("journal_name") if full else "")
    return {"container-title": full, "container-title-short": short if short != full else ""}


def pages(first: str, last: str) -> str:
    """The pages as one text. Some programs write the whole range into the first field, or one page into both."""
    return f"{first}-{last}" if first and last and last != first and "-" not in first else first or last


def _issued(one, warnings: list[str]) -> dict | None:
    """The fullest date that agrees with the year of publication."""
    written = [one("year"), one("publication_year"), one("date")]
    dates = [date for date in map(date_from, filter(None, written)) if date]
    if not dates and any(written):
        warnings.append(f"The date “{next(filter(None, written))[:40]}” could not be read.")
    year = dates[0]["date-parts"][0][0] if dates else None
    agreeing = [date for date in dates if date["date-parts"][0][0] == year]
    return max(agreeing, key=lambda date: ("literal" in date, len(date["date-parts"][0])), default=None)


def date_from(text: str) -> dict | None:
    """`2025/03/19/`, `2025/03//Mar-Apr` or any date in words; None when it is none.

    RIS's date has four parts, and the last holds what the other three cannot.
    """
    parts = [part.strip() for part in text.split("/")]
    if len(parts) > 3 and parts[3]:
        words = parts[3] if parts[0] in parts[3] else f"{parts[0]} {parts[3]}"
        date = date_from_words(words)
        exact = real_parts(*(int(part) if part.isdecimal() else None for part in parts[:3]))
        if date and "literal" in date:
            date["date-parts"] = max(date["date-parts"], [exact], key=lambda parts: len(parts[0]))
        return date
    return date_from_numbers("/".join(part for part in parts if part)) or date_from_words(text)


def written_date(date: dict) -> str:
    """A CSL date as RIS writes it, with its words in the fourth part."""
    year, *rest = date["date-parts"][0]
    parts = [f"{year:04d}", *(f"{part:02d}" for part in rest), "", ""][:3]
    return "/".join([*parts, date.get("literal", "")])


def values_of(item: dict) -> Iterator[tuple[str, str]]:
    """The tags and values of an item but its abstract, in the order in which EndNote writes them; some are empty."""
    issued, available = item.get("issued"), item.get("available-date")
    has_isbn = item.get("type") in HAS_ISBN
    for tag, key in (("AU", "author"), ("A2", "editor")):
        for name in item.get(key, []):
            yield tag, written_name(name)
    yield "PY", f"{issued['date-parts'][0][0]:04d}" if issued else ""
    yield "DA", written_date(issued) if issued else ""
    yield "ET", written_date(available) if available and not has_isbn else ""
    for tag, key in WRITTEN:
        yield tag, item.get(key, "")
    pages = PAGE_RANGE.fullmatch(item.get("page", ""))
    yield "SP", pages[1] if pages else item.get("page", "")
    yield "EP", pages[2] if pages else ""
    yield "SN", item.get("ISBN" if has_isbn else "ISSN", "")
    yield "DB", "PubMed" if item.get("PMID") else ""
    yield "M3", words_for(item)
    for note in notes_of(item, with_available=has_isbn):
        yield "N1", note


def _pmid(one, links: list[str]) -> str:
    database = one("name_of_database", "database_provider")
    number = bare_pmid(one("accession_number")) if not database or PUBMED.search(database) else ""
    addresses = (bare_pmid(link) for link in links if "pubmed" in link)
    return number or next(filter(None, addresses), "")


def _is_identifier(link: str) -> bool:
    return bool(not link.strip() or bare_doi(link) or bare_pmid(link) or bare_pmcid(link))


def paragraphs(written: list[str]) -> str:
    """Text whose paragraphs stand apart by blank lines, or by the tag's being repeated."""
    parts = (part for text in written for part in re.split(r"[\u2028\n][ \t]*(?:[\u2028\n][ \t]*)+", text))
    return "\n\n".join(names.one_line(part) for part in parts if part.strip())
