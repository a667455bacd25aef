"""When two printings of one field say the same, so that nothing has to be changed."""

import re

from sarcoma_site.core.search_words import folded

from ..csl import printed_name
from ..formats.identifiers import doi_key
from ..keys import name_key


def say_the_same(field: str, ours, theirs) -> bool:
    """Whether two values of a field differ in nothing but their spelling."""
    return ours == theirs or (bool(ours) and bool(theirs) and _SAME.get(field, _never)(ours, theirs))


def _never(_ours, _theirs) -> bool:
    return False


def _same_doi(ours: str, theirs: str) -> bool:
    return doi_key(ours) == doi_key(theirs)


def _same_pages(ours: str, theirs: str) -> bool:
    return whole_range(ours) == whole_range(theirs)


def whole_range(pages: str) -> str:
    """A range with its last page written out: `616-7` gives `616-617` (the NLM shortens, others do not)."""
    match = re.fullmatch(r"([A-Za-z]*)(\d+)\s*[-–]\s*\1?(\d+)", pages.strip())
    if not match:
        return pages.strip()
    letters, first, last = match.groups()
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return f"{letters}{first}-{letters}{last}"


def _same_words(ours: str, theirs: str) -> bool:
    return folded(ours, joined=False) == folded(theirs, joined=False) and _ending(ours) == _ending(theirs)


def _ending(title: str) -> str:
    return "?" if title.rstrip(" .]").endswith("?") else ""


def _same_abstract(ours: str, theirs: str) -> bool:
    return ours.split() == theirs.split()


def _same_authors(ours: list[dict], theirs: list[dict]) -> bool:
    """The same people in the same order: initials stand for the names that they begin."""
    return len(ours) == len(theirs) and all(same_name(one, other) for one, other in zip(ours, theirs, strict=True))


def same_name(one: dict, other: dict) -> bool:
    """Whether two printings can be of one name: `Muster, Berta C.` and `Muster BC`, but not `Muster B`."""
    if one.get("literal") or other.get("literal"):
        return name_key(printed_name(one)) == name_key(printed_name(other))
    return _family(one) == _family(other) and _initials(one) == _initials(other)


def _family(name: dict) -> str:
    return name_key(f"{name.get('non-dropping-particle', '')} {name.get('family', '')} {name.get('suffix', '')}")


def _initials(name: dict) -> str:
    given = name.get("given", "")
    if given.isupper():
        return name_key(given).replace(" ", "")
    return "".join(word[0] for word in name_key(given).split())


def _same_journal(ours: str, theirs: str) -> bool:
    return name_key(ours) == name_key(theirs)


_SAME = {
    "DOI": _same_doi,
    "page": _same_pages,
    "title": _same_words,
    "abstract": _same_abstract,
    "author": _same_authors,
    "container-title": _same_journal,
    "container-title-short": _same_journal,
}
