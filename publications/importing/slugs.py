"""The address of a new record's page, which never changes: its PMID, else year, first author and a word."""

from collections.abc import Iterable

from anyascii import anyascii
from django.utils.text import slugify
from wagtail.models import Page

from ..csl import printed_name
from ..models.index import RESERVED_SLUGS

_TOO_COMMON = frozenset(
    "a an the on in of for to and or is are what how do does why when with without from by at".split()
)
_LENGTH = 90


def slug_of(item: dict) -> str:
    """`39775972`, or `2025-goh-novel`, without looking at what is taken."""
    if item.get("PMID"):
        return item["PMID"]
    parts = (item.get("issued") or {}).get("date-parts") or [["undated"]]
    author = (item.get("author") or [{}])[0]
    family = author.get("family") or printed_name(author) or "unnamed"
    words = [word for word in slugify(anyascii(item.get("title", ""))).split("-") if word not in _TOO_COMMON]
    return "-".join([str(parts[0][0]), slugify(anyascii(family))[:40], *words[:1]])[:_LENGTH].strip("-")


def free_slugs(wanted: Iterable[str], index: Page) -> list[str]:
    """For each wanted slug itself, or with the lowest number behind it that neither a page nor an earlier one has."""
    wanted = list(wanted)
    taken = set(RESERVED_SLUGS)
    for year in {slug.split("-")[0] for slug in wanted if not slug.isdigit()}:
        taken.update(index.get_children().filter(slug__startswith=f"{year}-").values_list("slug", flat=True))
    numbers = [slug for slug in wanted if slug.isdigit()]
    taken.update(index.get_children().filter(slug__in=numbers).values_list("slug", flat=True))
    free = []
    for slug in wanted:
        candidate, number = slug, 1
        while candidate in taken:
            number += 1
            candidate = f"{slug}-{number}"
        taken.add(candidate)
        free.append(candidate)
    return free
