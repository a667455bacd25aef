"""Lines of a paste cut into passages, each one citation as far as its looks tell.

People paste numbered and bulleted lists, one citation a line, and citations whose lines are wrapped, with and without
empty lines between them. No sign is certain, so each line is weighed against the passage before it: its number, what
the passage has reached so far (its authors' end, its date), and whether the line could have been wrapped there.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .citation_dates import YEAR
from .citation_labels import LABELS, begins_tail_item
from .citation_names import begins_with_author
from .citation_source import has_title_and_date
from .pasted_html import Scripts, paragraphs
from .records import MAX_RECORD_CHARACTERS

_NUMBER = re.compile(r"\s{0,20}(?:\[(\d{1,6})\]\s*|\((\d{1,6})\)\s*|(\d{1,6})(?:[.)](?:\s+|$|(?=[^\W\d_]))|:\s+|\t+))")
_BULLET = re.compile(r"\s{0,20}([-*+•‣◦⁃∙●○▪■·►➢–—])(?:\s+|$)")
_CERTAIN_BULLETS = "•‣◦⁃∙●○▪■·►➢"
# Marks of a mail that is answered, and a quotation mark before the whole citation.
_QUOTING = re.compile(
    r"^(?:\s{0,9}>){1,9}\s?|^\s{0,20}[\"“](?=[^\W\d_][^\s,]{1,40} [^\W\d_]{1,4}[,.] )"
)  # in a letter, or whole
_RULE = re.compile(r"\s*(?:[-=_*~]\s?){3,}\s*$")
_FOREIGN = [
    ("PubMed XML", re.compile(r"\s*<(?:\?xml|!DOCTYPE\s+Pubmed|Pubmed|MedlineCitation)", re.IGNORECASE)),
    ("RIS", re.compile(r"(?:TY|T1|AU|A1|ER) {1,2}- ?")),
    ("NBIB", re.compile(r"(?:PMID|OWN |STAT|DCOM|FAU )- ")),
    ("BibTeX", re.compile(r"\s*@[A-Za-z]{3,20}\s?[{(]")),
    ("CSL-JSON", re.compile(r"\s*(?:\[\s*)?\{\s*(?:\"|$)|\s*\[\s*$")),
]
# What shows that a passage has come to its end, if only the next line begins like a citation.
_REACHED_END = re.compile(
    rf"(?:^|[\s.;]){LABELS}|ahead of print|(?<![\w/–-]){YEAR}[^.;:]{{0,25}}(?:;\s?\S|:\S{{1,80}}\d)"
)
_PAST_AUTHORS = re.compile(r"[^\W\d_]\.(?:\s|$)|\b(?:Jr|Sr|al)\.\s|;[^;.]{3,200}\.\s")
_TAIL_LINE = re.compile(
    r"\s*(?:doi\s?:|https?://(?:dx\.)?doi\.org|(?:PubMed )?PMID\b|PMCID\b|PMC\d|Epub\b|Online ahead|Published online|"
    r"Available (?:from|at)|Erratum in:|eCollection)",
    re.IGNORECASE,
)
_ENDS_IN_PMID = re.compile(r"(?:PMID:?\s?\d{1,8}|PMC\d{1,9})\.?$")  # the last that PubMed prints
_HEADING = re.compile(
    rf"(?:references|bibliography|literature|(?:selected|recent|our|my|key)?\s?(?:recent\s)?publications?|papers|"
    rf"citations?|works cited|in press|peer[- ]reviewed (?:articles|publications)|journal articles|{YEAR}|"
    r"\[?(?:pubmed|cross\s?ref|google scholar|pmc free article|free pmc article|free article|full text|"
    r"similar articles|cite|share|save|abstract|view|email|send to)\]?)\s?[:.]?|\d{1,4}|\d{1,6} results?",
    re.IGNORECASE,
)


@dataclass
class Passage:
    """What seems to be one citation: its first line's number, its lines, and what is wrong with them."""

    line: int
    lines: list[str] = field(default_factory=list)
    foreign: str = ""
    is_marked: bool = False
    length: int = 0
    widest: int = 0
    has_nul: bool = False
    is_past_authors: bool = False
    has_reached_end: bool = False

    def add(self, line: str) -> None:
        """One more line; beyond what a record may hold only its length is counted."""
        if self.length <= MAX_RECORD_CHARACTERS:
            self.lines.append(line.replace("\0", ""))
        self.length += len(line) + 1
        self.has_nul |= "\0" in line
        self.widest = max(self.widest, len(line))
        self.has_reached_end |= bool(_REACHED_END.search(line))
        self.is_past_authors |= bool(_PAST_AUTHORS.search(line)) or (
            len(self.lines) == 1 and not begins_with_author(line)
        )

    @property
    def is_too_long(self) -> bool:
        return self.length > MAX_RECORD_CHARACTERS

    @property
    def is_heading(self) -> bool:
        """Whether it is nothing but such a line."""
        return len(self.lines) == 1 and is_heading(self.lines[0])

    @property
    def text(self) -> str:
        """Its lines as one. A word, a range or a DOI that was broken at a hyphen or a slash is whole again."""
        parts: list[str] = []
        for line in self.lines:
            line = line.strip()
            if parts and line and not _is_broken_word(parts[-1][-200:], line):
                parts.append(" ")
            if line:
                parts.append(line)
        return "".join(parts)


def is_heading(line: str) -> bool:
    """Whether a line is only a heading of a list or a button of a web page."""
    return len(line) < 60 and bool(_HEADING.fullmatch(line.strip()))


def passages(numbered_lines: Iterable[tuple[int, str]]) -> Iterator[Passage]:
    """The passages of a paste in their order, headings left out.

    One is kept back until the next begins: identifiers in a paragraph of their own belong to the citation before.
    """
    kept: Passage | None = None
    for passage in _Splitter().passages(numbered_lines):
        if passage.is_heading and not passage.has_nul:
            continue
        if kept and _continues(kept, passage):
            for line in passage.lines:
                kept.add(line)
            continue
        if kept:
            yield kept
        kept = passage
    if kept:
        yield kept


class _Splitter:
    """Decides at each line whether a new passage begins."""

    def __init__(self) -> None:
        self.current: Passage | None = None
        self.style, self.last_number = "", 0
        self.marked_at = 0

    def passages(self, numbered_lines: Iterable[tuple[int, str]]) -> Iterator[Passage]:
        scripts = Scripts()
        for number, raw in numbered_lines:
            is_foreign = bool(foreign_format(raw)) or bool(self.current and self.current.foreign == "PubMed XML")
            pieces = [raw] if is_foreign else paragraphs(scripts.without(raw))
            for piece in pieces:
                yield from self._line(number, piece)
        yield from self._finish()

    def _line(self, number: int, line: str) -> Iterator[Passage]:
        line = _QUOTING.sub("", line.replace("\ufeff", ""))
        if not line.strip() or _RULE.match(line):
            yield from self._finish()
            return
        if foreign := foreign_format(line):
            if not (self.current and self.current.foreign):
                yield from self._finish()
                self.current = Passage(number, foreign=foreign)
            self.current.add(line)
            return
        is_new, words = self._begins(line)
        if is_new:
            yield from self._finish()
        if not words.strip():
            self.marked_at = number
            return
        if not self.current:
            self.current = Passage(self.marked_at or number, is_marked=bool(self.marked_at) or words != line)
            self.marked_at = 0
        self.current.add(words)

    def _finish(self) -> Iterator[Passage]:
        if self.current:
            yield self.current
        self.current = None

    def _begins(self, line: str) -> tuple[bool, str]:
        """Whether the line begins a passage, and the line without its number or bullet if so."""
        if found := _NUMBER.match(line):
            sign = next(place for place, digits in enumerate(found.groups()) if digits)
            if self._is_next_number(f"number {sign}", int(found[sign + 1]), line[found.end() :]):
                return True, line[found.end() :]
        elif (found := _BULLET.match(line)) and self._is_bullet(found[1], line, line[found.end() :]):
            return True, line[found.end() :]
        return self._begins_unmarked(line), line

    def _is_next_number(self, style: str, number: int, words: str) -> bool:
        """A wrapped line may begin with a number, too: `Epub 2025 Apr | 1. PMID: …`."""
        begins = begins_with_author(words) > 0 or has_title_and_date(words)
        current = self.current
        if current is None:
            fits = number < 1000 or begins
        elif begins_tail_item(words):
            fits = False
        elif self.style == style:
            is_possible = current.has_reached_end or current.is_past_authors or bool(current.foreign)
            fits = number == self.last_number + 1 or (begins and is_possible)
        else:
            fits = begins
        if fits:
            self.style, self.last_number = style, number
        return fits

    def _is_bullet(self, bullet: str, line: str, words: str) -> bool:
        """A hyphen at a wrapped line's beginning may be a dash of its sentence."""
        fits = (
            self.current is None
            or bullet in _CERTAIN_BULLETS
            or self.current.has_reached_end
            or begins_with_author(words) > 0
            or (self.style == bullet and self._is_broken_on_purpose(line))
        )
        if fits:
            self.style = bullet
        return fits

    def _begins_unmarked(self, line: str) -> bool:
        current = self.current
        if current is None or not current.lines:
            return current is not None
        if current.foreign:
            return begins_with_author(line) == 2 and has_title_and_date(line)
        before = current.lines[-1].rstrip()
        if before.endswith((",", ";", "-", "‐", "/", "(", "&", " and")):
            return False
        people = begins_with_author(line)
        if people and current.has_reached_end:
            return True
        if people == 2 and current.is_past_authors:
            return True
        if _ENDS_IN_PMID.search(before[-60:]) and not begins_tail_item(line.strip()):
            return True
        if line.lstrip()[:1].isupper() and has_title_and_date(line):
            return current.has_reached_end or (people > 0 and self._is_broken_on_purpose(line))
        return False

    def _is_broken_on_purpose(self, line: str) -> bool:
        """Whether the line's first word would have found room in the line before, so that no wrapping broke it."""
        before = self.current.lines[-1].rstrip() if self.current and self.current.lines else ""
        first = line.split(maxsplit=1)[0] if line.strip() else ""
        return len(before) + 1 + len(first) <= 0.75 * max(len(line.strip()), self.current.widest if self.current else 0)


def without_mark(line: str) -> str:
    """The line without the number or the bullet of its list."""
    found = _NUMBER.match(line) or _BULLET.match(line)
    return line[found.end() :] if found else line


def foreign_format(line: str) -> str:
    """The format of which a line is, when it is no citation as text; nothing else."""
    return next((name for name, rule in _FOREIGN if rule.match(line)), "")


def _continues(kept: Passage, passage: Passage) -> bool:
    """Whether a passage is only the identifiers of the citation before it, which has none of that kind yet."""
    if passage.is_marked or passage.foreign or kept.foreign or len(passage.lines) > 4 or passage.length > 1000:
        return False
    found = _TAIL_LINE.match(passage.lines[0])
    if not found or not all(_TAIL_LINE.match(line) for line in passage.lines):
        return False
    label = found[0].strip(" :").casefold()
    return not any(label in line.casefold() for line in kept.lines)


def _is_broken_word(before: str, after: str) -> bool:
    """Whether a line was broken inside a word: after its hyphen, or inside a DOI or an address."""
    last = before.rsplit(" ", 1)[-1]
    if last[-1:] in "-‐‑" and len(last) > 1 and after[0].isalnum():
        return True
    is_address = ("10." in last and "/" in last) or last.lower().startswith("http") or last.startswith("10.")
    if not is_address:
        return False
    if last[-1:] in "/_(":
        return True
    return last[-1:] == "." and after[0].isdigit() and not _NUMBER.match(after)
