"""Why a passage is no citation, in words that follow its quoted beginning."""

import re

from .citation_names import begins_with_author
from .identifiers import bare_doi, bare_pmcid, bare_pmid

FORM = "A citation reads “Authors. Title. Journal. 2025 Mar 1;131(5):1-9.”"
_APA_DATE = re.compile(r"\((?:18|19|20)\d\d[a-z]?(?:, [^()]{1,30})?\)\.")
_BOOK = re.compile(r"\beditors?\.\s|\bIn:\s|\bISBN\b|[A-Z][a-z]+(?: \([A-Z]{2}\))?: [^:;.]{3,60}; (?:19|20)\d\d\b")
_LABEL = re.compile(r"(?:PMID|PMCID|DOI):?", re.IGNORECASE)
_LOOKED_AT = 20_000


def why_no_source(text: str) -> str:
    """What the text seems to be, when it holds no journal with a year."""
    words = text.split(maxsplit=4)
    if (
        len(words) <= 4
        and any(map(_is_identifier, words))
        and all(_is_identifier(word) or _LABEL.fullmatch(word) for word in words)
    ):
        return "is an identifier alone. Import it as a list of PMIDs or DOIs."
    if _APA_DATE.search(text[:_LOOKED_AT]):
        return f"has its year in brackets, as APA prints it. Paste PubMed’s, NLM’s or AMA’s form. {FORM}"
    if _BOOK.search(text[:_LOOKED_AT]):
        return "looks like a book or a chapter. Only papers in journals are read from text."
    return f"is no citation: no journal followed by a year was found. {FORM}"


def why_no_title(has_authors: bool) -> str:
    """What is missing before the year."""
    if has_authors:
        return f"has no title or no journal between its authors and its year. {FORM}"
    return (
        "has no title before its journal. PubMed’s abstract format begins so: choose its summary format or “PubMed” "
        f"instead. {FORM}"
    )


def why_no_authors(title: str) -> str:
    """Why what was taken for a title begins with authors that could not be read; nothing when it does not."""
    if begins_with_author(title) == 2:
        return f"begins with authors whose list could not be read to its end. {FORM}"
    names = [name.split() for name in re.split(r"[,;]", title[:_LOOKED_AT].split(". ")[0])]
    are_full = len(names) > 1 and all(
        len(words) in range(2, 5) and all(word[0].isupper() for word in words) for words in names[:2]
    )
    if are_full and ". " in title:
        return f"seems to print its authors’ names in full; they must be family name and initials, “Muster AB”. {FORM}"
    return ""


def _is_identifier(word: str) -> bool:
    return bool(bare_pmid(word) or bare_doi(word) or bare_pmcid(word))
