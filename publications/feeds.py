"""The newest records as an Atom feed (RFC 4287)."""

import datetime
import re

from django.conf import settings
from django.db.models import F
from django.utils.feedgenerator import Atom1Feed

from .models import PublicationPage

ENTRIES = 50
_LONG_AGO = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
# What XML 1.0 cannot hold (section 2.2).
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class PublicationFeed(Atom1Feed):
    """An Atom feed whose entries have as many authors as their papers, as RFC 4287 (4.2.1) allows."""

    def add_item_elements(self, handler, item) -> None:
        super().add_item_elements(handler, item)
        for name in item["author_names"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")


def feed_of(publications: list[PublicationPage], title: str, subtitle: str, list_address: str, address: str):
    """The feed of some records.

    Args:
        publications: with their authors, topics and publication dates, in the order of the feed.
        list_address: the whole address of the same list for people.
        address: the whole address of the feed.
    """
    feed = PublicationFeed(
        title=title,
        description="",
        subtitle=subtitle,
        link=list_address,
        feed_url=address,
        feed_guid=address,
        author_name=title,
        language="en",
    )
    for publication in publications:
        feed.add_item(
            title=_without_controls(publication.full_title),
            link=publication.full_address,
            description=_without_controls(_summary(publication)),
            # RFC 4287, 4.2.6.1: an id stays when the page or the whole site moves.
            unique_id=f"urn:uuid:{publication.translation_key}",
            pubdate=publication.first_published_at,
            updateddate=changed_at(publication),
            categories=[topic.name for topic in publication.topics.all()],
            author_names=[
                _without_controls(row.printed_name) for row in publication.authors.all() if not row.is_collaborator
            ],
        )
    return feed


def newest_here(publications) -> list[PublicationPage]:
    """The records that came to the site last, with what the feed says of each, in three queries."""
    found = publications.order_by(F("first_published_at").desc(nulls_last=True), "-pk").listed()
    return list(found.prefetch_related("authors", "topics")[:ENTRIES])


def changed_at(publication: PublicationPage) -> datetime.datetime:
    """When visitors last saw it change; the beginning of time for a record that no publishing ever dated."""
    return publication.last_published_at or publication.first_published_at or _LONG_AGO


def list_address(selection) -> str:
    """The whole address of the list that shows the selection."""
    return selection.address(f"{settings.SITE_URL}/publications/")


def _summary(publication: PublicationPage) -> str:
    marks = [notice.get_kind_display() for notice in publication.marks]
    parts = [*marks, publication.get_kind_display(), publication.journal_line, publication.ahead_note]
    return ". ".join(part for part in parts if part) + "."


def _without_controls(text: str) -> str:
    return _CONTROLS.sub("", text)
