"""The authors of a record as a visitor sees them: ours told apart, a long row folded in its middle."""

from collections.abc import Iterable
from dataclasses import dataclass

from sarcoma_site.core.site_frame import current_frame

FOLDED_FROM = 9
SHOWN_FIRST = 3


@dataclass(frozen=True)
class AuthorName:
    """An author as printed; `is_ours` when a visitor may see that person's page here, at `href`."""

    name: str
    is_ours: bool = False
    href: str = ""
    orcid: str = ""


@dataclass(frozen=True)
class AuthorLine:
    """The authors in the record's order; of nine or more, all between the first three and the last are folded."""

    names: tuple[AuthorName, ...]

    @property
    def first(self) -> tuple[AuthorName, ...]:
        """Those before the fold: all of a short row."""
        return self.names[:SHOWN_FIRST] if self._is_long else self.names

    @property
    def folded(self) -> tuple[AuthorName, ...]:
        """Those in the fold."""
        return self.names[SHOWN_FIRST:-1] if self._is_long else ()

    @property
    def last(self) -> AuthorName | None:
        """The one after the fold."""
        return self.names[-1] if self._is_long else None

    @property
    def ours_in_fold(self) -> list[AuthorName]:
        """Our people among the folded, whom the fold's label names."""
        return [author for author in self.folded if author.is_ours]

    @property
    def _is_long(self) -> bool:
        return len(self.names) >= FOLDED_FROM


def author_name(row) -> AuthorName:
    """An author's row with its person, as a visitor sees it."""
    is_ours = row.person is not None and current_frame().shows(row.person)
    return AuthorName(row.printed_name, is_ours, row.person.href if is_ours else "", row.orcid)


def author_line(rows: Iterable) -> AuthorLine:
    """The line of authors from their rows."""
    return AuthorLine(tuple(author_name(row) for row in rows))
