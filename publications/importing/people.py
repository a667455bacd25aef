"""Which author of a record is which person of ours: never guessed.

An ORCID that stands on the person's page comes first. Else the name must be one of those that the person's page lists
as spellings (`name_variants`), and of only one person. What fits two people, or fits by family name alone, is asked.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from people.models import PersonPage

from ..keys import name_key
from ..models import NotOurAuthor, PublicationAuthor


@dataclass(frozen=True)
class Somebody:
    """A person of ours, as far as authors are compared with them."""

    pk: int
    orcid: str
    title: str


class OurPeople:
    """Everybody who has a page here, by ORCID and by the names that papers print."""

    def __init__(self) -> None:
        self._by_orcid: dict[str, Somebody] = {}
        self._by_name: dict[str, set[Somebody]] = defaultdict(set)
        self._by_family: dict[str, set[Somebody]] = defaultdict(set)
        fields = ("pk", "orcid", "title", "name_variants", "family_name")
        for pk, orcid, title, variants, family in PersonPage.objects.values_list(*fields):
            person = Somebody(pk, orcid.upper(), title)
            if orcid:
                self._by_orcid[person.orcid] = person
            for variant in filter(str.strip, variants.splitlines()):
                self._by_name[name_key(variant)].add(person)
            if family:
                self._by_family[name_key(family)].add(person)
        self._refused = set(NotOurAuthor.objects.values_list("name_key", "person_id", "publication_id"))

    def author(self, row: PublicationAuthor) -> int | None:
        """The key of the person whom a row's author certainly is, or nothing."""
        if row.orcid and row.orcid.upper() in self._by_orcid:
            return self._by_orcid[row.orcid.upper()].pk
        fitting = self._fitting(row)
        return fitting[0].pk if len(fitting) == 1 else None

    def _fitting(self, row: PublicationAuthor) -> list[Somebody]:
        """Those with this spelling, but for whom the record's ORCID or a person has ruled out."""
        return self._not_ruled_out(row, self._by_name.get(name_key(row.printed_name), ()))

    def _not_ruled_out(self, row: PublicationAuthor, people: Iterable[Somebody]) -> list[Somebody]:
        key = name_key(row.printed_name)
        return [
            person
            for person in people
            if not (row.orcid and person.orcid and row.orcid.upper() != person.orcid)
            and not self._is_refused(key, person, row.publication_id)
        ]

    def _is_refused(self, key: str, person: Somebody, publication: int | None) -> bool:
        return bool({(key, person.pk, None), (key, person.pk, publication)} & self._refused)

    def candidates(self, row: PublicationAuthor) -> list[Somebody]:
        """Whom an author without a person may be: all with this spelling, else all with this family name."""
        key = name_key(row.printed_name)
        of_family = self._by_family.get(name_key(f"{row.non_dropping_particle} {row.family}"), set())
        found = self._by_name.get(key) or of_family
        return sorted(self._not_ruled_out(row, found), key=lambda person: person.title)

    @property
    def family_keys(self) -> set[str]:
        """The family names of our people, and every spelling of whole names, as they are compared."""
        return set(self._by_family) | set(self._by_name)


def link_people(rows: Iterable[PublicationAuthor], people: OurPeople) -> None:
    """Give each row without a person the one whom its author certainly is."""
    for row in rows:
        if row.person_id is None:
            row.person_id = people.author(row)
