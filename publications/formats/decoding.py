"""Bytes of a file or a paste as numbered lines of text: UTF-8, or what its byte order mark says."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from .records import MAX_FILE_BYTES, MAX_RECORD_CHARACTERS, UnreadableFile

CHUNK_BYTES = 64 * 1024
# UTF-32's mark begins like UTF-16's, so it stands before it.
_MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
_LONGEST_MARK = 4
_NAMES = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-32-le": "UTF-32", "utf-32-be": "UTF-32"}


def encoding_of(head: bytes) -> tuple[str, int]:
    """The encoding that the first bytes tell, and how many of them are its byte order mark.

    Raises `UnreadableFile` when every other byte is a NUL: UTF-16 without its mark, which could be read both ways.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding, len(mark)
    start = head[:64]
    if len(start) >= 4 and (not any(start[::2]) or not any(start[1::2])):
        raise UnreadableFile(
            "The file seems to be UTF-16 without a byte order mark at its start. Save it as UTF-8 and try again."
        )
    return "utf-8", 0


def text_lines(stream: BinaryIO, max_bytes: int = MAX_FILE_BYTES) -> Iterator[tuple[int, str]]:
    """Each line with its number from 1, without the sign that ends it (LF, CR LF or CR), read as it is needed.

    A line longer than a record may be is cut to one character more than that (`MAX_RECORD_CHARACTERS`), so that a file
    without line ends needs no more memory and a reader still sees that it is too long. NULs and other control
    characters stay: which record they spoil is for the reader to say.

    Raises `UnreadableFile` when the file is longer than `max_bytes` or a byte does not fit the encoding, naming where.
    """
    lines = _Lines()
    for text in _decoded(stream, max_bytes, lines):
        yield from lines.completed(text)
    yield from lines.rest()


class LinesUpToAFault:
    """The lines of `text_lines`, ending where a byte fits no letter: what a reader has by then is good.

    A reader calls `raise_fault` after the last line.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._lines = text_lines(stream)
        self._fault: UnreadableFile | None = None

    def __iter__(self) -> Iterator[tuple[int, str]]:
        try:
            yield from self._lines
        except UnreadableFile as fault:
            self._fault = fault

    def raise_fault(self) -> None:
        """Say why the lines ended before the file did, if they did."""
        if self._fault is not None:
            raise self._fault


class _Lines:
    """Takes text in pieces and gives back whole lines, keeping only the one that is not finished."""

    def __init__(self) -> None:
        self.number = 1
        self._parts: list[str] = []
        self._length = 0
        self._ends_in_return = False

    def completed(self, text: str) -> Iterator[tuple[int, str]]:
        if not text:
            return
        follows_return, self._ends_in_return = self._ends_in_return, text.endswith("\r")
        if follows_return and text.startswith("\n"):
            text = text[1:]
        pieces = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for piece in pieces[:-1]:
            self._keep(piece)
            yield self._whole()
        self._keep(pieces[-1])

    def rest(self) -> Iterator[tuple[int, str]]:
        """The last line, when no line end follows it."""
        if self._length:
            yield self._whole()

    def _keep(self, piece: str) -> None:
        piece = piece[: MAX_RECORD_CHARACTERS + 1 - self._length]
        if piece:
            self._parts.append(piece)
            self._length += len(piece)

    def _whole(self) -> tuple[int, str]:
        numbered = self.number, "".join(self._parts)
        self.number, self._parts, self._length = self.number + 1, [], 0
        return numbered


def _decoded(stream: BinaryIO, max_bytes: int, lines: _Lines) -> Iterator[str]:
    chunk = stream.read(CHUNK_BYTES)
    while 0 < len(chunk) < _LONGEST_MARK and (more := stream.read(CHUNK_BYTES)):
        chunk += more  # a pipe may give less than a mark at first
    encoding, position = encoding_of(chunk)
    decoder = codecs.getincrementaldecoder(encoding)()
    read, chunk = len(chunk), chunk[position:]
    while chunk:
        if read > max_bytes:
            raise UnreadableFile(f"The file is larger than {max_bytes // 1024 // 1024} MB, the most that is read.")
        yield from _pieces(decoder, chunk, position, lines, encoding)
        position += len(chunk)
        chunk = stream.read(CHUNK_BYTES)
        read += len(chunk)
    yield from _pieces(decoder, b"", position, lines, encoding)


def _pieces(decoder, chunk: bytes, position: int, lines: _Lines, encoding: str) -> Iterator[str]:
    """The text of a chunk; when a byte fits no letter, the whole lines before it, and then the fault."""
    kept = len(decoder.getstate()[0])
    try:
        yield decoder.decode(chunk, final=not chunk)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(encoding, errors="ignore")
        line = lines.number + before.replace("\r\n", "\n").replace("\r", "\n").count("\n")
        byte = error.object[error.start]
        yield before
        raise UnreadableFile(
            f"The file is not {_NAMES[encoding]}: byte {position - kept + error.start + 1} (0x{byte:02X}), in line "
            f"{line}, fits no letter. Save it as UTF-8 and try again."
        ) from error
