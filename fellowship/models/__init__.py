"""The fellowship: its page, topics, rotations, conferences and contact."""

from .conferences import ConferenceIndexPage, ConferencePage
from .enquiries import EnquiryField, EnquiryPage
from .enquiry import Enquiry, EnquiryMail, SentForm
from .fellowship import FellowshipFaculty, FellowshipPage, FellowshipPublication, FellowshipTopicPage
from .rotations import RotationBlock, RotationIndexPage, RotationPage, RotationPerson

__all__ = [
    "ConferenceIndexPage",
    "ConferencePage",
    "Enquiry",
    "EnquiryField",
    "EnquiryMail",
    "EnquiryPage",
    "FellowshipFaculty",
    "FellowshipPage",
    "FellowshipPublication",
    "FellowshipTopicPage",
    "RotationBlock",
    "RotationIndexPage",
    "RotationPage",
    "RotationPerson",
    "SentForm",
]
