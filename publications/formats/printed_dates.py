"""Dates as records print them, as CSL dates."""

import datetime
import re

MONTHS = "january february march april may june july august september october november december".split()
MONTH_NAMES = [name[:3].capitalize() for name in MONTHS]
YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
# 2025, 2025 Mar, 2025 Mar 19: what a CSL date holds whole.
WHOLE = re.compile(r"(\d{4})(?: ([A-Za-z]{3,9})\.?(?: (\d{1,2}))?)?")
# The start of what one date cannot hold: 2025 Mar-Apr, 2025 Mar 1-15, 1998 Dec-1999 Jan.
START = re.compile(r"(\d{4})(?:[ -]+([A-Za-z]{3,9})\b\.?(?: (\d{1,2})\b)?)?")
NUMBERS = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:T.*| \d\d:.*)?")


def date_from_words(text: str) -> dict | None:
    """`2025 Mar 19` and its like. What one date cannot hold keeps its words: `2025 Mar-Apr`, `2025 Spring`.

    None without a year.
    """
    text = " ".join(text.split())
    if whole := WHOLE.fullmatch(text):
        year, month, day = whole.groups()
        parts = real_parts(year, month_number(month), day)
        if len(parts) == sum(part is not None for part in (year, month, day)):
            return {"date-parts": [parts]}
    if not (year := YEAR.search(text)):
        return None
    start = START.match(text)
    parts = real_parts(start[1], month_number(start[2]), start[3]) if start else []
    return {"date-parts": [parts or [int(year[1])]], "literal": text}


def date_from_numbers(text: str) -> dict | None:
    """`2025-03-19`, `2025/3`, `20250319`; None when it is none of these."""
    text = text.strip().strip("/")
    if re.fullmatch(r"\d{8}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    found = NUMBERS.fullmatch(text)
    parts = real_parts(*found.groups()) if found else []
    return {"date-parts": [parts]} if parts else None


def real_parts(year, month=None, day=None) -> list[int]:
    """Year, month and day as far as they make a real date: of 31 February the month is kept."""
    parts: list[int] = []
    for part in (year, month, day):
        if not part:
            break
        parts.append(int(part))
        try:
            datetime.date(*[*parts, 1, 1][:3])
        except (ValueError, OverflowError):
            return parts[:-1]
    return parts


def month_number(word: str | None) -> int | None:
    """The month that `Mar`, `March` or `03` names."""
    if not word:
        return None
    word = word.strip(" .").casefold()
    if word.isdecimal():
        return int(word)
    found = (place for place, name in enumerate(MONTHS, start=1) if len(word) >= 3 and name.startswith(word))
    return next(found, None)


def in_words(date: dict) -> str:
    """A CSL date as PubMed prints it: `2025 Mar 19`, or its own words."""
    if date.get("literal"):
        return date["literal"]
    year, *rest = date["date-parts"][0]
    words = [f"{year:04d}", *(MONTH_NAMES[part - 1] if place == 0 else str(part) for place, part in enumerate(rest))]
    return " ".join(words)
