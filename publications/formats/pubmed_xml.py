"""Reads PubMed's XML (PubmedArticleSet), as NCBI's efetch and PubMed's “Save” give it."""

from collections.abc import Iterator
from typing import BinaryIO

from .finishing import finish
from .pubmed_article import article_item, book_item
from .pubmed_stream import Piece, pieces
from .records import ReadRecord


def read(stream: BinaryIO) -> Iterator[ReadRecord]:
    """The records of a PubMed XML file, one at a time, with the line at which each begins.

    A record that cannot be taken carries its problem; when the file breaks half way, the last record says so. Notes of
    records that PubMed deleted give nothing. Raises UnreadableFile when it is not PubMed's XML, declares entities, or
    is larger than 100 MB.
    """
    for number, piece in enumerate(pieces(stream), start=1):
        yield _record(number, piece)


def _record(number: int, piece: Piece) -> ReadRecord:
    if piece.element is None:
        return ReadRecord(number, piece.line, problems=[piece.problem])
    make = book_item if piece.element.tag == "PubmedBookArticle" else article_item
    record = ReadRecord(number, piece.line, make(piece.element))
    if not record.csl:
        record.problems.append("The record has no citation in it.")
    elif not record.csl.get("PMID"):
        record.warnings.append("The record has no PMID.")
    return finish(record)
