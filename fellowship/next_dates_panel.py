"""In the editor of a conference: the dates that follow from what is saved."""

from django.utils import timezone
from wagtail.admin.panels import Panel

from .occurrences import next_dates

SHOWN = 5


class NextDatesPanel(Panel):
    """The next five dates, to read only."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/fellowship/next_dates_panel.html"

        def get_context_data(self, parent_context=None) -> dict:
            context = super().get_context_data(parent_context)
            is_saved = self.instance.pk is not None
            context["is_timed"] = is_saved and self.instance.schedule.is_timed
            context["dates"] = next_dates(self.instance.plan, timezone.now(), SHOWN) if context["is_timed"] else []
            return context
