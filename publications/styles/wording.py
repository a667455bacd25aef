"""The text of a citation: pieces in a row, some of them set in italics."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

_ENDS = (".", "?", "!")


class Italic(str):
    """A piece of a citation that its style sets in italics."""

    __slots__ = ()


@dataclass(frozen=True)
class Citation:
    """One record as a style prints it."""

    pieces: tuple[str, ...]

    @property
    def plain(self) -> str:
        """The citation as plain text."""
        return "".join(self.pieces)

    @property
    def html(self) -> SafeString:
        """The citation as HTML, escaped, with italics where the style wants them."""
        return mark_safe(
            "".join(
                format_html("<i>{}</i>", piece) if isinstance(piece, Italic) else escape(piece) for piece in self.pieces
            )
        )


def citation_of(sentences: Iterable[Iterable[str]]) -> Citation:
    """Sentences one after the other, each of pieces; empty ones are left out."""
    pieces: list[str] = []
    for sentence in sentences:
        words = [piece for piece in sentence if piece]
        if words:
            pieces += [" ", *words] if pieces else words
    return Citation(tuple(pieces))


def sentence(*pieces: str) -> list[str]:
    """Pieces closed by a full stop, unless they end with a stop, a question or an exclamation mark already."""
    words = [piece for piece in pieces if piece]
    return words + ([] if not words or words[-1].endswith(_ENDS) else ["."])
