"""One file that nobody should send, or that carries more than it shows."""

from collections.abc import Callable
from dataclasses import dataclass

# Stands in every part of a file that must not be kept.
MARK = b"<script>hidden</script>"


@dataclass(frozen=True)
class Hostile:
    """What it is, how it is made, and what it gets: part of the sentence that refuses it, or `HARMLESS`."""

    what: str
    name: str
    make: Callable[[], bytes]
    gets: str


HARMLESS = "taken, and nothing of what it hid is kept"
