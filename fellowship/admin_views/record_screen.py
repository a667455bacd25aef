"""What the CMS's screens of facts, case numbers and protocols share."""

from wagtail.log_actions import log

from .screen import FellowshipScreen


class RecordScreen(FellowshipScreen):
    """A screen of the fellowship's records: what is done there stands in the site's history."""

    def note(self, record, action: str) -> None:
        """Let the site's history tell who did this."""
        log(instance=record, action=f"wagtail.{action}", user=self.request.user)
