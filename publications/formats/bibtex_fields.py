"""What the fields of a BibTeX entry mean in a CSL item, and how an item's parts are written as fields.

Fields are those of "BibTeXing" (Patashnik, 1988) and of the biblatex manual; `pmid` and `pmcid` are what PubMed's users
and JabRef write.
"""

import re
import unicodedata

from .bibtex_names import people, written_people
from .identifiers import bare_doi, bare_pmid
from .kind_words import kind_told, words_for
from .latex import decoded, encoded
from .names import one_line
from .notes import notes_of, read_notes
from .printed_dates import MONTHS, date_from_numbers, date_from_words, in_words, month_number, real_parts
from .pubmed_rules import AHEAD_OF_PRINT, title_without_stop
from .ris_fields import ENGLISH, PAGE_RANGE

MONTH_MACROS = {name[:3]: name[:3].capitalize() for name in MONTHS}
WORD = re.compile(r"[^\s#{\"]+")
# The first entry type of each CSL type is the one to write.
TYPES = {
    "article": "article-journal",
    "suppperiodical": "article-journal",
    "unpublished": "article",
    "book": "book",
    "mvbook": "book",
    "proceedings": "book",
    "booklet": "book",
    "incollection": "chapter",
    "inbook": "chapter",
    "suppbook": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "techreport": "report",
    "report": "report",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "dataset": "dataset",
    "online": "webpage",
    "electronic": "webpage",
    "inreference": "entry-encyclopedia",
    "misc": "document",
}
ENTRY_TYPES = {csl_type: name for name, csl_type in reversed(TYPES.items())}
IN_BOOK = {"chapter", "paper-conference", "entry-encyclopedia"}
VERBATIM = {"doi", "url", "pmid", "pmcid", "eprint", "issn", "isbn", "date"}
AHEAD = {"aheadofprint", "inpress", "in press", "ahead of print", "prepublished"}
WRITTEN = [
    ("container-title-short", "shortjournal"),
    ("volume", "volume"),
    ("issue", "number"),
    ("publisher", "publisher"),
    ("publisher-place", "address"),
    ("language", "language"),
    ("ISSN", "issn"),
    ("ISBN", "isbn"),
    ("DOI", "doi"),
    ("PMID", "pmid"),
    ("PMCID", "pmcid"),
    ("URL", "url"),
]


def evaluated(expression: str, strings: dict[str, str]) -> str:
    """The value of a field: what stands in braces or quotation marks, a number, a shortcut, or some joined by `#`."""
    pieces, place = [], 0
    while place < len(expression):
        sign = expression[place]
        if sign in '{"':
            end = _closing(expression, place)
            pieces.append(expression[place + 1 : end])
            place = end + 1
        elif sign.isspace() or sign == "#":
            place += 1
        else:
            word = WORD.match(expression, place)[0]
            pieces.append(strings.get(word.casefold(), word))
            place += len(word)
    return "".join(pieces)


def _closing(text: str, start: int) -> int:
    """Where the brace or quotation mark at `start` closes."""
    depth = 0
    for found in re.compile(r'(?<!\\)[{}"]').finditer(text, start + (text[start] == '"')):
        if found[0] == '"':
            if text[start] == '"' and depth == 0:
                return found.start()
            continue
        depth += 1 if found[0] == "{" else -1
        if depth == 0 and text[start] == "{":
            return found.start()
    return len(text)


def item_of(entry_type: str, values: dict[str, str], warnings: list[str]) -> dict:
    """The CSL item of an entry's fields; what could not be read is added to the warnings."""

    def one(*names: str) -> str:
        return next((text for name in names if (text := _text(name, values.get(name, "")))), "")

    csl_type = TYPES.get(entry_type, "document")
    title = title_without_stop(": ".join(filter(None, (one("title"), one("subtitle")))))
    told = read_notes([one_line(decoded(note)).removesuffix(";") for note in paragraphs_of(values.get("note", ""))])
    authors, is_incomplete = people(values.get("author", ""))
    if values.get("crossref"):
        warnings.append("The entry takes fields over from another (crossref), which were not read.")
    status = AHEAD_OF_PRINT if one("pubstate").casefold() in AHEAD else told.get("status", "")
    eprint = one("eprint") if one("eprinttype", "archiveprefix").casefold() in ("pubmed", "pmid") else ""
    return {
        "type": csl_type,
        "title": title,
        "original-title": title_without_stop(one("origtitle")),
        "author": authors,
        "editor": people(values.get("editor", ""))[0],
        "container-title": one("booktitle") if csl_type in IN_BOOK else one("journal", "journaltitle", "booktitle"),
        "container-title-short": one("shortjournal"),
        "volume": one("volume"),
        "issue": one("number", "issue"),
        "page": _text("pages", re.sub(r"-{2,3}", "-", values.get("pages", ""))) or one("eid", "article-number"),
        "publisher": one("publisher", "institution", "school", "organization"),
        "publisher-place": one("address", "location"),
        "ISSN": one("issn"),
        "ISBN": one("isbn"),
        "language": "" if (language := one("language", "langid")).casefold() in ENGLISH else language,
        "issued": _issued(one, warnings),
        "available-date": told.get("available-date"),
        "status": status,
        "DOI": one("doi") or bare_doi(one("url")),
        "PMID": one("pmid") or eprint or told.get("PMID", ""),
        "PMCID": one("pmcid", "pmc") or told.get("PMCID", ""),
        "URL": "" if bare_doi(one("url")) or bare_pmid(one("url")) else one("url"),
        "abstract": "\n\n".join(one_line(decoded(part)) for part in paragraphs_of(values.get("abstract", ""))),
        "custom": {
            "kind": kind_told(one("entrysubtype"), title),
            "authors-incomplete": is_incomplete or None,
            **told.get("custom", {}),
        },
    }


def _text(name: str, value: str) -> str:
    """A field's text. Addresses and numbers are taken as they stand, for `_` and `%` mean nothing else in them."""
    return one_line(value if name in VERBATIM and "\\" not in value else decoded(value))


def paragraphs_of(text: str) -> list[str]:
    """The parts of a text between its blank lines."""
    return [part for part in re.split(r"\n[ \t]*\n\s*", text) if part.strip()]


def _issued(one, warnings: list[str]) -> dict | None:
    written = one("date")
    if written:
        first, _, last = written.partition("/")
        start, end = date_from_numbers(first), date_from_numbers(last)
        if start and end and end != start:
            return {**start, "literal": f"{in_words(start)}-{in_words(end)}"}
        if start:
            return start
    year, month, day = one("year"), one("month").replace("–", "-"), one("day")
    date = _from_parts(year, month, day)
    if not date and (year or written):
        warnings.append(f"The date “{(year or written)[:40]}” could not be read.")
    return date


def _from_parts(year: str, month: str, day: str) -> dict | None:
    if not re.fullmatch(r"\d{4}", year):
        return date_from_words(year)
    exact = re.fullmatch(r"([A-Za-z]+|\d{1,2})\.?(?: (\d{1,2}))?", month)
    if not month or (exact and month_number(exact[1])):
        number = month_number(exact[1]) if exact else None
        digits = (exact and exact[2]) or (day if day.isdecimal() else None)
        parts = real_parts(year, number, digits)
        return {"date-parts": [parts]} if parts else None
    return date_from_words(month if year in month else f"{year} {month}")


def fields_of(item: dict) -> tuple[str, list[tuple[str, str]]]:
    """The entry type and the fields to write, in the order in which people read them."""
    csl_type = item.get("type", "")
    incomplete = bool(item.get("custom", {}).get("authors-incomplete"))
    container = "booktitle" if csl_type in IN_BOOK else "journal"
    page = encoded(item.get("page", ""))
    fields = [
        ("author", _braced(written_people(item.get("author", []), incomplete))),
        ("editor", _braced(written_people(item.get("editor", []), False))),
        # The second pair of braces keeps the title's capitals.
        ("title", _braced(_braced(encoded(item.get("title", ""))))),
        ("origtitle", _braced(encoded(item.get("original-title", "")))),
        (container, _braced(encoded(item.get("container-title", "")))),
        *_date_fields(item.get("issued")),
        ("pages", _braced(PAGE_RANGE.sub(r"\1--\2", page) if PAGE_RANGE.fullmatch(item.get("page", "")) else page)),
        *(
            (name, _braced(_verbatim(item.get(key, "")) if name in VERBATIM else encoded(item.get(key, ""))))
            for key, name in WRITTEN
        ),
        ("entrysubtype", _braced(words_for(item).casefold())),
        ("note", _braced(";\n\n".join(map(encoded, notes_of(item))))),
        ("abstract", _braced(_written_abstract(item.get("abstract", "")))),
    ]
    return ENTRY_TYPES.get(csl_type, "misc"), [(name, value) for name, value in fields if value]


def _braced(text: str) -> str:
    return f"{{{text}}}" if text else ""


def _verbatim(text: str) -> str:
    """An address as it stands, unless its braces or backslashes would break the entry."""
    return encoded(text) if re.search(r"[\\{}]", text) else text


def _written_abstract(text: str) -> str:
    """Paragraphs between blank lines. An `@` at a line's start would be taken for the next entry."""
    parts = [encoded(one_line(part)) for part in paragraphs_of(text)]
    return "\n\n".join(f"{{@}}{part[1:]}" if part.startswith("@") else part for part in parts)


def _date_fields(date: dict | None) -> list[tuple[str, str]]:
    if not date:
        return []
    year, *rest = date["date-parts"][0]
    if words := date.get("literal", ""):
        month = words.removeprefix(f"{year} ") if words.startswith(f"{year} ") else words
        return [("year", f"{{{year:04d}}}"), ("month", _braced(encoded(month)))]
    macro = [("month", MONTHS[rest[0] - 1][:3])] if rest else []
    return [("year", f"{{{year:04d}}}"), *macro, *([("day", f"{{{rest[1]}}}")] if len(rest) > 1 else [])]


def citation_key(item: dict) -> str:
    """The key under which LaTeX cites the record: `pmid99990001`. It never changes, unlike a year or a spelling."""
    if item.get("PMID"):
        return f"pmid{item['PMID']}"
    if item.get("DOI"):
        return f"doi:{_plain(item['DOI'].casefold(), '[^a-z0-9./:-]+')}"
    author = next(iter(item.get("author", [])), {})
    year = str(item["issued"]["date-parts"][0][0]) if item.get("issued") else ""
    word = next((word for word in _plain(item.get("title", ""), "[^A-Za-z0-9]+").split("_") if len(word) > 3), "")
    name = author.get("family") or author.get("literal", "").split(" ")[0]
    return "_".join(filter(None, (_plain(name, "[^A-Za-z0-9]+"), year, word))).casefold() or "untitled"


def _plain(text: str, others: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(others, "_", ascii_only).strip("_")
