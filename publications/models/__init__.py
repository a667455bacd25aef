"""The literature: one page a record, with its authors as ordered rows, and how records come here."""

from .author import PublicationAuthor
from .finding import Finding, NotOurAuthor
from .imports import PublicationImport, StagedRecord
from .index import PublicationIndexPage
from .notice import PublicationNotice
from .publication import PublicationPage
from .saved_query import DeclinedPaper, SavedQuery
from .source import PublicationSource
from .topic import Topic

__all__ = [
    "DeclinedPaper",
    "Finding",
    "NotOurAuthor",
    "PublicationAuthor",
    "PublicationImport",
    "PublicationIndexPage",
    "PublicationNotice",
    "PublicationPage",
    "PublicationSource",
    "SavedQuery",
    "StagedRecord",
    "Topic",
]
