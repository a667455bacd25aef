"""The fellowship: its page, topics, rotations, conferences and contact, and what applicants look for."""

from .cases import CaseCategory, CaseCount, CaseYear
from .conferences import ConferenceIndexPage, ConferencePage
from .dates import ApplicantDate
from .enquiries import EnquiryPage
from .fact_sheet import FactSheetGroup, FactSheetPage
from .facts import FellowshipFact
from .fellowship import FellowshipFaculty, FellowshipPage, FellowshipPublication, FellowshipTopicPage
from .protocols import Protocol, ProtocolFile
from .rotations import RotationBlock, RotationIndexPage, RotationPage, RotationPerson

__all__ = [
    "ApplicantDate",
    "CaseCategory",
    "CaseCount",
    "CaseYear",
    "ConferenceIndexPage",
    "ConferencePage",
    "EnquiryPage",
    "FactSheetGroup",
    "FactSheetPage",
    "FellowshipFact",
    "FellowshipFaculty",
    "FellowshipPage",
    "FellowshipPublication",
    "FellowshipTopicPage",
    "Protocol",
    "ProtocolFile",
    "RotationBlock",
    "RotationIndexPage",
    "RotationPage",
    "RotationPerson",
]
