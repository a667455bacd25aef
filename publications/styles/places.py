"""Where in a journal or book something stands: pages, article numbers, volumes and supplements."""

import re
from dataclasses import dataclass

_PAGE = r"(?P<{0}prefix>[A-Za-z]{{0,3}})(?P<{0}number>\d{{1,6}})(?P<{0}suffix>[A-Za-z]?)"
_RANGE = re.compile(_PAGE.format("first_") + r"\s*[-–]\s*" + _PAGE.format("last_"))
_SUPPLEMENT = re.compile(r"(?P<number>.*?)\s*\b(?P<word>suppl(?:ement)?)\b\.?\s*(?P<which>.*)", re.IGNORECASE)
# No journal has so many pages; publishers' article numbers have that many digits.
_ARTICLE_NUMBER_DIGITS = 5


@dataclass(frozen=True)
class Pages:
    """Pages from the first to the last, both written out: `1011` and `1020`; `last` is empty for a single page."""

    first: str
    last: str = ""

    def joined(self, dash: str) -> str:
        """The range in full."""
        return f"{self.first}{dash}{self.last}" if self.last else self.first

    @property
    def abbreviated(self) -> str:
        """The range without the digits that its end shares with its beginning: `1011-20`, `S93-9`.

        Citing Medicine, 2nd edition, chapter 1 (Location/pagination): digits are not repeated, unless a letter follows
        the number (`126A-127A`). A letter in front stands once.
        """
        match = _RANGE.fullmatch(self.joined("-"))
        if match is None or match["first_suffix"] or match["first_prefix"] != match["last_prefix"]:
            return self.joined("-")
        first, last = match["first_number"], match["last_number"]
        if len(first) != len(last) or first == last:
            return self.joined("-")
        shared = next(place for place, (one, other) in enumerate(zip(first, last, strict=True)) if one != other)
        return f"{self.first}-{last[shared:]}"


def pages_of(text: str) -> list[Pages]:
    """The pages that a record gives, however abbreviated; none when it gives an article number or something else."""
    ranges = [_pages(part.strip()) for part in re.split(r"[,;]", text) if part.strip()]
    return [] if any(pages is None for pages in ranges) else [pages for pages in ranges if pages]


def _pages(text: str) -> Pages | None:
    if re.fullmatch(r"[A-Za-z]{0,3}\d{1,6}[A-Za-z]?", text):
        return None if _is_article_number(text) else Pages(text)
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    prefix, first, last = match["first_prefix"], match["first_number"], match["last_number"]
    if match["last_prefix"] not in ("", prefix):
        return None
    last = first[: max(0, len(first) - len(last))] + last
    begin = f"{prefix}{first}{match['first_suffix']}"
    end = f"{prefix}{last}{match['last_suffix']}"
    return Pages(begin) if begin == end else Pages(begin, end)


def _is_article_number(text: str) -> bool:
    return text[0] in "eE" or len(text) >= _ARTICLE_NUMBER_DIGITS


def article_number(text: str) -> str:
    """What a record gives instead of pages, if it does: `e35792`, `100682`, or a publisher's item identifier."""
    text = text.strip()
    return "" if not text or pages_of(text) else text


@dataclass(frozen=True)
class Part:
    """A volume or an issue, taken apart: `12 Suppl 7` is number `12` with supplement `7`."""

    number: str
    has_supplement: bool = False
    supplement: str = ""

    def supplement_as(self, word: str) -> str:
        """The supplement with the style's word for it: `Suppl 7`; nothing when there is none."""
        return " ".join(filter(None, (word, self.supplement))) if self.has_supplement else ""


def part_of(text: str) -> Part:
    """A volume or an issue as a record gives it."""
    match = _SUPPLEMENT.fullmatch(text.strip())
    return Part(match["number"], True, match["which"].strip(" .")) if match else Part(text.strip())
