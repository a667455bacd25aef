"""The end of a citation, behind its pages, read item by item: see the tables in `citation_labels`."""

import re
from dataclasses import dataclass, field

from .citation_dates import csl_date
from .citation_labels import ITEMS, LANGUAGES, POINTER_START, POINTERS, TYPES
from .citation_names import begins_with_author
from .citation_source import find_source
from .identifiers import bare_doi, bare_pmcid
from .pubmed_rules import NOTICES, RELATIONS, pointer

LIST_MARK = re.compile(r"(?:\[\d{1,6}\]\s?|\(?\d{1,6}[.):]\s?|[-*•]\s)?")
# How far ahead another citation's date is looked for, and how often in one tail: bounds for hostile text.
_LOOK_AHEAD, _MOST_LOOKS = 10_000, 20
_SPACE = re.compile(r"[\s.;,|·•\"”]+")
_GLUED = re.compile(r"[.;,]{0,2}(?:PMID|PMCID|Epub|\[(?:PubMed|PMC|Cross|Google|DOI|Free))")
_NEXT_POINTER = re.compile(rf"[.;]\s(?:{POINTER_START}|PMID:?\s?\d{{1,8}}[.;]?\s?(?:PMCID|$))", re.IGNORECASE)
_SENTENCE = re.compile(
    r"[.;]\s+|\s(?=(?:doi|DOI)\s?:|https?://|PMID\b|PMCID\b|PMC\d|Epub\b|\[(?:PubMed|PMC|Free|Cross|Google))|$"
)


@dataclass
class Tail:
    """What stands behind a citation's pages, and where in the text it ends."""

    end: int = 0
    values: dict = field(default_factory=dict)
    online: dict = field(default_factory=dict)
    published: dict = field(default_factory=dict)
    is_ahead: bool = False
    language: str = ""
    kind: str = ""
    notices: list[dict] = field(default_factory=list)
    relations: list[dict] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_tail(text: str, position: int) -> Tail:
    """Everything from there to the text's end; what no table names is kept in `unread`.

    It stops where another citation begins, which people paste without a line end between them.
    """
    tail, looks = Tail(), 0
    while True:
        if space := _SPACE.match(text, position):
            position = space.end()
        tail.end = position
        if position >= len(text):
            return tail
        if looks < _MOST_LOOKS and _may_be_citation(text, position):
            looks += 1
            if find_source(text[position : position + _LOOK_AHEAD]):
                return tail
        position = _take(tail, text, position)


def _may_be_citation(text: str, position: int) -> bool:
    start = LIST_MARK.match(text, position).end()
    return begins_with_author(text[start : start + 400]) > 0


def _take(tail: Tail, text: str, position: int) -> int:
    """Read one item and say where it ends."""
    for name, rule in ITEMS:
        if found := rule.match(text, position):
            return _TAKERS[name](tail, found)
    end = _SENTENCE.search(text, position + 1).end()
    if words := text[position:end].strip(" .;"):
        tail.unread.append(words)
    return end


def _keep(tail: Tail, key: str, value: str) -> None:
    kept = tail.values.setdefault(key, value)
    if kept.casefold() != value.casefold():
        tail.warnings.append(f"It gives two {key}s, {kept} and {value}. The first is taken.")


def _doi(tail: Tail, found: re.Match) -> int:
    token = found[1]
    if glued := _GLUED.search(token):
        token = token[: glued.start()]
    if doi := bare_doi("https://doi.org/" + token if "doi.org" in found[0] else token):
        _keep(tail, "DOI", doi.replace("‐", "-").replace("‑", "-"))
    else:
        tail.unread.append(found[0])
    return found.start(1) + max(1, len(token))


def _pmid(tail: Tail, found: re.Match) -> int:
    if pmid := found[1].lstrip("0"):
        _keep(tail, "PMID", pmid)
    return found.end()


def _pmcid(tail: Tail, found: re.Match) -> int:
    if pmcid := bare_pmcid(found[1]):
        _keep(tail, "PMCID", pmcid)
    return found.end()


def _ahead(tail: Tail, found: re.Match) -> int:
    """`Epub ahead of print`, perhaps with its date."""
    tail.is_ahead = True
    return _online(tail, found)


def _online(tail: Tail, found: re.Match) -> int:
    tail.online = tail.online or (csl_date(found[1]) if found[1] else {})
    return found.end()


def _published(tail: Tail, found: re.Match) -> int:
    tail.published = tail.published or csl_date(found[1])
    return found.end()


def _url(tail: Tail, found: re.Match) -> int:
    tail.values.setdefault("URL", found[1].rstrip(".,;)"))
    return found.end()


def _pointer(tail: Tail, found: re.Match) -> int:
    """Another record: its citation runs to the next pointer, to this record's own identifiers, or to the end."""
    text, name = found.string, POINTERS[found[1].strip().rstrip(":").casefold()]
    following = _NEXT_POINTER.search(text, found.end())
    end = following.start() if following else len(text)
    target = pointer(text[found.end() : end].strip(" .;"))
    if name in NOTICES:
        tail.notices.append({"type": NOTICES[name], **target})
    elif name in RELATIONS:
        tail.relations.append({"type": RELATIONS[name], **target})
    return end


def _language(tail: Tail, found: re.Match) -> int:
    names = [name.strip().capitalize() for name in found[1].split(",")]
    if "English" not in names:
        tail.language = tail.language or LANGUAGES[names[0]]
    return found.end()


def _type(tail: Tail, found: re.Match) -> int:
    tail.kind = tail.kind or TYPES[found[1].casefold()]
    return found.end()


def _nothing(tail: Tail, found: re.Match) -> int:
    return found.end()


_TAKERS = {
    "doi": _doi, "pmid": _pmid, "pmcid": _pmcid, "ahead": _ahead, "online": _online, "published": _published,
    "url": _url, "pointer": _pointer, "language": _language, "type": _type, "nothing": _nothing,
}  # fmt: skip
