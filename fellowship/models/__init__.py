"""The fellowship: its page, topics, rotations, conferences and contact."""

from .conference_rows import ConferenceException, ConferenceLeader, ConferenceSite, PublishedSchedule
from .conferences import ConferenceIndexPage, ConferencePage
from .enquiries import EnquiryPage
from .fellowship import FellowshipFaculty, FellowshipPage, FellowshipPublication, FellowshipTopicPage
from .rotations import RotationBlock, RotationIndexPage, RotationPage, RotationPerson

__all__ = [
    "ConferenceException",
    "ConferenceIndexPage",
    "ConferenceLeader",
    "ConferencePage",
    "ConferenceSite",
    "EnquiryPage",
    "FellowshipFaculty",
    "FellowshipPage",
    "FellowshipPublication",
    "FellowshipTopicPage",
    "PublishedSchedule",
    "RotationBlock",
    "RotationIndexPage",
    "RotationPage",
    "RotationPerson",
]
