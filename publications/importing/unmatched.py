"""Authors who may be people of ours and are linked to nobody: by the name as printed, the likeliest first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from people.models import PersonPage

from ..keys import name_key
from ..models import PublicationAuthor
from .people import OurPeople, Somebody


@dataclass
class UnmatchedName:
    """One printed name, the people whom it may mean, and its rows."""

    key: str
    printed: str
    people: list[Somebody]
    rows: list[PublicationAuthor] = field(default_factory=list)
    is_likely: bool = False


def unmatched_names(visible: Iterable[int] | None = None) -> list[UnmatchedName]:
    """All names that may be of our people, in three queries; first those whose initials fit, too.

    Args:
        visible: the keys of the people whom the asking user may see; None for all.
    """
    people = OurPeople()
    initials = {
        pk: name_key(given)[:1] for pk, given in PersonPage.objects.values_list("pk", "given_name") if given.strip()
    }
    allowed = None if visible is None else set(visible)
    groups: dict[str, UnmatchedName] = {}
    fitting: dict[str, dict[int, Somebody]] = defaultdict(dict)
    for row in _rows_like(people.family_keys):
        found = [person for person in people.candidates(row) if allowed is None or person.pk in allowed]
        if not found:
            continue
        group = groups.setdefault(row.name_key, UnmatchedName(row.name_key, row.printed_name, []))
        group.rows.append(row)
        fitting[row.name_key] |= {person.pk: person for person in found}
    for key, group in groups.items():
        given = name_key(group.rows[0].given)[:1]
        group.people = sorted(
            fitting[key].values(), key=lambda person: (initials.get(person.pk) != given, person.title)
        )
        group.is_likely = any(initials.get(person.pk, given) == given for person in group.people)
    return sorted(groups.values(), key=lambda group: (not group.is_likely, -len(group.rows), group.key))


def rows_named(key: str) -> list[PublicationAuthor]:
    """All authors without a person who are printed so."""
    return list(PublicationAuthor.objects.filter(name_key=key, person=None))


def _rows_like(keys: set[str]) -> list[PublicationAuthor]:
    """Rows without a person whose name is one of ours or begins with one of our family names."""
    keys = {key for key in keys if key}
    wanted = Q(name_key__in=keys)
    for key in sorted(keys):
        wanted |= Q(name_key__startswith=f"{key} ")
    fields = ("publication_id", "family", "given", "suffix", "non_dropping_particle", "literal", "orcid", "name_key")
    return list(PublicationAuthor.objects.filter(wanted, person=None).only(*fields).order_by("-publication_id"))
