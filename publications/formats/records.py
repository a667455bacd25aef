"""What every reader yields: one record of a file, with what is wrong with it."""

from dataclasses import dataclass, field

MAX_FILE_BYTES = 100 * 1024 * 1024
MAX_PASTE_BYTES = 5 * 1024 * 1024
MAX_RECORD_CHARACTERS = 1_000_000


class UnreadableFile(Exception):
    """The file as a whole cannot be read. The message is for the person who gave it."""


@dataclass
class ReadRecord:
    """One record as a reader found it.

    `csl` is a CSL-JSON item, as far as it could be read. `problems` say why the record cannot be taken; `warnings` what
    a person should look at, and do not stand in the way. Both are sentences for the person who gave the file.
    """

    number: int
    line: int
    csl: dict = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def where(self) -> str:
        """Where it stands in what was given: `record 3, line 41`."""
        return f"record {self.number}, line {self.line}"
