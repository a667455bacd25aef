"""Dates as citations print them, and what is around them, as patterns and CSL dates.

The forms are those of the NLM's "Citing Medicine", 2nd edition, chapter 1 (`2025 Mar 1`, `2025 Mar-Apr`,
`2025 Spring`), and of the AMA Manual of Style, 11th edition, 3.11 (`January 7, 2025`).
"""

import re

from .printed_dates import date_from_words

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?(?![A-Za-z])"
)
SEASON = r"(?:Spring|Summer|Autumn|Fall|Winter|(?:1st|2nd|3rd|4th|First|Second|Third|Fourth) Quarter)(?![A-Za-z])"
YEAR = r"(?:1[89]|20)\d\d(?!\d)"
DAY = r"\d{1,2}(?!\d)"
_PERIOD = rf"(?:{MONTH}|{SEASON})"
_UNTIL = rf"(?:\s?[-–/]\s?(?:(?:{YEAR}\s)?{_PERIOD}(?:\s{DAY})?|{DAY}(?:\s{MONTH})?))"
# Year first, as NLM and PubMed print it.
YEAR_FIRST = rf"{YEAR}(?:,?\s{_PERIOD}(?:\s{DAY})?{_UNTIL}?)?"
# Month or day first, as AMA and others print it.
YEAR_LAST = rf"(?:{DAY}\s)?{MONTH}(?:\s{DAY})?(?:,\s?|\s){YEAR}"
ANY_DATE = rf"(?:{YEAR_LAST}|{YEAR_FIRST})"

_MONTH_DAY_YEAR = re.compile(rf"({MONTH})(?:\s({DAY}))?(?:,\s?|\s)({YEAR})")
_DAY_MONTH_YEAR = re.compile(rf"({DAY})\s({MONTH})(?:,\s?|\s)({YEAR})")


def csl_date(text: str) -> dict:
    """A date that fits one of the patterns as a CSL date. What one date cannot hold keeps its words beside its start.

    >>> csl_date("January 7, 2025")
    {'date-parts': [[2025, 1, 7]]}
    """
    if found := _MONTH_DAY_YEAR.fullmatch(text):
        month, day, year = found.groups()
        text = " ".join(part for part in (year, month, day) if part)
    elif found := _DAY_MONTH_YEAR.fullmatch(text):
        text = f"{found[3]} {found[2]} {found[1]}"
    return date_from_words(text.replace(",", " ")) or {}


def is_no_day(date: dict) -> bool:
    """Whether the words name a day that no calendar has, such as `2025 Feb 31`."""
    day = re.fullmatch(rf"{YEAR}\s{MONTH}\s{DAY}", date.get("literal", ""))
    return bool(day) and len(date["date-parts"][0]) < 3


def is_finer(date: dict, other: dict) -> bool:
    """Whether one date says more of the same year than the other: `2025 Feb 1` than `2025`."""
    parts, others = date["date-parts"][0], other["date-parts"][0]
    return "literal" not in other and len(parts) > len(others) and parts[: len(others)] == others
