"""The fellowship: its page, topics, rotations, conferences and contact, and what applicants look for."""

from .cases import CaseCategory, CaseCount, CaseYear
from .conference_rows import ConferenceException, ConferenceLeader, ConferenceSite, PublishedSchedule
from .conferences import ConferenceIndexPage, ConferencePage
from .dates import ApplicantDate
from .enquiries import EnquiryField, EnquiryPage
from .enquiry import Enquiry, EnquiryMail, SentForm
from .fact_sheet import FactSheetGroup, FactSheetPage
from .facts import FellowshipFact
from .fellows import Fellow, Leave
from .fellowship import FellowshipFaculty, FellowshipPage, FellowshipPublication, FellowshipTopicPage
from .protocols import Protocol, ProtocolFile
from .rotations import RotationBlock, RotationClinic, RotationIndexPage, RotationPage, RotationPerson
from .stays import Stay
from .years import AcademicYear, Block

__all__ = [
    "AcademicYear",
    "ApplicantDate",
    "Block",
    "CaseCategory",
    "CaseCount",
    "CaseYear",
    "ConferenceException",
    "ConferenceIndexPage",
    "ConferenceLeader",
    "ConferencePage",
    "ConferenceSite",
    "Enquiry",
    "EnquiryField",
    "EnquiryMail",
    "EnquiryPage",
    "FactSheetGroup",
    "FactSheetPage",
    "Fellow",
    "FellowshipFact",
    "FellowshipFaculty",
    "FellowshipPage",
    "FellowshipPublication",
    "FellowshipTopicPage",
    "Leave",
    "Protocol",
    "ProtocolFile",
    "PublishedSchedule",
    "RotationBlock",
    "RotationClinic",
    "RotationIndexPage",
    "RotationPage",
    "RotationPerson",
    "SentForm",
    "Stay",
]
