"""What every style asks of a CSL-JSON item."""

import calendar
from collections.abc import Iterator

# How a record is built up decides how it is cited.
IN_A_BOOK = ("chapter", "paper-conference", "entry-encyclopedia")
A_BOOK = ("book", "report", "thesis")


def custom(item: dict) -> dict:
    """What the item says beyond CSL."""
    return item.get("custom") or {}


def is_preprint(item: dict) -> bool:
    """Whether the record has not been through a journal."""
    return custom(item).get("kind") == "preprint"


def is_ahead_of_print(item: dict) -> bool:
    """Whether the journal has put it online before its issue."""
    return item.get("status") == "advance online publication"


def journal_short(item: dict) -> str:
    """The journal's abbreviation, else its name."""
    return item.get("container-title-short") or item.get("container-title", "")


def date_parts(date: dict | None) -> list[int]:
    """Year, month and day as far as they are known and possible."""
    ranges = (date or {}).get("date-parts") or [[]]
    parts = [int(part) for part in ranges[0] if str(part).isdigit()]
    return parts if len(parts) < 2 or 1 <= parts[1] <= 12 else parts[:1]


def when_online(item: dict) -> list[int]:
    """When a reader could first read it: the online date, else the one of the issue."""
    return date_parts(item.get("available-date")) or date_parts(item.get("issued"))


def in_words(parts: list[int]) -> str:
    """A date in American words: `January 7, 2025`."""
    if len(parts) < 2:
        return "".join(str(part) for part in parts)
    month = calendar.month_name[parts[1]]
    return f"{month} {parts[2]}, {parts[0]}" if len(parts) > 2 else f"{month} {parts[0]}"


def notices(item: dict, *kinds: str) -> Iterator[dict]:
    """The journal's notices about the record of these kinds."""
    return (notice for notice in custom(item).get("notices", []) if notice.get("type") in kinds)


def where_printed(notice: dict) -> str:
    """Where a notice can be found, without a full stop: its citation, else its DOI or PMID; nothing when unknown."""
    if notice.get("citation"):
        return notice["citation"].rstrip(". ")
    if notice.get("DOI"):
        return f"doi:{notice['DOI']}"
    return f"PMID: {notice['PMID']}" if notice.get("PMID") else ""


def family_of(name: dict) -> str:
    """A family name with its particle: `van der Linden`."""
    return " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
