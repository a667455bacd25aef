"""How a record is printed: in a reading list, and as a citation in a style of the reader's choice."""

import calendar
from dataclasses import dataclass

from .styles import ama, apa, nlm
from .styles.wording import Citation


@dataclass(frozen=True)
class StyledCitation:
    """One record in one style, under the style's short name and what readers call it."""

    name: str
    label: str
    citation: Citation


STYLES = (
    ("nlm", "NLM", nlm.cite),
    ("ama", "AMA", ama.cite),
    ("apa", "APA", apa.cite),
)


def citations_of(item: dict) -> list[StyledCitation]:
    """A CSL-JSON item in each style."""
    return [StyledCitation(name, label, cite(item)) for name, label, cite in STYLES]


def journal_line(item: dict) -> str:
    """Journal, date, volume, issue and pages of a CSL-JSON item, in the order of a PubMed citation.

    The order is that of the NLM's "Citing Medicine", 2nd edition, chapter 1 (journal articles):
    `Cancer. 2025 Mar 1;131(5):e35792`.
    """
    volume = item.get("volume", "") + (f"({item['issue']})" if item.get("issue") else "")
    journal = item.get("container-title-short") or item.get("container-title", "")
    when = issue_date(item)
    return "".join(
        [
            ". ".join(part for part in (journal, when) if part),
            f";{volume}" if volume else "",
            f":{item['page']}" if item.get("page") else "",
        ]
    )


def issue_date(item: dict) -> str:
    """When it came out, as printed: `2025 Mar 1` or `2025 Mar-Apr`; nothing when nobody knows."""
    issued = item.get("issued", {})
    if issued.get("literal"):
        return issued["literal"]
    return printed_date(issued["date-parts"][0]) if issued.get("date-parts") else ""


def printed_date(parts: list[int]) -> str:
    """A year, a year and month, or a whole date as citations print it: `2025 Mar 1`."""
    words = [str(parts[0])]
    if len(parts) > 1:
        words.append(calendar.month_abbr[parts[1]])
    return " ".join(words + [str(day) for day in parts[2:]])
