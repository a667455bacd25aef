"""JSON cut into its records while it is read: each with its line, its size and depth checked."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from .decoding import CHUNK_BYTES, encoding_of
from .finishing import TOO_LONG
from .records import MAX_FILE_BYTES, MAX_RECORD_CHARACTERS, UnreadableFile

MAX_DEPTH = 30
TOO_DEEP = f"The record's objects lie more than {MAX_DEPTH} deep in each other, so it was not read."
CUT = "The file ends in the middle of this record."
# Outside of a text: a quotation mark, a bracket, or a comma. Inside: its end, or a sign that is escaped.
STRUCTURE = re.compile(r'["\[\]{},]')
LINE = re.compile(r"[^\n]*\n|[^\n]+")
IN_TEXT = re.compile(r'"|\\.?', re.DOTALL)


@dataclass
class Element:
    """One record's JSON, and what is wrong with it as a whole."""

    line: int
    text: str = ""
    problem: str = ""


@dataclass
class Scanner:
    """Follows brackets and texts from piece to piece, and gives each record as its last bracket closes."""

    is_array: bool = False
    depth: int = 0
    in_text: bool = False
    escaped: bool = False
    number: int = 1
    text: str = ""
    start: int = 0
    started: int = 0
    parts: list[str] = field(default_factory=list)
    size: int = 0
    problem: str = ""

    @property
    def base(self) -> int:
        """How deep the records lie: within the file's own array, or on their own."""
        return int(self.is_array)

    def feed(self, number: int, text: str) -> Iterator[Element]:
        """The records that end in this piece of a line."""
        self.number, self.text, self.start = number, text, 0
        place, self.escaped = int(self.escaped), False
        while place < len(text):
            if self.in_text:
                place = self.pass_text(place)
            elif found := STRUCTURE.search(text, place):
                place = found.end()
                yield from self.at_sign(found[0], found.start(), place)
            else:
                break
        self.keep(text[self.start :])

    def pass_text(self, place: int) -> int:
        """Where the text that is open ends or goes on; an escaped sign does not end it."""
        found = IN_TEXT.search(self.text, place)
        if not found:
            return len(self.text)
        self.in_text = found[0] != '"'
        self.escaped = found[0] == "\\"
        return found.end()

    def at_sign(self, sign: str, start: int, end: int) -> Iterator[Element]:
        """A bracket, a comma or a quotation mark outside of texts."""
        at_base = self.depth == self.base
        if sign == '"':
            self.in_text = True
        elif sign in "[{":
            if at_base:
                # What stands before a record without a comma is one by itself, so that it spoils no other.
                yield from self.cut(start)
            self.depth += 1
            self.problem = self.problem or (TOO_DEEP if self.depth > MAX_DEPTH else "")
        elif at_base:
            yield from self.cut(start)
            self.start = end
            if sign == "]" and self.is_array:
                self.depth, self.is_array = 0, False
            elif sign != ",":
                yield Element(self.number, problem=f"A “{sign}” stands here that closes nothing.")
        elif sign != ",":
            self.depth -= 1
            if self.depth == self.base:
                yield from self.cut(end)

    def cut(self, place: int) -> Iterator[Element]:
        """The record that ends at a place of this piece."""
        self.keep(self.text[self.start : place])
        self.start = place
        yield from self.give()

    def keep(self, text: str) -> None:
        """A piece of the record that is being read."""
        if not self.parts and not self.size:
            if not text.strip():
                return
            self.started = self.number
        self.size += len(text)
        if self.size > MAX_RECORD_CHARACTERS:
            self.problem, self.parts = self.problem or TOO_LONG, []
        else:
            self.parts.append(text)

    def give(self) -> Iterator[Element]:
        """The record that has ended here, if there is one."""
        if self.size:
            yield Element(self.started, "" if self.problem else "".join(self.parts), self.problem)
        self.parts, self.size, self.problem = [], 0, ""


def elements(stream: BinaryIO) -> Iterator[Element]:
    """The records of a JSON array, of one object, or of objects one after the other.

    Raises UnreadableFile when the text is no JSON from its first sign on.
    """
    scanner: Scanner | None = None
    number = 1
    for number, text in pieces(stream):
        if scanner is None:
            if not text.strip():
                continue
            scanner, text = _opened(number, text)
        yield from scanner.feed(number, text)
    if scanner is None:
        raise UnreadableFile("The file is empty.")
    if scanner.size:
        is_cut = scanner.depth > scanner.base or scanner.in_text
        scanner.problem = scanner.problem or (CUT if is_cut else "")
        yield from scanner.give()
    elif scanner.is_array:
        yield Element(number, problem="The file ends before its last bracket: records may be missing.")


def pieces(stream: BinaryIO) -> Iterator[tuple[int, str]]:
    """The text in pieces no longer than a line, with the line of each. All records may stand on one line.

    Raises UnreadableFile when the file is too large, or a byte does not fit its encoding.
    """
    number, taken, decoder = 1, 0, None
    while chunk := stream.read(CHUNK_BYTES):
        taken += len(chunk)
        if taken > MAX_FILE_BYTES:
            raise UnreadableFile(f"The file is larger than {MAX_FILE_BYTES // 1024**2} MB. Split it.")
        if decoder is None:
            encoding, mark = encoding_of(chunk)
            decoder, chunk = codecs.getincrementaldecoder(encoding)(), chunk[mark:]
        for part in LINE.findall(_decoded(decoder, chunk, number)):
            yield number, part
            number += part.endswith("\n")
    if decoder is not None:
        _decoded(decoder, b"", number)


def _decoded(decoder: codecs.IncrementalDecoder, chunk: bytes, number: int) -> str:
    try:
        return decoder.decode(chunk, final=not chunk)
    except UnicodeDecodeError as error:
        line = number + error.object[: error.start].count(b"\n")
        name = error.encoding.upper().removesuffix("-LE").removesuffix("-BE")
        raise UnreadableFile(
            f"The file is not {name}: a byte in line {line} fits no letter. Save it as UTF-8 and try again."
        ) from None


def _opened(number: int, text: str) -> tuple[Scanner, str]:
    sign = text.lstrip()[0]
    if sign == "<":
        raise UnreadableFile("This is a web page or XML, not JSON.")
    if sign == "[":
        return Scanner(is_array=True, depth=1), text.replace("[", " ", 1)
    if sign != "{":
        raise UnreadableFile(f"This is not JSON: line {number} begins with “{sign}”, not with a bracket.")
    return Scanner(), text
