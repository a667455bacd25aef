"""Reads and writes BibTeX and BibLaTeX, the formats of LaTeX, JabRef and Google Scholar's “Cite”."""

import logging
import re
from collections.abc import Iterator
from typing import BinaryIO

import bibtexparser
from bibtexparser.exceptions import ParsingException
from bibtexparser.model import DuplicateFieldKeyBlock, Entry, ImplicitComment, ParsingFailedBlock, String

from .bibtex_fields import MONTH_MACROS, citation_key, evaluated, fields_of, item_of
from .citation_splitting import foreign_format
from .decoding import text_lines
from .finishing import finish
from .records import ReadRecord, UnreadableFile
from .strays import is_stray, stray_problem
from .tagged_lines import HTML, Block, blocks, with_a_record

# What a BibTeX entry can hold of a CSL item, and of its `custom`. It has no place for ORCIDs, for the collaborators of
# a group, or for earlier versions; a type that BibTeX does not know becomes a document.
HOLDS = (
    "id type title original-title author editor container-title container-title-short volume issue page publisher "
    "publisher-place ISSN ISBN language issued available-date status DOI PMID PMCID abstract URL custom"
).split()
HOLDS_CUSTOM = ("kind", "notices", "relates-to", "authors-incomplete")
# It would log each broken entry with what stands in it; we name it to the person who gave the file.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
ENTRY = re.compile(r"\s*@\s*[A-Za-z]+\s*[{(]")
MAX_KNOWN_KEYS = 100_000


def read(stream: BinaryIO) -> Iterator[ReadRecord]:
    """The entries of a BibTeX file, one at a time, with the line at which each begins.

    `@string` shortcuts are filled in, comments passed over. An entry whose braces do not close carries a problem, and
    the next one is read. So does a line between entries that is a paper in another format. Raises UnreadableFile when
    there is no entry at all.
    """
    strings = dict(MONTH_MACROS)
    keys: set[str] = set()
    number = 0
    found = with_a_record(blocks(_checked(stream), _begins, lambda _: False), lambda block: _is_entry(block.first))
    for block in found:
        for line, found in _parsed(block, strings):
            number += 1
            yield finish(_record(number, line, found, strings, keys))
    if not number:
        raise UnreadableFile("This is not BibTeX: no line begins with an entry such as “@article{”.")


def _checked(stream: BinaryIO) -> Iterator[tuple[int, str]]:
    seen = False
    for number, text in text_lines(stream):
        if not seen and HTML.match(text):
            raise UnreadableFile(
                "This is a web page, not BibTeX. Use the page's “Export citation”, or paste the citations."
            )
        seen = seen or bool(text.strip())
        yield number, text
    if not seen:
        raise UnreadableFile("The file is empty.")


def _is_entry(text: str) -> bool:
    return bool(ENTRY.match(text))


def _begins(text: str, block: Block | None) -> bool:
    return _is_entry(text) or (block is None and is_stray(text))


def _parsed(block: Block, strings: dict[str, str]) -> Iterator[tuple[int, object]]:
    """What stands in one block of lines: entries, or sentences about what could not be read."""
    if block.problem:
        yield block.line, block.problem
        return
    try:
        library = bibtexparser.parse_string("\n".join(block.lines), parse_stack=[])
    except (ParsingException, LookupError, ValueError, RecursionError):
        yield block.line, BROKEN
        return
    for part in library.blocks:
        line = block.line + (part.start_line or 0)
        if isinstance(part, String):
            strings[part.key.casefold()] = evaluated(part.value, strings)
        elif isinstance(part, Entry | DuplicateFieldKeyBlock):
            yield line, part
        elif isinstance(part, ImplicitComment):
            yield from _strays(part.comment, line)
        elif isinstance(part, ParsingFailedBlock):
            yield line, BROKEN


def _strays(text: str, line: int) -> Iterator[tuple[int, str]]:
    """What is said of the lines between entries; of tagged lines that follow one another, only of the first."""
    before = ""
    for place, words in enumerate(text.split("\n")):
        if is_stray(words):
            what = foreign_format(words)
            if not what or what != before:
                yield line + place, stray_problem(words, "BibTeX")
            before = what


BROKEN = "The entry cannot be read: a brace, a quotation mark or a comma is missing in it, or the file ends within it."


def _record(number: int, line: int, found, strings: dict[str, str], keys: set[str]) -> ReadRecord:
    record = ReadRecord(number, line)
    if isinstance(found, str):
        record.problems.append(found)
        return record
    if isinstance(found, DuplicateFieldKeyBlock):
        names = ", ".join(f"“{name}”" for name in sorted(found.duplicate_keys))
        record.warnings.append(f"The entry has {names} twice; the first was taken.")
        found = found.ignore_error_block
    if found.key in keys:
        record.warnings.append(f"The key “{found.key[:60]}” stands in the file more than once.")
    elif len(keys) < MAX_KNOWN_KEYS:
        keys.add(found.key)
    values: dict[str, str] = {}
    for field in found.fields:
        values.setdefault(field.key.casefold(), evaluated(field.value, strings))
    record.csl = item_of(found.entry_type.casefold(), values, record.warnings)
    return record


def write(item: dict) -> str:
    """One entry, with a key that never changes, and a line end after it. What BibTeX holds of an item is `HOLDS`."""
    entry_type, fields = fields_of(item)
    lines = [f"@{entry_type}{{{citation_key(item)},", *(f"  {name} = {value}," for name, value in fields), "}"]
    return "\n".join(lines) + "\n"
