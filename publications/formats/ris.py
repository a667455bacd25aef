"""Reads and writes RIS, the format of EndNote, Zotero, Mendeley and publishers' “Export citation”.

The tags are those of the RIS specification (Research Information Systems, 2001; 2012 edition by Thomson Reuters), with
EndNote's use of `AN` for the PMID, `C2` for the PMCID, `C7` for the article number and `ET` for the Epub date.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

import rispy

from .decoding import text_lines
from .finishing import finish
from .names import one_line
from .records import ReadRecord, UnreadableFile
from .ris_fields import TYPE_CODES, item_of, values_of
from .strays import is_stray, stray_problem
from .tagged_lines import HTML, Block, blocks, with_a_record

TAG = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*)|$)")
LINE_BREAK = "\u2028"
# What an RIS record can hold of a CSL item, and of its `custom`. It has no place for ORCIDs, for the collaborators of a
# group, or for earlier versions. A book's number is its ISBN, any other's its ISSN; editors are those of books; a type
# that RIS does not know becomes a document.
HOLDS = (
    "id type title original-title author editor container-title container-title-short volume issue page publisher "
    "publisher-place ISSN ISBN language issued available-date status DOI PMID PMCID abstract URL custom"
).split()
HOLDS_CUSTOM = ("kind", "notices", "relates-to")
# rispy knows most tags; these it does not. Abstracts may come as several lines of one tag.
MAPPING = rispy.TAG_KEY_MAPPING | {"BT": "book_title", "CT": "chapter_title", "ED": "editors"}
LIST_TAGS = [*rispy.LIST_TYPE_TAGS, "AB", "N2", "ED", "SN"]


def read(stream: BinaryIO) -> Iterator[ReadRecord]:
    """The records of an RIS file, one at a time, with the line at which each begins.

    A record without its end mark is cut by the next; at the file's end it cannot be taken, since half of it may be
    missing. Lines between records that are papers in another format are a record with a problem. Raises
    UnreadableFile when no line carries RIS's tags.
    """
    number = 0
    # An end mark that ends nothing is a block without lines.
    said = (block for block in blocks(_checked(stream), _begins, _ends) if block.lines or block.problem)
    found = with_a_record(said, lambda block: bool(TAG.match(block.lines[0])))
    for number, block in enumerate(found, start=1):
        yield finish(_record(number, block))
    if not number:
        raise UnreadableFile("This is not RIS: no line begins with “TY  - ”.")


def _checked(stream: BinaryIO) -> Iterator[tuple[int, str]]:
    """The lines, each tag as the specification sets it; UnreadableFile for an empty file and for a web page."""
    seen = False
    for number, text in text_lines(stream):
        if not seen and HTML.match(text):
            raise UnreadableFile(
                "This is a web page, not RIS. Use the page's “Export citation”, or paste the citations."
            )
        seen = seen or bool(text.strip())
        found = TAG.match(text)
        yield number, f"{found[1]}  - {found[2] or ''}" if found else text
    if not seen:
        raise UnreadableFile("The file is empty.")


def _begins(text: str, block: Block | None) -> bool:
    if text.startswith("TY  - "):
        return True
    # Publishers set lines of their own, such as `Provider:`, between records: what carries no tag is passed over.
    if block is None:
        return (bool(TAG.match(text)) and not _ends(text)) or is_stray(text)
    return not TAG.match(block.first) and not TAG.match(text) and is_stray(text)


def _ends(text: str) -> bool:
    return text.startswith("ER  - ")


def _record(number: int, block: Block) -> ReadRecord:
    record = ReadRecord(number, block.line)
    if block.problem:
        record.problems.append(block.problem)
    elif not TAG.match(block.lines[0]):
        record.problems.append(stray_problem(block.lines[0], "RIS"))
    elif not block.lines[0].startswith("TY  - "):
        record.problems.append("These lines stand outside of any record: “TY  - ” is missing before them.")
    elif block.ended_by == "file":
        record.problems.append("The file ends in the middle of this record: its end mark “ER  - ” is missing.")
    else:
        if block.ended_by == "next":
            record.warnings.append("The record's end mark “ER  - ” is missing. Compare it: it may be cut short.")
        _fill(record, block.lines)
    return record


def _fill(record: ReadRecord, lines: list[str]) -> None:
    parser = rispy.RisParser(mapping=MAPPING, list_tags=LIST_TAGS, delimiter_tags_mapping={}, skip_unknown_tags=True)
    try:
        fields = parser.parse_lines(iter([*_folded(lines), "ER  - "]))[0]
        record.csl = item_of(fields, record.warnings)
    except (LookupError, TypeError, ValueError, AttributeError):
        # rispy names no line; what it stumbles over is a line that is no RIS.
        record.problems.append("The record's lines do not fit RIS, so it was not read.")


def _folded(lines: list[str]) -> list[str]:
    """The lines with each value's further lines joined to it, so that an abstract keeps its paragraphs."""
    folded: list[list[str]] = []
    for text in lines:
        if TAG.match(text) or not folded:
            folded.append([text])
        else:
            folded[-1].append(text)
    return [LINE_BREAK.join(parts) for parts in folded]


def write(item: dict) -> str:
    """One record, from `TY` to `ER`, with a line end after each line. What RIS holds of an item is `HOLDS`."""
    lines = [f"TY  - {TYPE_CODES.get(item.get('type', ''), 'GEN')}"]
    lines += [f"{tag}  - {one_line(value)}" for tag, value in values_of(item) if value]
    if item.get("abstract"):
        first, *others = item["abstract"].split("\n\n")
        lines.append(f"AB  - {one_line(first)}")
        # The two blanks keep a paragraph from looking like a tag.
        lines += [line for paragraph in others for line in ("", f"  {one_line(paragraph)}")]
    return "\n".join([*lines, "ER  - "]) + "\n"
