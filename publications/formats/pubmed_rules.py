"""What PubMed's elements and tags mean for a record, whether they come as XML or as NBIB.

Sources: NLM, "PubMed DTD" (pubmed_250101.dtd, CommentsCorrections, PublicationStatus), "MEDLINE/PubMed data element
descriptions" (the two- to four-letter tags), and "Errata, retractions, and other linked citations in PubMed".
"""

import re

from .identifiers import bare_doi, bare_pmid
from .kinds import kind_from_title

AHEAD_OF_PRINT = "advance online publication"

# What is said ABOUT this paper, by the pointer's name in XML.
NOTICES = {
    "RetractionIn": "retraction",
    "PartialRetractionIn": "retraction",
    "RetractedandRepublishedIn": "retraction",
    "ErratumIn": "erratum",
    "ExpressionOfConcernIn": "expression-of-concern",
    "CorrectedandRepublishedIn": "corrected-republication",
    "RepublishedIn": "corrected-republication",
    "UpdateIn": "update",
}
# The paper that this record belongs to.
RELATIONS = {
    "RetractionOf": "retraction-of",
    "PartialRetractionOf": "retraction-of",
    "ErratumFor": "erratum-for",
    "ExpressionOfConcernFor": "concern-for",
    "CommentOn": "comment-on",
    "RepublishedFrom": "republished-from",
    "CorrectedandRepublishedFrom": "republished-from",
    "RetractedandRepublishedFrom": "republished-from",
    "ReprintOf": "republished-from",
}
# The same pointers in NBIB.
POINTER_TAGS = {
    "RIN": "RetractionIn",
    "ROF": "RetractionOf",
    "PRIN": "PartialRetractionIn",
    "PROF": "PartialRetractionOf",
    "EIN": "ErratumIn",
    "EFR": "ErratumFor",
    "ECI": "ExpressionOfConcernIn",
    "ECF": "ExpressionOfConcernFor",
    "CON": "CommentOn",
    "CRI": "CorrectedandRepublishedIn",
    "CRF": "CorrectedandRepublishedFrom",
    "RPI": "RepublishedIn",
    "RPF": "RepublishedFrom",
    "RRI": "RetractedandRepublishedIn",
    "RRF": "RetractedandRepublishedFrom",
    "UIN": "UpdateIn",
    "UOF": "UpdateOf",
}
# In order: what a record is before all else stands first.
KINDS_OF_NOTICE = {
    "retraction of publication": "retraction-notice",
    "retraction notice": "retraction-notice",
    "expression of concern": "expression-of-concern",
    "published erratum": "erratum",
    "preprint": "preprint",
}
KINDS_OF_PAPER = {
    "comment": "comment",
    "editorial": "editorial",
    "review": "review",
    "systematic review": "review",
    "scoping review": "review",
}
DOI_IN_CITATION = re.compile(r"\bdoi:\s*(10\.\S+)", re.IGNORECASE)
PMID_IN_CITATION = re.compile(r"\s*\bPMID[:-]\s*(\d+)\.?", re.IGNORECASE)


def kind_of(publication_types: list[str], title: str) -> str:
    """What a record is beside a paper, by PubMed's publication types and by its title; nothing for a paper.

    A letter is a paper of its own unless it comments on another: PubMed then calls it a comment too.
    """
    types = {name.casefold() for name in publication_types}
    for name, kind in KINDS_OF_NOTICE.items():
        if name in types:
            return kind
    if (kind := kind_from_title(title)) and kind != "article":
        return kind
    return next((kind for name, kind in KINDS_OF_PAPER.items() if name in types), "")


def pointer(citation: str, pmid: str = "", doi: str = "") -> dict:
    """Another record, as a notice or a comment names it."""
    citation = " ".join(citation.split())
    if not pmid and (found := PMID_IN_CITATION.search(citation)):
        pmid = found[1]
    citation = PMID_IN_CITATION.sub("", citation)
    if not doi and (found := DOI_IN_CITATION.search(citation)):
        doi = found[1]
    parts = {"PMID": bare_pmid(pmid) or "", "DOI": bare_doi(doi) or "", "citation": citation}
    return {key: value for key, value in parts.items() if value}


def linked_records(pointers: list[tuple[str, dict]], kind: str, is_retracted: bool) -> dict:
    """The `custom` lists of a record's pointers, given as pairs of the XML's name and what `pointer` made.

    A preprint's update is the paper that it became; another paper's is a newer edition, which its readers should know
    of. A record that PubMed calls retracted carries that notice even when no pointer says where it was announced.
    """
    notices, relations, earlier = [], [], []
    for name, target in pointers:
        if name == "UpdateIn" and kind == "preprint":
            relations.append({"type": "preprint-of", **target})
        elif name == "UpdateOf":
            earlier.append(target)
        elif name == "CommentOn" and kind == "reply":
            relations.append({"type": "reply-to", **target})
        elif name in NOTICES:
            notices.append({"type": NOTICES[name], **target})
        elif name in RELATIONS:
            relations.append({"type": RELATIONS[name], **target})
    if is_retracted and not any(notice["type"] == "retraction" for notice in notices):
        notices.insert(0, {"type": "retraction"})
    lists = {"notices": notices, "relates-to": relations, "update-of": earlier}
    return {key: value for key, value in lists.items() if value}


def dates(printed: dict | None, online: dict | None, model: str, status: str) -> dict:
    """`issued`, `available-date` and `status`.

    A record without a print edition is dated as PubMed's own citation dates it: by the day it went online, not by the
    year of its collection ("Access Microbiol. 2025 Mar 19;7(3)… eCollection 2025").
    """
    is_ahead = status == "aheadofprint"
    is_online_only = (
        model in ("Electronic", "Electronic-eCollection") if model else status in ("epublish", "ecollection")
    )
    if is_ahead:
        online = online or printed
    issued = (online or printed) if is_ahead or is_online_only else (printed or online)
    found = {
        "issued": issued,
        "available-date": online if is_ahead or (printed and not is_online_only) else None,
        "status": AHEAD_OF_PRINT if is_ahead else "",
    }
    return {key: value for key, value in found.items() if value}


def language(codes: list[str]) -> str:
    """The language of a paper that cannot be read in English, by its MARC code."""
    codes = [code.strip().casefold() for code in codes if code.strip()]
    return "" if not codes or "eng" in codes else codes[0]


def title_without_stop(text: str) -> str:
    """A title without one final full stop; question and exclamation marks stay, and so does an ellipsis."""
    text = " ".join(text.split())
    return text[:-1].rstrip() if text.endswith(".") and not text.endswith("..") else text
