"""The fellowship: its page, topics, rotations, conferences and contact."""

from .conference_rows import ConferenceException, ConferenceLeader, ConferenceSite, PublishedSchedule
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
    "ConferenceException",
    "ConferenceIndexPage",
    "ConferenceLeader",
    "ConferencePage",
    "ConferenceSite",
    "EnquiryPage",
    "Fellow",
    "FellowshipFaculty",
    "FellowshipPage",
    "FellowshipPublication",
    "FellowshipTopicPage",
    "Leave",
    "PublishedSchedule",
    "RotationBlock",
    "RotationClinic",
    "RotationIndexPage",
    "RotationPage",
    "RotationPerson",
    "Stay",
]
