"""Reads NBIB, PubMed's and MEDLINE's format of tagged lines (“Send to: Citation manager”).

The tags are those of the NLM's "MEDLINE/PubMed data element (field) descriptions".
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from . import names
from .decoding import text_lines
from .finishing import finish
from .printed_dates import date_from_numbers, date_from_words
from .pubmed_article import BOOKSHELF
from .pubmed_rules import POINTER_TAGS, dates, kind_of, language, linked_records, pointer, title_without_stop
from .records import ReadRecord, UnreadableFile
from .tagged_lines import Block, blocks, check_beginning

# A tag fills four places before its hyphen; of two letters some programs keep one blank only.
TAG = re.compile(r"([A-Z][A-Z0-9 ]{3}|[A-Z][A-Z0-9] )- ?(.*)")
LABEL = re.compile(r"(?:^|(?<=[.?!)\]%;]) )((?:AIMS?|[A-Z][A-Z &/,()'’-]{3,70}[A-Z)])): ")
EMPTY_FILE = "The file is empty."
# Each person's two lines, written out and as indexed, and what they are to the record.
PEOPLE = {"FAU": "author", "AU": "author", "FED": "editor", "ED": "editor", "FIR": "investigator", "IR": "investigator"}


def read(stream: BinaryIO) -> Iterator[ReadRecord]:
    """The records of an NBIB file, one at a time, with the line at which each begins.

    Records are parted by blank lines or by the next `PMID-`. Raises UnreadableFile when the file is none.
    """
    numbered = ((number, text) for number, text in text_lines(stream))
    first = next(((number, text) for number, text in numbered if text.strip()), None)
    if first is None:
        raise UnreadableFile(EMPTY_FILE)
    check_beginning(first[1], first[0], TAG, "the NBIB format of PubMed", "PMID- ")
    for number, block in enumerate(blocks(chain([first], numbered), _begins, _ends), start=1):
        record = ReadRecord(number, block.line)
        if block.problem:
            record.problems.append(block.problem)
        else:
            _fill(record, block)
        yield finish(record)


def _begins(text: str, block: Block | None) -> bool:
    return text.startswith("PMID- ") or (block is None and bool(text.strip()))


def _ends(text: str) -> bool:
    return not text.strip()


def _fill(record: ReadRecord, block: Block) -> None:
    fields = _fields(block.lines)
    if block.first.startswith("TY  - "):
        record.problems.append("This is an RIS record among those of PubMed. Import it by itself, as RIS.")
        return
    if "PMID" not in dict(fields) and "TI" not in dict(fields):
        record.problems.append("These lines are no record: they have neither a PMID nor a title.")
        return
    if "PMID" not in dict(fields):
        record.warnings.append("The record has no PMID.")
    if "STAT" in dict(fields) and "SO" not in dict(fields):
        record.warnings.append("The record lacks its last line (SO), so the file may have been cut short. Compare it.")
    record.csl = item(fields)


def _fields(lines: list[str]) -> list[tuple[str, str]]:
    """Tags and values in their order, with each value's further lines joined to it."""
    fields: list[tuple[str, list[str]]] = []
    for text in lines:
        if found := TAG.match(text):
            fields.append((found[1].strip(), [found[2].strip()]))
        elif fields:
            fields[-1][1].append(text.strip())
    return [(tag, " ".join(parts)) for tag, parts in fields]


def item(fields: list[tuple[str, str]]) -> dict:
    """The CSL item of a record's tags and values."""
    values: dict[str, list[str]] = {}
    for tag, value in fields:
        values.setdefault(tag, []).append(value)

    def one(*tags: str) -> str:
        return next((value for tag in tags for value in values.get(tag, []) if value), "")

    title, book = one("TI"), one("BTI")
    kind = kind_of(values.get("PT", []), title or book)
    is_book = bool(book)
    people = _people(fields)
    ids = _identifiers(values)
    full, short = one("JT"), one("TA")
    container = title_without_stop(book) if is_book and title else ""
    return {
        "type": _type(kind, is_book, title),
        "title": title_without_stop(title or book or one("TT")),
        "original-title": title_without_stop(one("TT")) if title else "",
        "author": people["author"],
        "editor": people["editor"],
        "container-title": container if is_book else full or short,
        "container-title-short": short if full and not is_book else "",
        "volume": one("VI"),
        "issue": one("IP"),
        "page": one("PG") or ids["pii"],
        "publisher": one("PB"),
        "publisher-place": one("PL") if is_book else "",
        "ISSN": "" if is_book else one("IS").split(" ")[0],
        "ISBN": one("ISBN").split(" ")[0],
        "language": language(values.get("LA", [])),
        **_dates(values),
        "PMID": one("PMID"),
        "PMCID": one("PMC"),
        "DOI": ids["doi"],
        "URL": BOOKSHELF.format(ids["bookaccession"]) if ids["bookaccession"] and not ids["doi"] else "",
        "abstract": in_paragraphs(one("AB")),
        "custom": {
            "kind": kind,
            "author-orcid": people["orcid"],
            "collaborators": [names.printed(name) for name in people["investigator"]],
            **_linked(values, kind),
        },
    }


def _type(kind: str, is_book: bool, title: str) -> str:
    if is_book:
        return "chapter" if title else "book"
    return "article" if kind == "preprint" else "article-journal"


def _people(fields: list[tuple[str, str]]) -> dict:
    """Authors, editors and investigators in the file's order. A full name and its indexed form are one person."""
    found: dict = {"author": [], "editor": [], "investigator": [], "orcid": {}}
    full, full_tag = "", ""
    for tag, value in [*fields, ("", "")]:
        if full and tag != full_tag.removeprefix("F"):
            found[PEOPLE[full_tag]].append(names.person_in_full(full))
            full = ""
        if tag in ("FAU", "FED", "FIR"):
            full, full_tag = value, tag
        elif tag in PEOPLE and value:
            found[PEOPLE[tag]].append(names.person_as_indexed(value, full))
            full = ""
        elif tag == "CN" and value:
            found["author"].append(names.group(value))
        elif tag == "AUID" and found["author"] and "orcid" in value.casefold():
            found["orcid"].setdefault(str(len(found["author"])), names.bare_orcid(value))
    return found


def _identifiers(values: dict[str, list[str]]) -> dict[str, str]:
    """The DOI, the publisher's item identifier that PubMed prints (LID only), and the place on NCBI's Bookshelf."""
    found = {"doi": "", "pii": "", "bookaccession": ""}
    for tag in ("LID", "AID"):
        for value in values.get(tag, []):
            text, _, name = value.rpartition(" [")
            name = name.strip(" ]").casefold()
            if name in found and not found[name] and (tag == "LID" or name != "pii"):
                found[name] = text.strip()
    return found


def _dates(values: dict[str, list[str]]) -> dict:
    def told(status: str) -> dict | None:
        history = (value for value in values.get("PHST", []) if value.endswith(f"[{status}]"))
        return next((date_from_numbers(value.split(" ")[0]) for value in history), None)

    printed = date_from_words(next(iter(values.get("DP", [])), ""))
    online = date_from_numbers(next(iter(values.get("DEP", [])), ""))
    model = next(iter(values.get("PUBM", [])), "")
    status = next(iter(values.get("PST", [])), "")
    return dates(printed, online or told("epublish") or told("aheadofprint"), model, status)


def in_paragraphs(text: str) -> str:
    """An abstract that begins with a label (`BACKGROUND: `), with a paragraph for each of its labels."""
    text = names.one_line(text)
    if not (first := LABEL.match(text)) or first.start() != 0:
        return text
    starts = [found.start(1) for found in LABEL.finditer(text)]
    ends = [*starts[1:], len(text)]
    return "\n\n".join(text[start:end].strip() for start, end in zip(starts, ends, strict=True))


def _linked(values: dict[str, list[str]], kind: str) -> dict:
    pointers = [(POINTER_TAGS[tag], pointer(value)) for tag in POINTER_TAGS for value in values.get(tag, [])]
    is_retracted = "retracted publication" in {name.casefold() for name in values.get("PT", [])}
    return linked_records(pointers, kind, is_retracted)
