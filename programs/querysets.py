"""Ways to ask for the ordered rows between pages."""

from django.db import models

from sarcoma_site.core.site_frame import current_frame


class ConditionRowQuerySet(models.QuerySet):
    """Rows that hang a treatment or resource on a condition, read from the other end."""

    def visible(self) -> list:
        """The rows whose condition a visitor may see, in the conditions' own order, in one query."""
        frame = current_frame()
        return [row for row in self.select_related("page").order_by("page__path") if frame.shows(row.page)]
