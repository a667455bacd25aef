"""Reads and writes CSL-JSON, the form in which citation programs exchange records, and ours.

The names and types are those of the schema at github.com/citation-style-language/schema (csl-data.json, 1.0.2), with
`PMID`, `PMCID` and `custom` as that schema has them, and the few names by which Crossref differs.
"""

import json
import math
from collections.abc import Iterator
from typing import BinaryIO

from .csl_fields import item_of
from .finishing import finish
from .json_elements import Element, elements
from .kind_words import words_for
from .records import ReadRecord, UnreadableFile

# Everything: an item is CSL-JSON already.
HOLDS = (
    "id type title original-title author editor container-title container-title-short volume issue page publisher "
    "publisher-place ISSN ISBN language issued available-date status DOI PMID PMCID abstract URL custom"
).split()
HOLDS_CUSTOM = (
    "kind",
    "author-orcid",
    "collaborators",
    "notices",
    "relates-to",
    "update-of",
    "authors-incomplete",
)
MAX_DIGITS = 20


def read(stream: BinaryIO) -> Iterator[ReadRecord]:
    """The records of an array, of one object, or of one object a line, with the line at which each begins.

    What the schema does not know is dropped; what has the wrong type is a problem that names the field. Raises
    UnreadableFile when the text is no JSON.
    """
    number = 0
    for number, element in enumerate(elements(stream), start=1):
        yield finish(_record(number, element))
    if not number:
        raise UnreadableFile("The file holds no records.")


def _record(number: int, element: Element) -> ReadRecord:
    record = ReadRecord(number, element.line)
    if element.problem:
        record.problems.append(element.problem)
        return record
    try:
        value = _DECODER.decode(element.text.strip())
    except json.JSONDecodeError as error:
        line = element.line + error.lineno - 1
        record.problems.append(f"This is not valid JSON: {error.msg}, at line {line}, column {error.colno}.")
    except (ValueError, RecursionError) as error:
        record.problems.append(f"This is not valid JSON: {error}.")
    else:
        if isinstance(value, dict):
            record.csl = item_of(value, record)
        else:
            record.problems.append("A record is an object in braces; this is not one.")
    return record


def _whole(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise ValueError(f"a number has {len(text)} digits")
    return int(text)


def _decimal(text: str) -> float:
    if not math.isfinite(number := float(text)):
        raise ValueError(f"the number {text[:30]} is too large")
    return number


def _constant(text: str) -> None:
    raise ValueError(f"{text} is no value")


_DECODER = json.JSONDecoder(parse_int=_whole, parse_float=_decimal, parse_constant=_constant)


def write(item: dict) -> str:
    """One record as a JSON object on one line, in one order of fields, to stand alone or in an array."""
    whole = {key: item[key] for key in HOLDS if key in item}
    if words_for(item) and "kind" not in item.get("custom", {}):
        # A paper whose title reads like a reply's or a notice's is said to be none.
        whole["custom"] = {**item.get("custom", {}), "kind": "article"}
    return json.dumps(whole, ensure_ascii=False, allow_nan=False)
