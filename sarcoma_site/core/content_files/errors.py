"""What is said when a content file cannot be used."""

from dataclasses import dataclass
from pathlib import Path


@dataclass
class ContentError(Exception):
    """A content file that cannot be loaded, with the place a person should look at.

    Args:
        path: the file, relative to the folder that was read.
        line: 1 for the first line of the file.
        reason: one sentence for the person who wrote the file.
    """

    path: Path
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"
