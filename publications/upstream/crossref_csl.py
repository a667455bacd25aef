"""A work as Crossref describes it, brought to our CSL form.

The fields are those of https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md, with `updated-by`,
`subtype`, `institution` and `article-number`, which came later.
"""

import re

from ..formats import names
from ..formats.identifiers import bare_doi, bare_pmid, doi_key
from ..formats.kinds import kind_from_title
from .jats import plain_line, plain_paragraphs

# https://api.crossref.org/types. What is not named here is a document.
TYPES = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "posted-content": "article",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "book-part": "chapter",
    "reference-entry": "entry-encyclopedia",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "proceedings": "book",
    "report": "report",
    "report-component": "report",
    "dissertation": "thesis",
    "dataset": "dataset",
    "standard": "standard",
    "peer-review": "review",
}
WITH_PUBLISHER = {"chapter", "book", "report", "thesis", "article", "entry-encyclopedia", "standard", "dataset"}

# The types of Crossmark updates, https://www.crossref.org/documentation/crossmark/: what such a notice is about another
# paper, and what it is for the paper. Withdrawal and removal leave a reader with nothing to rely on, as a retraction.
UPDATES = {
    "retraction": ("retraction-of", "retraction"),
    "partial-retraction": ("retraction-of", "retraction"),
    "withdrawal": ("retraction-of", "retraction"),
    "removal": ("retraction-of", "retraction"),
    "expression-of-concern": ("concern-for", "expression-of-concern"),
    "erratum": ("erratum-for", "erratum"),
    "correction": ("erratum-for", "erratum"),
    "corrigendum": ("erratum-for", "erratum"),
    "addendum": ("erratum-for", "update"),
    "clarification": ("erratum-for", "update"),
    "new-version": ("", "update"),
    "new-edition": ("", "update"),
}
RELATIONS = {"is-preprint-of": "preprint-of", "is-comment-on": "comment-on", "is-reply-to": "reply-to"}
# What a record is, when it belongs to another in this way. The first that fits.
KINDS = {
    "retraction-of": "retraction-notice",
    "concern-for": "expression-of-concern",
    "erratum-for": "erratum",
    "reply-to": "reply",
    "comment-on": "comment",
    "preprint-of": "preprint",
}


def csl_from_crossref(work: dict) -> dict:
    """Return the CSL item of a work. Raise AttributeError, TypeError, ValueError, ArithmeticError or LookupError if
    it is not of Crossref's shape."""
    if not (doi := bare_doi(work["DOI"])):
        raise ValueError
    csl_type = TYPES.get(work.get("type", ""), "document")
    item = {
        "type": csl_type,
        "title": _title(work),
        "original-title": plain_line(_first(work, "original-title")),
        "author": _names(work.get("author")),
        "editor": _names(work.get("editor")),
        **_container(work, csl_type),
        "volume": _text(work.get("volume")),
        "issue": _text(work.get("issue")),
        "page": _text(work.get("page")) or _text(work.get("article-number")),
        "publisher": _text(work.get("publisher")) if csl_type in WITH_PUBLISHER else "",
        "publisher-place": _text(work.get("publisher-location")) if csl_type in WITH_PUBLISHER else "",
        "ISSN": _first(work, "ISSN"),
        "ISBN": _first(work, "ISBN").rpartition("/")[2],
        "language": _language(work),
        **_dates(work),
        "DOI": doi,
        "abstract": plain_paragraphs(_text(work.get("abstract"))),
        "custom": _custom(work, doi),
    }
    return {key: value for key, value in item.items() if value}


def _text(value) -> str:
    return "" if value is None else " ".join(str(value).split()) if not isinstance(value, str) else value.strip()


def _first(work: dict, name: str) -> str:
    """Crossref gives most texts as lists, the first in the work's own language."""
    values = work.get(name) or [""]
    return _text(values if isinstance(values, str) else values[0])


def _title(work: dict) -> str:
    title, subtitle = plain_line(_first(work, "title")), plain_line(_first(work, "subtitle"))
    if subtitle and subtitle.lower() not in title.lower():
        title = f"{title} {subtitle}" if title.endswith(("?", "!", ":")) else f"{title.rstrip('.')}: {subtitle}"
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title


def _container(work: dict, csl_type: str) -> dict:
    full, short = plain_line(_first(work, "container-title")), plain_line(_first(work, "short-container-title"))
    if not (full or short) and csl_type == "article":
        # A preprint server has no journal; PubMed prints its name in that place.
        full = plain_line(_text(next((place.get("name") for place in work.get("institution") or []), "")))
    return {"container-title": full or short, "container-title-short": short if full and short != full else ""}


def _language(work: dict) -> str:
    language = _text(work.get("language")).lower()
    return "" if re.fullmatch(r"en|eng|en-\w+", language) else language


def _names(people: list | None) -> list[dict]:
    return [name for person in _in_order(people) if (name := _name(person))]


def _in_order(people: list | None) -> list[dict]:
    """The order of the list is the order of printing; only a single author marked as first is believed over it."""
    people = list(people or [])
    if not all(isinstance(person, dict) for person in people):
        raise TypeError
    first = [person for person in people if person.get("sequence") == "first"]
    if len(first) == 1 and people[0] is not first[0]:
        people.remove(first[0])
        people.insert(0, first[0])
    return people


def _name(person: dict) -> dict:
    family, given = plain_line(_text(person.get("family"))), plain_line(_text(person.get("given")))
    if not family:
        literal = plain_line(_text(person.get("name"))) or given
        return {"literal": literal} if literal else {}
    return names.person(family, given, plain_line(_text(person.get("suffix"))))


def _dates(work: dict) -> dict:
    printed = _date(work, "published-print")
    online = _date(work, "published-online") or _date(work, "posted")
    issued = printed or online or _date(work, "published") or _date(work, "issued")
    ahead = (
        work.get("type") == "journal-article"
        and bool(online)
        and not printed
        # A journal without print has a volume or an article number.
        and not any(work.get(name) for name in ("volume", "issue", "page", "article-number"))
    )
    return {
        "issued": issued,
        "available-date": online if online and (ahead or online != issued) else {},
        "status": "advance online publication" if ahead else "",
    }


def _date(work: dict, name: str) -> dict:
    """A date of one to three numbers; Crossref writes an unknown one as `[[null]]`."""
    parts = ((work.get(name) or {}).get("date-parts") or [[]])[0]
    numbers = [int(part) for part in parts or [] if part]
    return {"date-parts": [numbers[:3]]} if numbers else {}


def _custom(work: dict, doi: str) -> dict:
    belongs, notices = _updates(work, doi)
    belongs += _relations(work)
    kind = next((kind for relation, kind in KINDS.items() if any(row["type"] == relation for row in belongs)), "")
    if work.get("subtype") == "preprint":
        kind = "preprint"
    kind = kind or kind_from_title(_title(work)).replace("article", "")  # which is what a record is without a word
    people = [person for person in _in_order(work.get("author")) if _name(person)]
    orcids = {
        str(place): orcid
        for place, person in enumerate(people, start=1)
        if (orcid := names.bare_orcid(_text(person.get("ORCID"))))
    }
    custom = {
        "kind": kind,
        "author-orcid": orcids,
        "notices": notices,
        "relates-to": belongs,
    }
    return {key: value for key, value in custom.items() if value}


def _updates(work: dict, doi: str) -> tuple[list[dict], list[dict]]:
    """Return what this record is a notice for (`update-to`), and the notices about it (`updated-by`).

    A publisher who retracts in place writes an update of the paper to itself: that is a notice about it. Unknown types
    of notices are kept as updates, so that nothing about a paper goes unseen.
    """
    belongs, notices = [], []
    for source in ("update-to", "updated-by"):
        for update in work.get(source) or []:
            other = bare_doi(_text(update.get("DOI")))
            of_itself = doi_key(other) == doi_key(doi)
            relation, notice = UPDATES.get(_text(update.get("type")).lower().replace("_", "-"), ("", "update"))
            if source == "updated-by" or of_itself:
                if notice != "update" or not of_itself:
                    notices.append({"type": notice} | ({"DOI": other} if other and not of_itself else {}))
            elif relation and other:
                belongs.append({"type": relation, "DOI": other})
    return _once(belongs), _once(notices)


def _relations(work: dict) -> list[dict]:
    rows = []
    for relation, name in RELATIONS.items():
        for target in (work.get("relation") or {}).get(relation) or []:
            kind, value = _text(target.get("id-type")).lower() or "doi", _text(target.get("id"))
            if kind == "doi" and bare_doi(value):
                rows.append({"type": name, "DOI": bare_doi(value)})
            elif kind == "pmid" and bare_pmid(value):
                rows.append({"type": name, "PMID": bare_pmid(value)})
    return _once(rows)


def _once(rows: list[dict]) -> list[dict]:
    """Crossref names a notice twice when both the publisher and Retraction Watch reported it."""
    return [row for place, row in enumerate(rows) if row not in rows[:place]]
