"""PubMed's XML cut into records while it is read: each with its line, none too large, no entity expanded."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError, TreeBuilder  # types and a builder; the parser is defusedxml's

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from .finishing import TOO_LONG
from .records import MAX_FILE_BYTES, MAX_RECORD_CHARACTERS, UnreadableFile

CHUNK_BYTES = 64 * 1024
MAX_DEPTH = 60
RECORDS = {"PubmedArticle", "PubmedBookArticle"}
SETS = {"PubmedArticleSet", "PubmedBookArticleSet"}
# Long lists that no field of ours comes from. The references must go: their identifiers are not the paper's.
PASSED_OVER = {
    "AffiliationInfo",
    "ChemicalList",
    "CitationSubset",
    "CoiStatement",
    "DataBankList",
    "GeneSymbolList",
    "GeneralNote",
    "GrantList",
    "KeywordList",
    "MeshHeadingList",
    "ObjectList",
    "OtherAbstract",
    "PersonalNameSubjectList",
    "ReferenceList",
    "Sections",
    "SupplMeshList",
}
IN_A_NAMESPACE = "This XML is in a namespace. PubMed's is not: save it from PubMed or NCBI anew."
ENTITIES = (
    "This XML declares entities of its own, which PubMed's never does and which can be used to attack a reader. "
    "Nothing was read."
)


@dataclass
class Piece:
    """One record as it stands in the file: its element, or why there is none."""

    line: int
    element: Element | None = None
    problem: str = ""


def pieces(stream: BinaryIO) -> Iterator[Piece]:
    """The records of a PubMed file, one at a time.

    A file that breaks half way gives what came before, then one piece with the problem. UnreadableFile when it is not
    PubMed's XML at all, declares entities, or is larger than the limit.
    """
    target = RecordTarget()
    parser = DefusedXMLParser(target=target)
    target.expat = parser.parser
    taken = 0
    try:
        while chunk := stream.read(CHUNK_BYTES):
            if not taken and chunk.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
                raise UnreadableFile("This file is in UTF-32, which XML from PubMed never is. Save it as UTF-8.")
            taken += len(chunk)
            if taken > MAX_FILE_BYTES:
                raise UnreadableFile(f"The file is larger than {MAX_FILE_BYTES // 1024**2} MB. Split it.")
            parser.feed(chunk)
            yield from target.give()
            # Expat goes over an unfinished piece of markup again with each chunk, so its length has to have an end.
            if taken - parser.parser.CurrentByteIndex > 4 * MAX_RECORD_CHARACTERS:
                raise UnreadableFile("One tag, comment or name in this file is longer than a whole record may be.")
        if not taken:
            raise UnreadableFile("The file is empty.")
        parser.close()
        yield from target.give()
    except DefusedXmlException:
        raise UnreadableFile(ENTITIES) from None
    except (ParseError, LookupError, ValueError) as error:
        yield from target.give()
        yield target.broken(error)


class RecordTarget:
    """What the parser hands its events to. It builds one record at a time and keeps nothing of those before."""

    def __init__(self) -> None:
        self.expat = None
        self.done: list[Piece] = []
        self.builder: TreeBuilder | None = None
        self.depth = self.line = self.size = 0
        self.record_depth = 0
        self.skipped_from = 0
        self.root = ""
        self.problem = ""

    def give(self) -> list[Piece]:
        """The finished records since the last call."""
        given, self.done = self.done, []
        return given

    def start(self, tag: str, attributes: dict) -> None:
        """An element opens."""
        self.depth += 1
        if self.depth == 1:
            self.check_root(tag)
        if self.skipped_from:
            return
        if not self.builder:
            if tag in RECORDS:
                self.builder, self.record_depth = TreeBuilder(), self.depth
                self.line, self.size, self.problem = self.expat.CurrentLineNumber, 0, ""
            else:
                # What stands beside the records, such as DeleteCitation, is nothing to take.
                self.skipped_from = self.depth if self.depth > 1 else 0
                return
        elif tag in PASSED_OVER or attributes.get("RefType") == "Cites" or self.problem:
            self.skipped_from = self.depth
            return
        if self.depth > MAX_DEPTH:
            self.problem = f"The record's elements lie more than {MAX_DEPTH} deep in each other, so it was not read."
        self.grow(len(tag) + sum(map(len, attributes.values())))
        self.builder.start(tag, attributes)

    def data(self, text: str) -> None:
        """Text stands in the element that is open."""
        if self.builder and not self.skipped_from and not self.problem:
            self.grow(len(text))
            self.builder.data(text)

    def grow(self, size: int) -> None:
        self.size += size
        if self.size > MAX_RECORD_CHARACTERS:
            self.problem = TOO_LONG

    def end(self, tag: str) -> None:
        """An element closes, and perhaps a record with it."""
        if self.skipped_from:
            self.skipped_from = 0 if self.skipped_from == self.depth else self.skipped_from
        elif self.builder:
            self.builder.end(tag)
            if self.depth == self.record_depth:
                element = None if self.problem else self.builder.close()
                self.done.append(Piece(self.line, element, self.problem))
                self.builder = None
        self.depth -= 1

    def close(self) -> None:
        """The file has ended."""

    def check_root(self, tag: str) -> None:
        """UnreadableFile when the file's outermost element is not PubMed's, with what to do about it."""
        self.root = tag
        if tag in SETS | RECORDS:
            return
        if tag.startswith("{"):
            name = tag.partition("}")[2]
            raise UnreadableFile(HTML if name.casefold() == "html" else IN_A_NAMESPACE)
        if tag.casefold() == "html":
            raise UnreadableFile(HTML)
        if tag in ("eFetchResult", "eSearchResult", "ERROR"):
            raise UnreadableFile("This is an answer of NCBI without records, most likely an error.")
        raise UnreadableFile(
            f"This is XML, but not PubMed's: it begins with <{tag[:60]}>, not with <PubmedArticleSet>."
        )

    def broken(self, error: Exception) -> Piece:
        """What is left when the XML breaks. UnreadableFile when it breaks before anything was there."""
        line = self.expat.CurrentLineNumber
        reason = str(error).partition(": line")[0]
        if not self.root:
            raise UnreadableFile(f"This is not XML: {reason}, at line {line}.") from None
        is_cut = reason in ("no element found", "unclosed token", "unclosed CDATA section")
        if self.builder:
            how = "The file ends in the middle of this record" if is_cut else f"The XML breaks here ({reason})"
            return Piece(self.line, problem=f"{how}, at line {line}. Nothing from here on was read.")
        how = "The file ends before its last tag" if is_cut else f"The XML breaks here ({reason}), at line {line}"
        return Piece(line, problem=f"{how}: records may be missing. Those before can be taken.")


HTML = "This is a web page, not PubMed's XML. Use “Save” or “Send to” on PubMed, or paste the citations as text."
