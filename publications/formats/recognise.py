"""Which format a file or a paste is in, told by its beginning."""

import re

from .decoding import encoding_of
from .identifiers import bare_doi, bare_pmcid, bare_pmid
from .records import UnreadableFile

HEAD_BYTES = 64 * 1024
# In the order in which a person is asked: the name on the command line, and the words in the admin.
FORMATS = (
    ("text", "Citations as text (PubMed, NLM or AMA)"),
    ("pubmed-xml", "PubMed XML"),
    ("nbib", "PubMed or MEDLINE (.nbib)"),
    ("ris", "RIS (EndNote, Zotero, Mendeley)"),
    ("bibtex", "BibTeX"),
    ("csl-json", "CSL-JSON"),
    ("ids", "List of PMIDs, DOIs or PMCIDs"),
)

_PUBMED_ROOT = re.compile(
    r"<(?:!DOCTYPE\s+)?(?:Pubmed(?:Book)?Article(?:Set)?|MedlineCitation(?:Set)?|PubmedBookArticleSet)\b", re.IGNORECASE
)
_HTML = re.compile(r"<(?:!DOCTYPE\s+)?(?:html|head|body|div|p|span|ul|ol|li|table|br|a|h[1-6])\b", re.IGNORECASE)
_JSON = re.compile(r"\{\s*(?:[\"'}]|$)|\[\s*(?:[{\]]|$)")
_NBIB_FIELD = re.compile(r"^(?:PMID|OWN |STAT|NBK )- ?", re.MULTILINE)
_RIS_FIELD = re.compile(r"^TY {1,2}- ?", re.MULTILINE)
_TAGGED_LINE = re.compile(r"[A-Z][A-Z0-9]  ?- ")
_BIBTEX_ENTRY = re.compile(r"^\s{0,20}@\s{0,5}[A-Za-z]{3,20}\s{0,5}[{(]", re.MULTILINE)
_LABEL_ALONE = re.compile(r"(?:doi|pmid|pmcid)\s*[:=]?", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;|]+")


def recognise(head: bytes) -> str:
    """The name in `FORMATS` of what the first bytes (64 KB are looked at) begin; `text` when nothing else fits.

    It never raises: what no reader can make sense of is plain text, and that reader says what is wrong with it.
    """
    is_whole = len(head) < HEAD_BYTES
    text = _text(head[:HEAD_BYTES]).lstrip()
    if text.startswith("<"):
        return "pubmed-xml" if _is_xml(text) else "text"
    if _JSON.match(text):
        return "csl-json"
    first = [(found.start(), name) for name, found in _markers(text) if found]
    if first:
        return min(first)[1]
    if _TAGGED_LINE.match(text):
        return "ris"
    return "ids" if _is_identifiers(text, is_whole) else "text"


def _text(head: bytes) -> str:
    try:
        encoding, mark = encoding_of(head)
    except UnreadableFile:
        return ""
    return head[mark:].decode(encoding, errors="replace")


def _is_xml(text: str) -> bool:
    """Whether it is PubMed's XML, or XML of which its reader should say that it is not; HTML is read as text."""
    if _PUBMED_ROOT.search(text):
        return True
    return text.startswith(("<?xml", "<!DOCTYPE", "<!--")) and not _HTML.search(text)


def _markers(text: str) -> list[tuple[str, re.Match | None]]:
    return [
        ("nbib", _NBIB_FIELD.search(text)),
        ("ris", _RIS_FIELD.search(text)),
        ("bibtex", _BIBTEX_ENTRY.search(text)),
    ]


def _is_identifiers(text: str, is_whole: bool) -> bool:
    """Whether most lines hold nothing but identifiers; the last line of a cut text may be half a one."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not is_whole and len(lines) > 1:
        lines.pop()
    return 2 * sum(_is_identifier_line(line) for line in lines) > len(lines)


def _is_identifier_line(line: str) -> bool:
    words = [word for word in _BETWEEN.split(line.strip()) if word]
    if not words or _LABEL_ALONE.fullmatch(words[-1]):
        return False
    return all(_LABEL_ALONE.fullmatch(word) or bare_pmid(word) or bare_doi(word) or bare_pmcid(word) for word in words)
