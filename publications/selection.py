"""What a reader asks of the list: a person, a program, a topic, a year, a type, words. Each state is an address."""

import re
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from django.http import HttpRequest

from sarcoma_site.core.query_parameters import slug_parameter, words_parameter, year_parameter
from sarcoma_site.core.search_words import folded

NO_YEAR = "none"
_OF_ADDRESS = {"words": "q", "kind": "type"}


@dataclass(frozen=True)
class Selection:
    """What was asked for; an empty part means all. What cannot be understood counts as not asked."""

    words: str = ""
    person: str = ""
    program: str = ""
    topic: str = ""
    year: str = ""
    kind: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Selection":
        """What an address asks for."""
        words = words_parameter(request)
        year = year_parameter(request)
        return cls(
            words=words if folded(words, joined=False) else "",
            person=slug_parameter(request, "person"),
            program=slug_parameter(request, "program"),
            topic=slug_parameter(request, "topic"),
            year=NO_YEAR if request.GET.get("year") == NO_YEAR else str(year or ""),
            kind=slug_parameter(request, "type"),
        )

    @property
    def active(self) -> dict[str, str]:
        """The parts that narrow the list, by their names."""
        return {part.name: value for part in fields(self) if (value := getattr(self, part.name))}

    def without(self, part: str) -> "Selection":
        """The same without one part."""
        return replace(self, **{part: ""})

    @property
    def query(self) -> str:
        """What stands behind the question mark, always in one order; empty for the whole list."""
        return urlencode({_OF_ADDRESS.get(part, part): value for part, value in self.active.items()})

    def address(self, path: str, page: str = "") -> str:
        """The one address of this selection below a path, of a later page when given."""
        query = "&".join(part for part in (self.query, f"page={page}" if re.fullmatch(r"[0-9]+", page) else "") if part)
        return f"{path}?{query}" if query else path

    def narrow(self, publications, but: str = ""):
        """Those of the publications that were asked for.

        Args:
            but: a part that is not to narrow them.
        """
        for part, value in self.active.items():
            if part != but:
                publications = _NARROWED_BY[part](publications, value)
        return publications


def _in_year(publications, year: str):
    return publications.filter(issued_year__isnull=True) if year == NO_YEAR else publications.filter(issued_year=year)


_NARROWED_BY = {
    "words": lambda publications, words: publications.with_words(words),
    "person": lambda publications, slug: publications.by_person(slug),
    "program": lambda publications, slug: publications.by_program(slug),
    "topic": lambda publications, slug: publications.on_topic(slug),
    "year": _in_year,
    "kind": lambda publications, kind: publications.filter(kind=kind),
}
