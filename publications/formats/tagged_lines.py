"""Files of tagged lines, `TI  - A title`, cut into records: what NBIB and RIS have in common."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from .finishing import TOO_LONG
from .records import MAX_RECORD_CHARACTERS, UnreadableFile

MOST_BEFORE_THE_FIRST = 1000
HTML = re.compile(r"\s*<(?:!doctype\s+html|html|head|body|div|pre|p|table)\b", re.IGNORECASE)


@dataclass
class Block:
    """One record's lines, what is wrong with them, and what ended them: a mark, the next record, or the file."""

    line: int
    first: str = ""
    lines: list[str] = field(default_factory=list)
    size: int = 0
    problem: str = ""
    ended_by: str = "file"

    def add(self, text: str) -> None:
        """One more line; none is kept of a record that is too long."""
        self.size += len(text) + 1
        if self.size > MAX_RECORD_CHARACTERS:
            self.problem, self.lines = TOO_LONG, []
        else:
            self.lines.append(text)


def check_beginning(text: str, line: int, tag: re.Pattern, what: str, first: str) -> None:
    """UnreadableFile when a file's first line carries no tag, so that the whole is of some other format."""
    if HTML.match(text):
        raise UnreadableFile(f"This is a web page, not {what}. Save the records from the page, or paste them as text.")
    if not tag.match(text):
        raise UnreadableFile(f"This is not {what}: line {line} does not begin with a tag such as “{first}”.")


def blocks(
    lines: Iterable[tuple[int, str]],
    begins: Callable[[str, Block | None], bool],
    ends: Callable[[str], bool],
) -> Iterator[Block]:
    """The records of numbered lines. `begins` says whether a line starts one, `ends` whether it is an end mark."""
    block: Block | None = None
    for number, text in lines:
        if begins(text, block):
            if block:
                block.ended_by = "next"
                yield block
            block = Block(number, text)
        if ends(text):
            if block:
                block.ended_by = "mark"
                yield block
            block = None
        elif block:
            block.add(text)
    if block:
        yield block


def with_a_record(found: Iterable[Block], is_record: Callable[[Block], bool]) -> Iterator[Block]:
    """The blocks, if there is a record among them at all: lines of another format alone make no file of this one."""
    before: list[Block] = []
    for block in (found := iter(found)):
        if block.problem or is_record(block):
            yield from [*before, block]
            yield from found
            return
        if len(before) < MOST_BEFORE_THE_FIRST:
            before.append(block)
