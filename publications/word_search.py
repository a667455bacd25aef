"""Which publications hold some words, from Wagtail's search index, as a condition for other queries."""

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models.expressions import RawSQL
from wagtail.search.models import IndexEntry

from sarcoma_site.core.search_words import folded

# Wagtail's own query makes SQLite go through every publication and ask the full-text table about each: 1.3 s at 10,000.
# CROSS JOIN keeps the order of the tables (sqlite.org/optoverview.html, "Manual control of query plans"): 10 ms.
_SQLITE = """
SELECT CAST(entry.object_id AS INTEGER) FROM {table}_fts AS words CROSS JOIN {table} AS entry
WHERE words.rowid = entry.id AND words.{table}_fts MATCH %s AND entry.content_type_id = %s
"""


def keys_with(model, words: str):
    """The keys of the pages of one type that hold all the words, in their plainest spelling, as a subquery."""
    words = folded(words, joined=False)
    if connection.vendor != "sqlite":
        found = model.objects.search(words, operator="and", order_by_relevance=False)
        return found.get_queryset().order_by().values("pk")
    # What `folded` leaves holds no quotation mark, so every word can be quoted for the full-text table.
    match = "{title body} : (" + " AND ".join(f'"{word}"' for word in words.split()) + ")"
    content_type = ContentType.objects.get_for_model(model)
    return RawSQL(_SQLITE.format(table=IndexEntry._meta.db_table), (match, content_type.pk))  # noqa: S611
