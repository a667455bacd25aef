"""What may stand behind a citation's pages, as tables: identifiers, online dates, languages, notices, web pages' words.

The labels are those of PubMed's citations and pages, of the NLM's "Citing Medicine", 2nd edition, chapter 1, and of the
AMA Manual of Style, 11th edition, 3.11.
"""

import re

from .citation_dates import ANY_DATE

# MARC codes, as PubMed keeps them: loc.gov/marc/languages.
LANGUAGES = {
    "Afrikaans": "afr", "Arabic": "ara", "Bulgarian": "bul", "Catalan": "cat", "Chinese": "chi", "Croatian": "hrv",
    "Czech": "cze", "Danish": "dan", "Dutch": "dut", "English": "eng", "Estonian": "est", "Finnish": "fin",
    "French": "fre", "Georgian": "geo", "German": "ger", "Greek": "gre", "Hebrew": "heb", "Hungarian": "hun",
    "Icelandic": "ice", "Italian": "ita", "Japanese": "jpn", "Korean": "kor", "Latvian": "lav", "Lithuanian": "lit",
    "Macedonian": "mac", "Norwegian": "nor", "Persian": "per", "Polish": "pol", "Portuguese": "por", "Romanian": "rum",
    "Russian": "rus", "Serbian": "srp", "Slovak": "slo", "Slovenian": "slv", "Spanish": "spa", "Swedish": "swe",
    "Thai": "tha", "Turkish": "tur", "Ukrainian": "ukr", "Vietnamese": "vie",
}  # fmt: skip
# PubMed's publication types, as its pages print them behind a citation, and the kinds that they make of a paper.
TYPES = {
    "review": "review", "systematic review": "review", "editorial": "editorial", "comment": "comment",
    "preprint": "preprint", "published erratum": "erratum", "retraction of publication": "retraction-notice",
    "expression of concern": "expression-of-concern",
}  # fmt: skip
# Other records, as PubMed points to them, under their names in its XML; a comment about a paper is no notice.
POINTERS = {
    "erratum in": "ErratumIn", "retraction in": "RetractionIn", "partial retraction in": "PartialRetractionIn",
    "expression of concern in": "ExpressionOfConcernIn", "update in": "UpdateIn", "republished in": "RepublishedIn",
    "corrected and republished in": "CorrectedandRepublishedIn", "comment in": "", "comment on": "CommentOn",
    "erratum for": "ErratumFor", "retraction of": "RetractionOf", "update of": "",
    "expression of concern for": "ExpressionOfConcernFor", "republished from": "RepublishedFrom",
    "corrected and republished from": "CorrectedandRepublishedFrom",
}  # fmt: skip
POINTER_START = rf"(?:{'|'.join(sorted(POINTERS, key=len, reverse=True))}):\s?"
# Where a citation's own part may end without a full stop.
LABELS = (
    r"(?:doi\b|DOI\b|https?:|PMID\b|PMCID\b|PMC\d|[Ee]-?pub\b|Published\b|Available\b|Accessed\b|Online\b|In press\b)"
)
# Words and buttons of web pages, which say nothing about the paper.
_BUTTONS = [
    "No abstract available", "PMC free article", "Free PMC article", "PMC article", "Free full text", "Free article",
    "Full text", "Similar articles", "Google Scholar", "Cross ?Ref", "PubMed Central", "PubMed", "Abstract", "View",
    "Cite", "Share", "Save", "Retracted Article", "Clinical Trial", "Case Reports?", "Meta-Analysis", "Letter",
    "Web of Science", "Scopus", "Medline", "Article", "ISI", "PMC", "DOI",
]  # fmt: skip
_ANY_BUTTON = "|".join(_BUTTONS).replace(" ", r"\s")
_NAMES = "|".join(LANGUAGES)
_DOI_HOST = r"(?:dx\.|www\.)?doi\.org/"
_DOI_LABEL = r"(?:doi|digital\sobject\sidentifier)"
_ONLINE = r"(?:first\s)?(?:published\s)?online(?:\sfirst|\sahead\sof\sprint)?"
_PUBMED_HOST = r"(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed)"

# In this order each is tried where the text stands. The name says what it is; its first group is the value.
_RULES = [
    ("doi", rf"{_DOI_LABEL}\s?[:.=]?\s?(?:doi:\s?)?(?:https?://{_DOI_HOST})?(?=10\.\d)(\S{{1,2100}})"),
    ("doi", rf"(?:https?://)?{_DOI_HOST}(\S{{1,2100}})"),
    ("pmid", r"(?:PubMed\s)?PMID\s?[:#=]?\s?(\d{1,8})(?!\d)"),
    ("pmid", rf"https?://{_PUBMED_HOST}/(\d{{1,8}})/?"),
    ("pmcid", r"(?:PubMed\sCentral\s)?(?:PMCID\s?[:#=]?\s?)?(PMC\s?\d{1,9})(?:\.\d{1,2})?(?!\d)"),
    ("pmcid", r"https?://\S{0,60}?/(PMC\d{1,9})/?(?:pdf/?)?(?=[\s.;]|$)"),
    ("ahead", rf"\[?(?:e-?pub|online)\sahead\sof\sprint:?\s({ANY_DATE})\]?"),
    ("ahead", r"\[?(?:e-?pub|online|published|advance)\s(?:online\s)?(?:ahead\sof\sprint|publication)()\]?"),
    ("ahead", r"\[?In\spress()\]?"),
    ("online", rf"\[?(?:e-?pub|{_ONLINE}):?\s({ANY_DATE})\]?"),
    ("published", rf"Published:?\s({ANY_DATE})"),
    ("nothing", rf"(?:e-?Collection|Print|Collection|Accessed|Updated):?\s(?:{ANY_DATE})"),
    ("nothing", r"\[(?:cited|accessed|updated)[^\]]{1,80}\]"),
    ("url", r"(?:Available\s(?:from|at):?\s?|URL:\s?)?(https?://[^\s<>\"]{1,1000})"),
    ("pointer", rf"({POINTER_START})"),
    ("language", rf"((?:{_NAMES})(?:,\s?(?:{_NAMES})){{0,4}})(?=[.;]|$)"),
    ("type", rf"({'|'.join(sorted(TYPES, key=len, reverse=True))})(?=[.;]|$)"),
    ("nothing", rf"\[(?:{_ANY_BUTTON})\]"),
    ("nothing", rf"(?:{_ANY_BUTTON})(?=[\s.;\[|]|$)"),
    ("nothing", r"pii:?\s?\S{1,60}|(?:Article|Art)\.?\s(?:no\.?|number):?\s\S{1,40}"),
]  # fmt: skip
ITEMS = [(name, re.compile(rule, re.IGNORECASE)) for name, rule in _RULES]


def begins_tail_item(text: str) -> bool:
    """Whether the text begins with something that stands behind a citation's pages."""
    return any(rule.match(text) for _, rule in ITEMS)
