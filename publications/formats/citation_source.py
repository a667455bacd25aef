"""The middle of a citation: journal, date, volume, issue and pages, and where the title before them ends.

The forms: PubMed and NLM ("Citing Medicine", 2nd edition, chapter 1) print `Cancer. 2025 Mar 1;131(5):e35792.`; AMA
(Manual of Style, 11th edition, 3.11) prints `Cancer. 2025;131(5):e35792.` and, before a paper has pages,
`Cancer. Published online January 7, 2025.`
"""

import re
from dataclasses import dataclass

from .citation_dates import ANY_DATE, DAY, MONTH, YEAR, YEAR_FIRST
from .citation_labels import LABELS
from .pubmed_rules import title_without_stop

_WORD = r"[^\s.,;:\[\]<>\"“”]{1,120}+(?:\.(?!doi|PMID|PMCID|Epub|https?)[^\s.,;:\[\]<>\"“”]{1,120}+){0,6}"
_NUMBERED = r"(?!PMC\d|10\.\d)(?=[^\s.,;:]{0,60}\d|[ivxlcIVXLC]{1,8}\b)"
_PAGES = (
    rf"{_NUMBERED}{_WORD}(?:\s+[-–]\s?{_WORD}|\s?–\s{_WORD})?"
    rf"(?:[,;]\s?(?:discussion\s|quiz\s|suppl\s|author\sreply\s)?{_NUMBERED}{_WORD}){{0,10}}"
)
_ISSUE = r"\(\s?(?P<issue>[^()]{1,80}(?:\([^()]{0,40}\)[^()]{0,40})?)\)"
_VOLUME = (
    r"(?P<volume>(?=[^():;,\[\]]{0,60}\d|Suppl|[IVXLC]{1,8}\b)(?:[^\s():;.,\[\]]|\s(?!doi|PMID)|(?<=Suppl)\.){1,60})"
)
_SUPPLEMENT = r"(?P<supplement>(?:Suppl|Supplement|Pt|Part)\.?(?:\s[^\s():.;]{1,12})?)"
_DATED = re.compile(
    rf"(?P<date>{YEAR_FIRST})\.?(?:\s?\[(?:cited|updated|accessed)[^\]]{{1,80}}\])?"
    rf"(?P<place>(?:\s?;\s?(?:{_VOLUME})?\s?(?:{_ISSUE})?\s?(?:{_SUPPLEMENT})?)?(?:\s?:\s?(?P<page>{_PAGES})?)?)"
    rf"(?=\s?(?:[.;,\[]|$|{LABELS}))"
)
_AHEAD = re.compile(
    rf"(?P<date>{YEAR_FIRST});\s?(?P<ahead>(?:Publish|Published|Online|Ahead|Advance|In press)[A-Za-z ]{{0,40}})"
    r"(?::\s?10\.\d\S{0,200})?(?=[.;\s]|$)",
    re.IGNORECASE,
)
_ONLINE = re.compile(
    rf"(?P<ahead>(?:First\s)?Published\sonline(?:\sahead\sof\sprint)?|Online\sahead\sof\sprint|Forthcoming|In\spress)"
    rf"[:,.]?\s(?P<date>{ANY_DATE})(?=[.;,\s]|$)",
    re.IGNORECASE,
)
_START = re.compile(
    rf"(?<![\w/–-]){YEAR}|(?:First )?Published online|Online ahead|Forthcoming|In press|[()\[\]]", re.IGNORECASE
)
_MONTH_BEFORE = re.compile(rf"\b(?:{DAY}\s)?{MONTH}(?:\s{DAY})?,?\s$")
_STOP_BEFORE = re.compile(r"[.?!][\"”’'»)\]*_]{0,4}\s*$")
_LABEL_NEXT = re.compile(
    rf"[.;,\s]{{0,5}}(?:{LABELS}|\[PubMed|\[PMC|\[Epub|[A-Z][a-z]{{2,12}}\.\s?(?:doi|PMID)|eCollection)"
)
_SENTENCE_END = re.compile(r"[.?!][\"”’'»)\]]{0,4}\s+")
_MEDIUM = re.compile(r"\s?\[(?:Internet|serial online|serial on the Internet|online|electronic)\]\.?$", re.IGNORECASE)
_LANGUAGE_NOTE = re.compile(
    r"\s?[\[(]?(?:Article|Review|Editorial|Letter) in (?P<language>[A-Z][a-z]{3,14})"
    r"(?:,? (?:and )?[A-Z][a-z]{3,14})?[\])]?\.?$"
)
# Words of abbreviated journals whose abbreviations some styles end with full stops: `J. Orthop. Res.`
_ABBREVIATIONS = set(
    "J Am Eur Br Int Ann Arch Clin Surg Orthop Orthopaed Oncol Res Med Sci Rep Rev Bone Joint Relat Acta Proc Natl "
    "Lett Acad Biol Chem Pathol Radiol Radiat Pediatr Cell Mol N Engl Scand Can Aust Jpn Chin Cancer Dis Nat Exp Ther "
    "Phys Assoc Soc Coll Pharmacol Immunol Hum Trauma Arthroplasty Sarcoma World Curr Opin Klin Chir Z Bull Phila U S "
    "A Musculoskelet Disord Spine Skeletal Semin Top Tech Health Public Gen Intern".split()
)
# Journals whose own names hold a full stop, as PubMed's full titles do: the part before it.
_SERIES = {
    "the lancet", "lancet", "cell reports", "jama", "bmj", "nature reviews", "journal of bone and joint surgery",
    "the journal of bone and joint surgery", "journal of the american academy of orthopaedic surgeons",
    "acta crystallographica", "the journals of gerontology", "american journal of physiology", "journal of physics",
}  # fmt: skip
_LONGEST_JOURNAL = 250
_MOST_STOPS_IN_JOURNAL = 8


@dataclass
class Source:
    """Where a citation's date stands in its text, and what is printed with it."""

    start: int
    end: int
    date: str
    volume: str = ""
    issue: str = ""
    page: str = ""
    is_ahead: bool = False
    is_place_known: bool = False


def find_source(text: str) -> Source | None:
    """The date with its volume and pages, when the text has one where a citation has it.

    Titles hold years too. So the first that follows a full stop and has a volume, pages or a DOI behind it counts;
    else the last that follows a full stop and ends the text; else the first with a volume, after a journal without a
    full stop. What stands in brackets is a journal's name or a title's remark.
    """
    depth, alone, unstopped = 0, None, None
    for found in _START.finditer(text):
        sign = found[0]
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth = max(0, depth - 1)
        elif depth == 0 and (source := _source_at(text, found.start())):
            is_after_stop = bool(_STOP_BEFORE.search(text, max(0, source.start - 12), source.start))
            if is_after_stop and (source.is_place_known or _LABEL_NEXT.match(text, source.end)):
                return source
            if is_after_stop and not text[source.end : source.end + 200].strip(" .;"):
                alone = source
            if source.is_place_known and not source.is_ahead:
                unstopped = unstopped or source
    return alone or unstopped


def _source_at(text: str, start: int) -> Source | None:
    found = _AHEAD.match(text, start) or _DATED.match(text, start) or _ONLINE.match(text, start)
    if not found:
        return None
    parts = {key: (value or "").strip() for key, value in found.groupdict().items()}
    before = _MONTH_BEFORE.search(text, max(0, start - 20), start)
    if before and parts["date"].isdecimal():
        parts["date"] = before[0] + parts["date"]
        start = before.start()
    issue = " ".join(part for part in (parts.get("issue", ""), parts.get("supplement", "")) if part)
    volume, page = parts.get("volume", ""), parts.get("page", "")
    return Source(
        start=start,
        end=found.end(),
        date=parts["date"].rstrip("."),
        volume=volume,
        issue=issue,
        page=page.replace("‐", "-").replace("‑", "-"),
        is_ahead=bool(parts.get("ahead")),
        is_place_known=bool(volume or issue or page or parts.get("ahead")),
    )


@dataclass
class Titles:
    """The title of a paper and of its journal, and what is printed between them."""

    title: str = ""
    journal: str = ""
    language: str = ""


def has_title_and_date(line: str) -> bool:
    """Whether a line seems to be a citation by itself, with authors or without: two sentences, then a date."""
    source = find_source(line[:5000])
    return source is not None and len(_SENTENCE_END.findall(line, 0, source.start)) >= 2


def split_title(text: str) -> Titles:
    """What stands between the authors and the date: the last sentence is the journal, all before it the title.

    A title may hold full stops and end in a question mark; a journal's name rarely holds one, and where it does it is
    one of `_SERIES` or an abbreviation.
    """
    text = text.strip().rstrip(".,; ")
    text = _MEDIUM.sub("", text).rstrip(". ")
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    for _ in range(_MOST_STOPS_IN_JOURNAL):
        before = text[ends[-2] if len(ends) > 1 else 0 : ends[-1]] if ends else ""
        if not _belongs_to_journal(before, text[ends[-1] :] if ends else ""):
            break
        ends.pop()
    if not ends:
        return Titles()
    titles = Titles(title=text[: ends[-1]].strip(), journal=text[ends[-1] :].strip("*_ "))
    for note in (_LANGUAGE_NOTE.search(titles.title[-80:]), _leading_note(titles.journal)):
        titles.language = titles.language or (note["language"] if note else "")
    titles.title = _without_language_note(titles.title)
    titles.journal = re.sub(r"^[\[(](?:Article|Review) in [^\])]{3,60}[\])]\.?\s?", "", titles.journal)
    titles.title = title_without_stop(titles.title)
    return titles


def _leading_note(journal: str) -> re.Match | None:
    return re.match(r"[\[(](?:Article|Review) in (?P<language>[A-Z][a-z]{3,14})", journal)


def _without_language_note(title: str) -> str:
    start = max(0, len(title) - 80)
    return title[:start] + _LANGUAGE_NOTE.sub("", title[start:])


def _belongs_to_journal(sentence: str, journal: str) -> bool:
    sentence = sentence.strip()
    if sentence.casefold().rstrip(".") in _SERIES:
        return True
    word = sentence.rstrip(".")
    last = journal.split()[-1].rstrip(".") if journal.split() else ""
    return sentence.endswith(".") and word in _ABBREVIATIONS and (last in _ABBREVIATIONS or len(last) <= 6)


def is_journal(name: str) -> bool:
    """Whether the words can be a journal's name: they begin with a letter or a digit, and are not a paragraph."""
    return 1 <= len(name) <= _LONGEST_JOURNAL and name[0].isalnum() and len(name.split()) <= 30
