"""The pages that help somebody who needs care: the fellowship's form leads to them and cannot help itself."""

from wagtail.models import Page

from sarcoma_site.core.visibility import visible_pages

# What the pages are for, as staff say it on each (`sarcoma_site.home.models.StandardPage`).
PURPOSES = ["appointments", "refer", "emergency"]


def ways_to_care() -> list[Page]:
    """Those that visitors may see, whatever stands in the navigation; in one query."""
    return visible_pages(Page.objects.filter(standardpage__purpose__in=PURPOSES).order_by("path"))
