"""Rows that an editor orders, when a program writes them instead of a form."""

from collections.abc import Iterable

from wagtail.models import Orderable


def in_order(rows: Iterable[Orderable]) -> list[Orderable]:
    """Give rows the places in which they come. Wagtail does so in forms only; without places a database may give them
    back in any order.
    """
    rows = list(rows)
    for place, row in enumerate(rows):
        row.sort_order = place
    return rows
