"""What a person should look at in a record before or after it is taken. None of it stands in the way."""

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..csl import printed_name
from ..formats.identifiers import is_doi
from ..keys import name_key

# A line or page number that came along when a title was copied stands where nothing is counted: “Synovial Fluid 62
# Analysis”, but not “of 92 studies”, “Using 978 Institutional Patients”, “stage 2 disease” or “interleukin 6”.
_LONE_NUMBER = re.compile(r"(?P<before>\b[A-Za-z]{4,}) (?P<number>\d{2,4}) (?P<after>[A-Za-z]{3,})")
_BEFORE_A_COUNT = frozenset(
    (
        "using with from among over after before within involving across than type stage grade phase level part volume "
        "version group class number first last week month year chapter factor receptor protein chromosome series "
        "review interleukin covid carbon cobalt iodine about nearly approximately least most only these those between "
        "during until into included including analyzed analysed treated examined reviewed enrolled followed aged their "
        "other additional"
    ).split()
)
_AFTER_A_COUNT = frozenset(
    (
        "consecutive more year month week day hour minute patient case people women men children adult center centre "
        "hospital institutional and percent million thousand hundred"
    ).split()
)
DAYS_AHEAD = 183


@dataclass(frozen=True)
class Question:
    """One thing to look at: a short key, so that it is asked once, and a sentence."""

    key: str
    text: str


def questions_about(item: dict, today: datetime.date) -> Iterator[Question]:
    """Everything that looks wrong in an item, for a person who can correct it."""
    yield from _about_title(item.get("title", ""))
    yield from _about_authors(item.get("author", []))
    yield from _about_doi(item.get("DOI", ""), item)
    yield from _about_dates(item, today)


def _about_title(title: str) -> Iterator[Question]:
    for match in _LONE_NUMBER.finditer(title):
        before, after = match["before"].casefold(), match["after"].casefold()
        if before in _BEFORE_A_COUNT or after in _AFTER_A_COUNT or _is_plural(after):
            continue
        around = title[max(0, match.start() - 15) : match.end() + 15].strip()
        yield Question(
            f"stray-number-{match['number']}",
            f"There is a lone number in the title: “… {around} …”. Perhaps it is a page number that was copied along.",
        )


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("sis", "ss", "us"))


def _about_authors(authors: list[dict]) -> Iterator[Question]:
    counted = Counter(name_key(printed_name(name)) for name in authors)
    printed = {name_key(printed_name(name)): printed_name(name) for name in reversed(authors)}
    for key, number in counted.items():
        if number > 1:
            yield Question(
                f"repeated-author-{key}",
                f"{printed[key]} is listed {number} times among the authors. That can be two people of one name.",
            )


def _about_doi(doi: str, item: dict) -> Iterator[Question]:
    if doi and not is_doi(doi):
        yield Question("doi", f"“{doi}” is not a DOI: one begins with “10.”, some digits and a slash.")
    year = re.search(r"[./-](19[5-9]\d|20\d\d)[./-]", doi)
    parts = (item.get("issued") or {}).get("date-parts")
    if year and parts and abs(int(year[1]) - parts[0][0]) > 2:
        yield Question(
            "doi-year",
            f"The DOI {doi} speaks of {year[1]}, but the paper is of {parts[0][0]}. Perhaps it is another’s.",
        )


def _about_dates(item: dict, today: datetime.date) -> Iterator[Question]:
    parts = ((item.get("issued") or {}).get("date-parts") or [[]])[0]
    if not parts:
        yield Question("missing-year", "The year is missing.")
    elif is_future(parts, today):
        yield Question("future-date", f"The date, {'-'.join(f'{part:02}' for part in parts)}, is in the future.")


def is_future(parts: list[int], today: datetime.date) -> bool:
    """Whether a date is later than any journal prints in advance: issues are dated some months ahead."""
    limit = today + datetime.timedelta(days=DAYS_AHEAD)
    return tuple(parts) > (limit.year, limit.month, limit.day)[: len(parts)]
