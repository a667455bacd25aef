"""What a search knows of a publication, brought up to date when its rows are."""

from wagtail.search.index import insert_or_update_object
from wagtail.signals import page_published

from .models import PublicationPage


def find_by_new_authors(sender, instance: PublicationPage, **_signal) -> None:
    """Wagtail indexes a page before it writes the page's rows, so a search would not know authors just added."""
    insert_or_update_object(instance)


page_published.connect(find_by_new_authors, sender=PublicationPage, dispatch_uid="find-by-new-authors")
