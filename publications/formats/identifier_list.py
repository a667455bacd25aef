"""Reads a list of PMIDs, DOIs and PMCIDs, as people keep them: one a line, or set apart by commas and blanks."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from .decoding import text_lines
from .identifiers import bare_doi, bare_pmcid, bare_pmid, doi_key
from .records import ReadRecord

_WORD = re.compile(r"[^\s]+")
# An old DOI holds commas and semicolons (`…3.0.CO;2-#`), so they part words only before what begins an identifier.
_BETWEEN = re.compile(
    r"[,;|]+(?=$|[\"']?(?:10\.\d|PMC\d|https?:|doi\b|pmid|pmcid|\d{1,8}(?:[,;|\"']|$)))", re.IGNORECASE
)
_LABEL = re.compile(r"[\"']?(?:pubmed|(?:doi|pmid|pmcid)s?)\s*[:=#]?[\"']?", re.IGNORECASE)
_MARK = re.compile(r"\s{0,20}(?:[-*•]\s+|(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,4}[.)])\s+)(?=\S)")
_YEAR = re.compile(r"\d{1,4}")
_LONGEST_QUOTE = 80
_MOST_REMEMBERED = 200_000  # of identifiers met before, so that memory does not grow with the file without end


def read(stream: BinaryIO) -> Iterator[ReadRecord]:
    """Each identifier as a record whose item holds nothing else: `id` and `PMID`, `DOI` or `PMCID`.

    What is no identifier is a record with a problem that quotes it. One that stands there twice is a record both times,
    the second with a warning. Raises `UnreadableFile` when the bytes are no text.
    """
    number, seen = 0, {}
    for line_number, line in text_lines(stream):
        for csl, words in _found(line):
            number += 1
            record = ReadRecord(number, line_number, csl)
            if not csl:
                record.problems.append(f"“{words}” is no PMID, DOI or PMCID.")
            elif first := seen.get(csl["id"]):
                record.warnings.append(f"{words} stands in this list before, in line {first}.")
            elif len(seen) < _MOST_REMEMBERED:
                seen[csl["id"]] = line_number
            yield record


def _found(line: str) -> Iterator[tuple[dict, str]]:
    """The items of a line with the words that made them; words between them that are none come together, empty."""
    mark = _MARK.match(line)
    strange = ""
    found = [(word, _item(word)) for word in _words(line, mark.end() if mark else 0)]
    is_sentence = any(not csl and not _LABEL.fullmatch(word) for word, csl in found)
    for word, csl in found:
        if is_sentence and _YEAR.fullmatch(word):
            csl = {}  # A year or a page among words. There are papers with such PMIDs, but not the one that is meant.
        if csl and strange:
            yield {}, _quoted(strange)
            strange = ""
        if csl:
            yield csl, word
        elif strange or not _LABEL.fullmatch(word):
            strange = f"{strange} {word[:_LONGEST_QUOTE]}".strip()[: _LONGEST_QUOTE + 1]
    if strange:
        yield {}, _quoted(strange)


def _words(line: str, start: int) -> Iterator[str]:
    for found in _WORD.finditer(line, start):
        for word in _BETWEEN.split(found[0]):
            if word := word.strip("\"'“”‘’,;|<>"):
                yield word


def _item(word: str) -> dict:
    if pmid := bare_pmid(word):
        return {"id": f"pmid:{pmid}", "PMID": pmid}
    if doi := bare_doi(word):
        return {"id": f"doi:{doi_key(doi)}", "DOI": doi}
    pmcid = bare_pmcid(word)
    return {"id": f"pmcid:{pmcid}", "PMCID": pmcid} if pmcid else {}


def _quoted(words: str) -> str:
    printable = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in words)
    return printable if len(printable) <= _LONGEST_QUOTE else f"{printable[:_LONGEST_QUOTE]}…"
