"""Reads citations pasted as text, as PubMed, the NLM and the AMA print them.

Sources of the forms: the "Cite" button and the summary format of PubMed; NLM, "Citing Medicine", 2nd edition, chapter
1; AMA Manual of Style, 11th edition, chapter 3. Every step is a table of patterns with bounded repeats, so that hostile
text costs no more time than its length.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import BinaryIO

from .citation_dates import csl_date, is_finer, is_no_day
from .citation_faults import FORM, why_no_authors, why_no_source, why_no_title
from .citation_labels import LANGUAGES
from .citation_names import Authors, read_authors
from .citation_source import Source, Titles, find_source, is_journal, split_title
from .citation_splitting import Passage, passages
from .citation_tail import LIST_MARK, Tail, read_tail
from .citation_titles import with_titles
from .decoding import LinesUpToAFault
from .identifiers import bare_doi, bare_pmid
from .kinds import kind_from_title
from .pasted_html import without_markup
from .pubmed_rules import AHEAD_OF_PRINT
from .records import MAX_RECORD_CHARACTERS, ReadRecord

_MOST_IN_ONE_PASSAGE = 500
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff]")
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_BOLD = re.compile(r"\*\*|__")
_TWO_IN_ONE = re.compile(r"\b(?:doi:\s?10\.|PMID:\s?\d|https?://doi\.org/)", re.IGNORECASE)
_TRANSLATED = re.compile(r"([^\[\]]{3,}?)\s?\[([^\[\]]{3,})\]$")


def read(stream: BinaryIO) -> Iterator[ReadRecord]:
    """Each citation of a paste as a record, in its order.

    What cannot be read as one (half a citation, prose, another format) is a record with a problem that quotes its first
    words. Raises `UnreadableFile` when the bytes are no text.
    """
    number = 0
    lines = LinesUpToAFault(stream)
    for passage in with_titles(passages(iter(lines))):
        for record in _records(passage):
            number += 1
            record.number = number
            yield record
    lines.raise_fault()


def _records(passage: Passage) -> Iterator[ReadRecord]:
    """A passage's record; several, when citations follow one another without a line end."""
    raw = passage.text[: MAX_RECORD_CHARACTERS + 1]
    if problem := _problem_of(passage):
        yield ReadRecord(0, passage.line, problems=[f"{_quoted(_BLANKS.sub(' ', raw[:1000]).strip())} {problem}"])
        return
    text = _clean(raw)
    for _ in range(_MOST_IN_ONE_PASSAGE):
        record, end = _record(text, passage.line)
        yield record
        text = text[LIST_MARK.match(text, end).end() :]
        if not text:
            return
    yield ReadRecord(0, passage.line, problems=[f"{_quoted(text)} follows {_MOST_IN_ONE_PASSAGE} others in one line."])


def _record(text: str, line: int) -> tuple[ReadRecord, int]:
    """The record with which the text begins, and where in the text it ends."""
    record = ReadRecord(0, line)
    try:
        citation = _Citation(text)
    except _NoCitation as reason:
        record.csl = _identifiers(text)
        record.problems.append(f"{_quoted(text)} {reason}")
        return record, len(text)
    citation.fill(record)
    return record, citation.tail.end


def _problem_of(passage: Passage) -> str:
    if passage.is_too_long:
        return f"is longer than {MAX_RECORD_CHARACTERS:,} characters, so it is no citation."
    if passage.has_nul:
        return "holds a NUL character: the text was damaged on its way. Copy it again."
    if passage.foreign:
        return f"looks like {passage.foreign}, which is no citation as text. Import it by itself, as {passage.foreign}."
    return ""


class _NoCitation(Exception):
    """Why a passage is no citation, in words that follow its quoted beginning."""


class _Citation:
    """One citation taken apart: authors, titles, source and tail, then put together as an item."""

    def __init__(self, text: str) -> None:
        self.source: Source | None = find_source(text)
        if self.source is None:
            raise _NoCitation(why_no_source(text))
        source = self.source
        self.tail: Tail = read_tail(text, source.end)
        head = text[: source.start].rstrip()
        self.authors: Authors = read_authors(head)
        self.titles: Titles = split_title(head[self.authors.end :])
        self._check()

    def _check(self) -> None:
        titles = self.titles
        if not titles.title or not titles.journal or not is_journal(titles.journal):
            raise _NoCitation(why_no_title(bool(self.authors.names)))
        if _TWO_IN_ONE.search(titles.title):
            raise _NoCitation("seems to be two citations in one. Set an empty line between them.")
        if not self.authors.names and (reason := why_no_authors(titles.title)):
            raise _NoCitation(reason)
        is_vouched_for = self.authors.names or self.source.is_place_known or self.tail.values
        if not is_vouched_for:
            raise _NoCitation(f"has no authors, no volume and no identifier, so it may be a sentence. {FORM}")

    def fill(self, record: ReadRecord) -> None:
        """Set the record's item and its warnings."""
        source, tail = self.source, self.tail
        csl = {"type": "article-journal"} | self._title() | {"author": self.authors.names}
        csl |= {"container-title": self.titles.journal, "volume": source.volume, "issue": source.issue}
        csl |= {"page": source.page} | self._dates(record) | {"language": self._language()}
        csl |= {key: tail.values[key] for key in ("DOI", "PMID", "PMCID") if key in tail.values}
        if "DOI" not in csl and "PMID" not in csl:
            csl["URL"] = tail.values.get("URL", "")
        csl["custom"] = self._custom()
        record.csl = {key: value for key, value in (_id(csl) | csl).items() if value}
        record.warnings += self._warnings()

    def _title(self) -> dict:
        """NLM prints a paper in another language as `Title [Translation]`."""
        title = self.titles.title
        if self._language() and (found := _TRANSLATED.fullmatch(title)):
            return {"title": f"[{found[2]}]", "original-title": found[1]}
        return {"title": title}

    def _language(self) -> str:
        return self.tail.language or LANGUAGES.get(self.titles.language, "")

    def _dates(self, record: ReadRecord) -> dict:
        """The print date, else the online one. AMA prints the year with the volume and the day behind it."""
        issued, tail = csl_date(self.source.date), self.tail
        if is_no_day(issued):
            record.warnings.append(f"The date “{self.source.date}” does not exist.")
        if tail.published and is_finer(tail.published, issued):
            issued = tail.published
        is_ahead = (self.source.is_ahead or tail.is_ahead) and not self.source.volume
        dates = {"issued": issued, "available-date": tail.online if tail.online != issued else {}}
        return dates | {"status": AHEAD_OF_PRINT if is_ahead else ""}

    def _custom(self) -> dict:
        kind = kind_from_title(self.titles.title)
        kind = kind if kind != "article" else self.tail.kind
        custom = {
            "kind": kind,
            "notices": self.tail.notices,
            "relates-to": self.tail.relations,
            "authors-incomplete": self.authors.is_incomplete,
        }
        return {key: value for key, value in custom.items() if value}

    def _warnings(self) -> list[str]:
        warnings = list(self.tail.warnings)
        if self.authors.is_incomplete:
            warnings.append("Its list of authors ends in “et al.”, so authors are missing.")
        if not self.authors.names:
            warnings.append("It names no authors.")
        warnings += [f"The author “{name}” is not printed as family name and initials." for name in self.authors.unread]
        warnings += [f"“{_shortened(words)}” was not understood and is left out." for words in self.tail.unread[:5]]
        return warnings


def _id(csl: dict) -> dict:
    if csl.get("PMID"):
        return {"id": f"pmid:{csl['PMID']}"}
    return {"id": f"doi:{csl['DOI'].lower()}"} if csl.get("DOI") else {}


def _identifiers(text: str) -> dict:
    """What a passage that cannot be taken still says about which paper it means."""
    found = re.search(r"PMID:?\s?(\d{1,8})(?!\d)", text)
    csl = {"PMID": found[1]} if found and bare_pmid(found[1]) else {}
    found = re.search(r"(?<![\w.])10\.\d{4,9}/\S{1,300}", text)
    csl |= {"DOI": bare_doi(found[0])} if found and bare_doi(found[0]) else {}
    return _id(csl) | csl


def _clean(text: str) -> str:
    """The words of a passage: composed letters, no tags, no invisible signs, one blank between words."""
    text = without_markup(_BLANKS.sub(" ", text))
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return _BLANKS.sub(" ", _BOLD.sub("", text)).strip()


def _quoted(text: str) -> str:
    return f"“{_shortened(text)}”"


def _shortened(text: str) -> str:
    """The first words, as many as a person needs to find the place."""
    short = " ".join(text[:200].split()[:8])[:80]
    return short if short == text else f"{short}…"
