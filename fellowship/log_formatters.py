"""What histories say: of years, fellows and consents, dates of conferences, enquiries, the file of protocols."""

from wagtail.log_actions import LogFormatter

from .admin_views import enquiry
from .conference_changes import ACTION as DATE_CHANGED
from .models import Enquiry
from .models.fellows import CONSENT, CONSENT_GONE, NEW_ADDRESS
from .protocol_file import SERVES_NONE
from .year_board import CHANGED, MADE_PUBLIC, PLANNED, TAKEN_BACK

# Of an enquiry, never from whom it was nor what it said.
SIMPLE = {
    MADE_PUBLIC: ("Make a year public", "Made public"),
    TAKEN_BACK: ("Take a year back", "Taken back from visitors"),
    PLANNED: ("Make a year", "Made"),
    NEW_ADDRESS: ("New calendar address", "New address of the fellow’s calendar"),
    CONSENT_GONE: ("Taken down with a consent", "Taken down: no fellow’s consent stands behind it any more"),
    f"{enquiry.ACTION}assign": ("Give an enquiry to somebody", "Gave it to somebody"),
    f"{enquiry.ACTION}note": ("Write a note on an enquiry", "Wrote a note"),
    f"{enquiry.ACTION}hold": ("Keep an enquiry longer", "Keeps it longer"),
    f"{enquiry.ACTION}let-go": ("Keep an enquiry no longer", "Keeps it no longer"),
    f"{enquiry.ACTION}mail": ("Send mail about an enquiry again", "Sent the mail again"),
    f"{enquiry.ACTION}delete": ("Delete an enquiry", "Deleted it"),
    SERVES_NONE: ("Serve no file of active protocols", "Took the file of active protocols off the site"),
}


def register(actions) -> None:
    """Tell Wagtail the words."""
    for action, (label, message) in SIMPLE.items():
        actions.register_action(action, label, message)

    @actions.register_action(CHANGED)
    class ChangedFormatter(LogFormatter):
        label = "Change a year"

        def format_message(self, entry) -> str:
            return "; ".join(entry.data.get("changed", [])) or "Changed"

    @actions.register_action(CONSENT)
    class ConsentFormatter(LogFormatter):
        label = "Change a consent"

        def format_message(self, entry) -> str:
            return entry.data.get("said", "Consent changed")

    @actions.register_action(DATE_CHANGED)
    class DateFormatter(LogFormatter):
        label = "Change a date"

        def format_message(self, entry) -> str:
            return f"Changed a date. {entry.data.get('said', '')}"

    @actions.register_action(f"{enquiry.ACTION}state")
    class StateFormatter(LogFormatter):
        label = "Say where an enquiry stands"

        def format_message(self, entry) -> str:
            names = dict(Enquiry.State.choices)
            before, after = (names.get(entry.data.get(when), "?") for when in ("before", "after"))
            return f"From “{before}” to “{after}”"
