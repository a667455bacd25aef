"""Titles that stand in a line above their authors, as PubMed's pages of results print them.

A made-up title.
Muster BA, Example C.
J Made Up. 2025 Mar 17. doi: 10.5555/made.up.1. Online ahead of print.
PMID: 99990001
"""

from collections.abc import Iterable, Iterator

from .citation_labels import begins_tail_item
from .citation_names import begins_with_author, read_authors
from .citation_source import find_source, split_title
from .citation_splitting import Passage, is_heading

_SHORTEST, _LONGEST = 12, 600
_LONGEST_CITATION = 10_000
_MOST_LINES_BETWEEN = 2
_MOST_LINES_OF_ONE = 20


def with_titles(found: Iterable[Passage]) -> Iterator[Passage]:
    """The passages of a paste; a citation without a title gets the line above it, where that can be one."""
    kept: Passage | None = None
    title = ""
    for passage in (part for whole in found for part in _parted(whole)):
        above = _take_title(kept, passage) if kept else ""
        if kept:
            yield from _finished(kept, title)
        kept, title = passage, above
    if kept:
        yield from _finished(kept, title)


def _parted(passage: Passage) -> Iterator[Passage]:
    """The passage cut before each line of authors alone that has a title above it and only a journal below."""
    if passage.foreign or passage.has_nul or passage.is_too_long:
        yield passage
        return
    lines, start = passage.lines, 0
    for place in range(1, len(lines) - 1):
        if _is_authors_alone(lines[place]) and _may_be_title(lines[place - 1].strip()):
            if place > start and _lacks_title(Passage(0, lines[place : place + _MOST_LINES_OF_ONE])):
                yield Passage(passage.line + start, lines[start:place], length=sum(map(len, lines[start:place])))
                start = place
    if start:
        yield Passage(passage.line + start, lines[start:], length=sum(map(len, lines[start:])))
    else:
        yield passage


def _is_authors_alone(line: str) -> bool:
    line = line.strip()
    return len(line) <= _LONGEST_CITATION and begins_with_author(line) > 0 and read_authors(line).end >= len(line)


def _take_title(above: Passage, passage: Passage) -> str:
    """The last line of the passage above, taken off it, when it is the title that the passage lacks; else nothing."""
    last_line = above.line + len(above.lines) - 1
    if above.foreign or not above.lines or not 0 < passage.line - last_line <= _MOST_LINES_BETWEEN:
        return ""
    words = above.lines[-1].strip()
    if not _may_be_title(words) or not _lacks_title(passage):
        return ""
    above.lines.pop()
    while above.lines and is_heading(above.lines[-1]) and not above.lines[-1].rstrip().endswith("."):
        above.lines.pop()  # A page's buttons. “9.” may be a wrapped citation's last page.
    passage.line = last_line
    return words


def _may_be_title(words: str) -> bool:
    if not _SHORTEST <= len(words) <= _LONGEST or begins_with_author(words) or begins_tail_item(words):
        return False
    return find_source(words) is None


def _lacks_title(passage: Passage) -> bool:
    """Whether it has authors, a journal and a date, and no sentence between."""
    text = passage.text
    if passage.foreign or passage.has_nul or len(text) > _LONGEST_CITATION:
        return False
    source = find_source(text)
    if source is None:
        return False
    head = text[: source.start].rstrip()
    authors = read_authors(head)
    return bool(authors.names) and bool(head[authors.end :]) and not split_title(head[authors.end :]).journal


def _finished(passage: Passage, title: str) -> Iterator[Passage]:
    """The passage, if anything is left of it, with its title behind its authors, where other layouts have it."""
    if title:
        text = passage.text
        end = read_authors(text[: find_source(text).start].rstrip()).end
        stop = "" if title[-1] in ".?!" else "."
        passage.lines = [f"{text[:end].strip()} {title}{stop} {text[end:].strip()}"]
    if passage.lines:
        yield passage
