"""What RIS and BibTeX have no field for, as sentences in their notes, and read back from them."""

import re

from .printed_dates import date_from_words, in_words
from .pubmed_rules import AHEAD_OF_PRINT, pointer

AHEAD = "Epub ahead of print"
# A notice or a relation as PubMed announces it. Read back by the same words.
LABELS = {
    ("notices", "retraction"): "Retraction in",
    ("notices", "expression-of-concern"): "Expression of concern in",
    ("notices", "erratum"): "Erratum in",
    ("notices", "corrected-republication"): "Corrected and republished in",
    ("notices", "update"): "Update in",
    ("relates-to", "erratum-for"): "Erratum for",
    ("relates-to", "comment-on"): "Comment on",
    ("relates-to", "retraction-of"): "Retraction of",
    ("relates-to", "concern-for"): "Expression of concern for",
    ("relates-to", "preprint-of"): "Preprint of",
    ("relates-to", "reply-to"): "Reply to",
    ("relates-to", "republished-from"): "Republished from",
}
_PLACES = {label.casefold(): place for place, label in LABELS.items()}
_POINTER = re.compile(
    rf"({'|'.join(map(re.escape, LABELS.values()))})(?:: (.*?))??(?: \[PMID: (\d+)\])?(?: \[DOI: ([^\s\]]\S*)\])?",
    re.IGNORECASE | re.DOTALL,
)
_EPUB = re.compile(r"Epub (\d{4}.*)", re.IGNORECASE)
# PubMed's own records copied into a note, by Zotero and others: `PMCID: PMC99990001`.
_IDENTIFIER = re.compile(r"(PMID|PMCID):?\s*((?:PMC)?\d+)", re.IGNORECASE)


def notes_of(item: dict, with_available: bool = True) -> list[str]:
    """The notes that carry an item's status, online date, notices and relations.

    `with_available` is false for a format that has a field for the online date.
    """
    notes = [AHEAD] if item.get("status") == AHEAD_OF_PRINT else []
    if with_available and item.get("available-date"):
        notes.append(f"Epub {in_words(item['available-date'])}")
    custom = item.get("custom", {})
    for (key, kind), label in LABELS.items():
        notes += [_sentence(label, target) for target in custom.get(key, []) if target.get("type") == kind]
    return notes


def _sentence(label: str, target: dict) -> str:
    citation = " ".join(target.get("citation", "").split())
    pmid = f" [PMID: {target['PMID']}]" if target.get("PMID") else ""
    doi = f" [DOI: {target['DOI']}]" if target.get("DOI") else ""
    return f"{label}: {citation}{pmid}{doi}" if citation else f"{label}{pmid}{doi}"


def read_notes(notes: list[str]) -> dict:
    """What notes tell of a record: `status`, `available-date`, `PMID`, `PMCID` and parts of `custom`.

    A note that says none of this is passed over: it is the collector's own.
    """
    told: dict = {}
    custom: dict[str, list] = {}
    for note in (note.strip() for note in notes):
        if found := _EPUB.fullmatch(note):
            if date := date_from_words(found[1]):
                told.setdefault("available-date", date)
        elif AHEAD.casefold() in note.casefold():
            told["status"] = AHEAD_OF_PRINT
        elif found := _POINTER.fullmatch(note):
            label, citation, pmid, doi = found.groups()
            key, kind = _PLACES[label.casefold()]
            custom.setdefault(key, []).append({"type": kind, **pointer(citation or "", pmid or "", doi or "")})
        elif found := _IDENTIFIER.fullmatch(note.rstrip(".")):
            told.setdefault(found[1].upper(), found[2])
    return {**told, **({"custom": custom} if custom else {})}
