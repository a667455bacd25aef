"""A record and its fields in an editor's words."""

from dataclasses import dataclass

from ..citations import issue_date, journal_line, printed_date
from ..csl import printed_name
from ..importing.checking import label_of
from ..models import PublicationNotice, PublicationPage

NAMES_SHOWN = 6
LONG = 240

_RELATIONS = {
    "erratum-for": "Erratum for",
    "comment-on": "Comment on",
    "retraction-of": "Retraction of",
    "concern-for": "Expression of concern about",
    "preprint-of": "Preprint of",
    "reply-to": "Reply to",
    "republished-from": "Republished from",
}
_WORDS = {"advance online publication": "ahead of print"}


@dataclass(frozen=True)
class Values:
    """One field with both its values in words. An empty value is an empty text."""

    label: str
    ours: str
    theirs: str

    @property
    def is_long(self) -> bool:
        """Whether the values need the whole width, and a fold."""
        return max(len(self.ours), len(self.theirs)) > LONG


def both_values(field: str, ours, theirs) -> Values:
    """A field's two values, as a person reads them."""
    label = label_of(field)
    return Values(label[:1].upper() + label[1:], in_words(field, ours), in_words(field, theirs))


def in_words(field: str, value) -> str:
    """A CSL-JSON value as a person reads it: `2025 Mar 9`, `Muster B, Example A`, `Retracted (PMID 99990001)`."""
    if value in (None, "", [], {}):
        return ""
    if field in ("issued", "available-date") and isinstance(value, dict):
        return _date(value)
    if field in ("author", "editor") and isinstance(value, list):
        return ", ".join(printed_name(name) for name in value)
    if field == "author-orcid" and isinstance(value, dict):
        return ", ".join(f"author {place}: {orcid}" for place, orcid in value.items())
    if field in ("notices", "relates-to") and isinstance(value, list):
        return "; ".join(_pointer(entry) for entry in value)
    if field == "kind":
        return dict(PublicationPage.Kind.choices).get(value, str(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return _WORDS.get(value, str(value)) if isinstance(value, str) else str(value)


def _date(value: dict) -> str:
    if value.get("literal"):
        return value["literal"]
    parts = value.get("date-parts") or [[]]
    return printed_date(parts[0]) if parts[0] else ""


def _pointer(entry: dict) -> str:
    kinds = dict(PublicationNotice.Kind.choices) | _RELATIONS
    words = kinds.get(entry.get("type", ""), entry.get("type", ""))
    where = [entry.get("citation", "")]
    where += [f"{name} {entry[name]}" for name in ("PMID", "DOI") if entry.get(name)]
    where = [part for part in where if part]
    return f"{words} ({', '.join(where)})" if where else words


@dataclass(frozen=True)
class Citation:
    """What tells a record from others: title, authors, where and when, identifiers."""

    title: str
    authors: str
    place: str
    identifiers: tuple[tuple[str, str], ...]


def citation_of(item: dict) -> Citation:
    """A CSL-JSON item, which may be half a one."""
    names = [printed_name(name) for name in item.get("author", [])]
    shown = ", ".join(names[:NAMES_SHOWN])
    if len(names) > NAMES_SHOWN:
        shown += f", and {len(names) - NAMES_SHOWN} more"
    found = tuple((label, item[label]) for label in ("PMID", "DOI", "PMCID") if item.get(label))
    return Citation(item.get("title", "") or "(no title)", shown, journal_line(item) or issue_date(item), found)
