"""What histories say of years, fellows and their consents."""

from wagtail.log_actions import LogFormatter

from .admin_views.board import NEW_ADDRESS
from .models.fellows import CONSENT, CONSENT_GONE
from .year_board import CHANGED, MADE_PUBLIC, PLANNED, TAKEN_BACK

SIMPLE = {
    MADE_PUBLIC: ("Make a year public", "Made public"),
    TAKEN_BACK: ("Take a year back", "Taken back from visitors"),
    PLANNED: ("Make a year", "Made"),
    NEW_ADDRESS: ("New calendar address", "New address of the fellow’s calendar"),
    CONSENT_GONE: ("Taken down with a consent", "Taken down: the fellow’s consent was withdrawn"),
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
