"""Open a file of records in whatever format it is."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from . import bibtex, csl_json, identifier_list, nbib, plain_text, pubmed_xml, ris
from .recognise import HEAD_BYTES, recognise
from .records import ReadRecord, UnreadableFile

_READERS: dict[str, Callable[[BinaryIO], Iterator[ReadRecord]]] = {
    "text": plain_text.read,
    "pubmed-xml": pubmed_xml.read,
    "nbib": nbib.read,
    "ris": ris.read,
    "bibtex": bibtex.read,
    "csl-json": csl_json.read,
    "ids": identifier_list.read,
}
AUTO = "auto"


@dataclass
class OpenedRecords:
    """The records of a file, read as they are asked for, the format that it is in, and how far reading is."""

    format: str
    records: Iterator[ReadRecord]
    bytes_read: Callable[[], int]


def open_records(stream: BinaryIO, format_name: str = AUTO) -> OpenedRecords:
    """Begin to read records, in the named format or in the one that the file's beginning tells.

    A list of identifiers gives records that hold the identifier alone: `upstream.lookup` fetches the rest.

    Raises:
        UnreadableFile: when the first record is asked for and the file as a whole cannot be read.
    """
    head = stream.read(HEAD_BYTES)
    name = recognise(head) if format_name == AUTO else format_name
    counted = _CountedStream(head, stream)
    records = _up_to_a_fault(_READERS[name](io.BufferedReader(counted, HEAD_BYTES)))
    return OpenedRecords(name, records, lambda: counted.count)


def _up_to_a_fault(records: Iterator[ReadRecord]) -> Iterator[ReadRecord]:
    """The records, and where the file cannot be read on a last one that says so: those before it are good."""
    last = None
    try:
        for last in records:
            yield last
    except UnreadableFile as fault:
        if last is None:
            raise
        yield ReadRecord(last.number + 1, last.line, problems=[f"The file was read up to here. {fault}"])


class _CountedStream(io.RawIOBase):
    """A stream whose beginning was read already, counting what is read."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest, self.count = head, rest, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        chunk = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(chunk) :] if self._head else b""
        buffer[: len(chunk)] = chunk
        self.count += len(chunk)
        return len(chunk)
