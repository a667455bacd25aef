"""The fields of a CSL-JSON record, checked and brought to our one form."""

import re

from . import names
from .identifiers import bare_doi, bare_pmid
from .kind_words import KIND_WORDS
from .kinds import kind_from_title
from .markup import without_tags
from .notes import read_notes
from .printed_dates import date_from_numbers, date_from_words, in_words, real_parts
from .pubmed_rules import NOTICES, RELATIONS, title_without_stop
from .records import ReadRecord

TYPES = set(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard thesis "
    "treaty webpage".split()
)
# Crossref's own names for them.
CROSSREF_TYPES = {
    "journal-article": "article-journal",
    "posted-content": "article",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "proceedings-article": "paper-conference",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "reference-entry": "entry-encyclopedia",
    "dissertation": "thesis",
}
TEXTS = (
    "title original-title container-title container-title-short volume issue page publisher publisher-place ISSN ISBN "
    "language status DOI PMID PMCID URL abstract"
).split()
IN_TITLES = {"title", "original-title", "container-title", "container-title-short"}
NAME_PARTS = ("family", "given", "suffix", "non-dropping-particle", "dropping-particle", "literal", "name", "ORCID")
DATES = ("issued", "available-date")
NOTICE_TYPES = set(NOTICES.values())
RELATION_TYPES = {*RELATIONS.values(), "preprint-of", "reply-to"}
ENGLISH = {"en", "eng", "en-us", "en-gb", "english"}
POINTER = ("PMID", "DOI", "citation")


def item_of(value: dict, record: ReadRecord) -> dict:
    """The CSL item of a JSON object. Fields of the wrong type are added to the record's problems."""
    item: dict = {"type": _type(value, record)}
    for key in TEXTS:
        text = _text(value.get(key), key, record)
        item[key] = title_without_stop(without_tags(text)) if key in IN_TITLES else text
    if not item["container-title-short"]:
        item["container-title-short"] = _text(value.get("journalAbbreviation"), "journalAbbreviation", record)
    item["abstract"] = _paragraphs(without_tags(item["abstract"]))
    item["language"] = "" if item["language"].casefold() in ENGLISH else item["language"]
    if bare_doi(item["URL"]) and not bare_pmid(item["URL"]):
        item["DOI"], item["URL"] = item["DOI"] or item["URL"], ""
    orcids: dict[str, str] = {}
    item["author"] = _names(value.get("author"), "author", record, orcids)
    item["editor"] = _names(value.get("editor"), "editor", record, {})
    for key in DATES:
        item[key] = _date(value.get(key), key, record)
    told = read_notes(str(value.get("note", "")).split("\n")) if isinstance(value.get("note"), str) else {}
    for key in ("PMID", "PMCID"):
        item[key] = item[key] or told.get(key, "")
    item["custom"] = _custom(value.get("custom"), item["title"], record)
    if orcids and not item["custom"].get("author-orcid"):
        item["custom"]["author-orcid"] = orcids
    return item


def _type(value: dict, record: ReadRecord) -> str:
    found = value.get("type")
    if isinstance(found, str):
        found = CROSSREF_TYPES.get(found, found)
        if found in TYPES:
            return found
        record.warnings.append(f"The type “{found[:40]}” is not known; the record is taken as a document.")
    elif found is not None:
        record.problems.append("“type” is not text.")
    return "document" if found or not value.get("container-title") else "article-journal"


def _text(value, key: str, record: ReadRecord) -> str:
    """Text, or a number as text. Crossref gives a list of titles, of which the first is the title."""
    if isinstance(value, list):
        value = next(iter(value), "")
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        record.problems.append(f"“{key}” is not text.")
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)
    return text if key == "abstract" else names.one_line(text)


def _paragraphs(text: str) -> str:
    return "\n\n".join(names.one_line(part) for part in re.split(r"\n[ \t]*\n", text) if part.strip())


def _names(value, key: str, record: ReadRecord, orcids: dict[str, str]) -> list[dict]:
    if value is None:
        return []
    if not isinstance(value, list):
        record.problems.append(f"“{key}” is not a list of names.")
        return []
    found = []
    for place, entry in enumerate(value, start=1):
        if not isinstance(entry, dict) or any(not isinstance(entry.get(part, ""), str | None) for part in NAME_PARTS):
            record.problems.append(f"{key.capitalize()} {place} is not a name.")
            continue
        if name := name_of(entry):
            found.append(name)
            if orcid := names.bare_orcid(entry.get("ORCID") or ""):
                orcids[str(len(found))] = orcid
        else:
            record.warnings.append(f"{key.capitalize()} {place} has no name and was left out.")
    return found


def name_of(entry: dict) -> dict:
    """A person or a group. Someone with one name only has it as the family name."""
    part = {key: names.one_line(entry.get(key) or "") for key in NAME_PARTS}
    if group := part["literal"] or (part["name"] if not part["family"] else ""):
        return names.group(group)
    family = part["family"] or part["given"]
    given = part["given"] if part["family"] else ""
    if not family:
        return {}
    particle = " ".join(filter(None, (part["dropping-particle"], part["non-dropping-particle"])))
    name = names.person(family, given, part["suffix"])
    if particle:
        name["non-dropping-particle"] = f"{particle} {name.get('non-dropping-particle', '')}".strip()
    return name


def _date(value, key: str, record: ReadRecord) -> dict | None:
    """A date of any form that the schema allows: parts, raw text or words. A range keeps both ends in words."""
    if value in (None, "", {}):
        return None
    if isinstance(value, str | int) and not isinstance(value, bool):
        value = {"raw": str(value)}
    if not isinstance(value, dict):
        record.problems.append(f"“{key}” is not a date.")
        return None
    parts, words = value.get("date-parts"), value.get("literal") or value.get("raw") or ""
    if not isinstance(words, str) or not isinstance(parts, list | None):
        record.problems.append(f"“{key}” is not a date.")
        return None
    ends = [{"date-parts": [real]} for end in (parts or [])[:2] if (real := _real_parts(end))]
    words = names.one_line(words)
    if ends and words and "literal" in value:
        return {**ends[0], "literal": words}
    if len(ends) == 2 and ends[0] != ends[1]:
        return {**ends[0], "literal": f"{in_words(ends[0])}-{in_words(ends[1])}"}
    if date := (ends[0] if ends else date_from_numbers(words) or date_from_words(words)):
        return date
    if words or (any(parts or []) and parts != [[None]]):
        record.warnings.append(f"The date “{(words or str(parts))[:40]}” in “{key}” could not be read.")
    return None


def _real_parts(parts) -> list[int]:
    if not isinstance(parts, list) or len(parts) > 3:
        return []
    digits = [str(part) if isinstance(part, str | int) and not isinstance(part, bool) else "" for part in parts]
    digits = [part if part.isdecimal() and len(part) <= 4 else None for part in digits]
    return real_parts(*digits) if digits and digits[0] else []


def _custom(value, title: str, record: ReadRecord) -> dict:
    """What we keep in `custom`; other programs' entries in it are dropped, and so is what has another type."""
    if not isinstance(value, dict):
        kind = kind_from_title(title)
        return {} if kind == "article" else {"kind": kind}
    kind = value.get("kind")
    is_known = isinstance(kind, str) and kind in KIND_WORDS
    if kind is not None and not is_known:
        record.warnings.append("“custom.kind” is not a kind that we know, so it was left out.")
    orcids = value.get("author-orcid")
    collaborators = value.get("collaborators")
    return {
        "kind": kind if is_known and kind != "article" else "",
        "author-orcid": {
            place: names.bare_orcid(orcid)
            for place, orcid in (orcids if isinstance(orcids, dict) else {}).items()
            if place.isdecimal() and isinstance(orcid, str)
        },
        "collaborators": [
            names.one_line(name)
            for name in (collaborators if isinstance(collaborators, list) else [])
            if isinstance(name, str)
        ],
        "notices": _pointers(value.get("notices"), NOTICE_TYPES),
        "relates-to": _pointers(value.get("relates-to"), RELATION_TYPES),
        "update-of": _pointers(value.get("update-of"), None),
        "authors-incomplete": True if value.get("authors-incomplete") is True else None,
    }


def _pointers(value, types: set[str] | None) -> list[dict]:
    found = []
    for entry in value if isinstance(value, list) else []:
        if isinstance(entry, dict) and (types is None or str(entry.get("type")) in types):
            texts = {key: names.one_line(entry[key]) for key in POINTER if isinstance(entry.get(key), str)}
            for key, cleaned in (("PMID", bare_pmid), ("DOI", bare_doi)):
                if key in texts:
                    texts[key] = cleaned(texts[key])  # A page links to it.
            found.append(({"type": entry["type"]} if types else {}) | texts)
    return found
