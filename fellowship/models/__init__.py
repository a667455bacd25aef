"""The fellowship: its page, topics, rotations, conferences and contact."""

from .conferences import ConferenceIndexPage, ConferencePage
from .enquiries import EnquiryPage
from .fellows import Fellow, Leave
from .fellowship import FellowshipFaculty, FellowshipPage, FellowshipPublication, FellowshipTopicPage
from .rotations import RotationBlock, RotationClinic, RotationIndexPage, RotationPage, RotationPerson
from .stays import Stay
from .years import AcademicYear, Block

__all__ = [
    "AcademicYear",
    "Block",
    "ConferenceIndexPage",
    "ConferencePage",
    "EnquiryPage",
    "Fellow",
    "FellowshipFaculty",
    "FellowshipPage",
    "FellowshipPublication",
    "FellowshipTopicPage",
    "Leave",
    "RotationBlock",
    "RotationClinic",
    "RotationIndexPage",
    "RotationPage",
    "RotationPerson",
    "Stay",
]
