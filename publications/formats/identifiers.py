"""DOIs, PMIDs and PMCIDs in the ways in which people write them, brought to the bare one.

Sources: the DOI Handbook (doi.org/doi-handbook, chapter 2: a DOI name is a prefix that begins with `10.`, a slash and a
suffix of any printable characters; ASCII letters compare without regard to case; it is shown as `https://doi.org/…`);
the NLM's help of PubMed (a PMID has one to eight digits and no zero before them) and of PubMed Central (a PMCID is
`PMC` and digits).
"""

import re
import string
from urllib.parse import unquote

MAX_DOI_CHARACTERS = 2048  # the longest that Crossref registers; also the bound of all work below

_DOI = re.compile(r"10\.\d{2,9}(?:\.\d{1,9}){0,4}/[^\s\x00-\x1f\x7f]+")
_DOI_ADDRESS = re.compile(
    r"(?:doi\s*[:.=]?\s*)?(?:https?:)?/{0,2}(?:dx\.|www\.)?doi\.org/(?:doi:\s*)?|info:doi/", re.IGNORECASE
)
_DOI_LABEL = re.compile(r"(?:doi|digital object identifier)\s*[:.=]?\s*", re.IGNORECASE)
_PMID = re.compile(r"(?:pubmed\s+)?(?:pmid|pubmed)?\s*[:#=]?\s*([1-9]\d{0,7})", re.IGNORECASE)
_PMID_ADDRESS = re.compile(
    r"(?:https?://)?(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/(?:pubmed|m/pubmed))"
    r"/([1-9]\d{0,7})/?(?:[?#]\S*)?",
    re.IGNORECASE,
)
_PMCID = re.compile(
    r"(?:(?:pubmed\s+central\s+)?pmcid\s*[:#=]?\s*(?:pmc)?|pmc)\s?([1-9]\d{0,8})(?:\.\d{1,2})?", re.IGNORECASE
)
_PMCID_ADDRESS = re.compile(
    r"(?:https?://)?(?:pmc\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pmc|europepmc\.org)"
    r"/articles?/(?:pmc/)?(?:pmc)?([1-9]\d{0,8})(?:\.\d{1,2})?/?(?:[?#]\S*)?",
    re.IGNORECASE,
)
_AFTER = " \t\r\n.,;:"
_BRACKETS = {")": "(", "]": "[", "}": "{", ">": "<"}
_QUOTES = "\"'“”‘’»"
_ASCII_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def bare_doi(text: str) -> str:
    """The DOI that the text consists of, as printed but without `doi:`, address and the marks after it, else nothing.

    `10.5555/Made.Up.`, `doi: 10.5555/Made.Up` and `https://doi.org/10.5555/Made.Up` are all `10.5555/Made.Up`. Signs
    that an address escapes (`%3C`) are brought back. Old DOIs hold brackets, `<`, `>` and `;`, so a closing bracket is
    taken off its end only when nothing opens it.
    """
    text = text.strip().lstrip("<(") if len(text) <= 2 * MAX_DOI_CHARACTERS else ""
    if address := _DOI_ADDRESS.match(text):
        text = unquote(text[address.end() :])
    elif label := _DOI_LABEL.match(text):
        text = text[label.end() :]
        return bare_doi(text) if _DOI_ADDRESS.match(text) else _checked_doi(text)
    return _checked_doi(text)


def _checked_doi(text: str) -> str:
    text = _without_marks(text)
    return text if is_doi(text) else ""


def _without_marks(text: str) -> str:
    """The text without what a sentence puts after a DOI. Each turn takes a character off, so it ends."""
    while text:
        last = text[-1]
        opening = _BRACKETS.get(last)
        is_stray = last in _AFTER or last in _QUOTES or (opening and text.count(last) > text.count(opening))
        if not is_stray:
            break
        text = text[:-1]
    return text


def is_doi(text: str) -> bool:
    """Whether the text is a bare DOI: a prefix such as `10.5555`, a slash and a suffix without blanks."""
    return len(text) <= MAX_DOI_CHARACTERS and bool(_DOI.fullmatch(text)) and text.isprintable()


def doi_key(doi: str) -> str:
    """What two ways of writing one DOI have in common, for comparing only; nothing when it is no DOI.

    Case, prefix (`doi:`, `https://doi.org/`) and trailing dots do not count. Only ASCII letters are brought to lower
    case, as the DOI Handbook says.
    """
    return bare_doi(doi).translate(_ASCII_LOWER)


def bare_pmid(text: str) -> str:
    """The digits of the PMID that the text consists of (`PMID: 99990001`, an address at PubMed), else nothing."""
    return _number(text, _PMID, _PMID_ADDRESS)


def bare_pmcid(text: str) -> str:
    """`PMC` and the digits of the PMCID that the text consists of, however written, else nothing.

    A version behind it (`PMC99990001.2`) is left out: it names a manuscript's state, not the paper.
    """
    digits = _number(text, _PMCID, _PMCID_ADDRESS)
    return f"PMC{digits}" if digits else ""


def _number(text: str, written: re.Pattern, address: re.Pattern) -> str:
    text = text.strip(_AFTER + "<>()[]") if len(text) <= 300 else ""
    if not text.isascii():
        return ""
    found = written.fullmatch(text) or address.fullmatch(text)
    return found[1] if found else ""
