"""What the tests of the CMS's screens of publications share."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from publications.models import PublicationImport, PublicationPage

from ..factories.publications import made_item

FIRST_PMID = 99_990_000
_LETTERS = str.maketrans("0123456789", "abcdefghij")  # No name has a digit in it.


def as_text(items: list[dict]) -> str:
    """Items as somebody pastes them: one citation a line, as PubMed prints it."""
    lines = []
    for item in items:
        names = ", ".join(f"{name['family'].translate(_LETTERS)} {name['given']}" for name in item["author"])
        year, month, day = item["issued"]["date-parts"][0]
        lines.append(
            f"{names}. {item['title']}. {item['container-title']}. {year} {'Mar' if month == 3 else month} {day};"
            f"{item['volume']}:{item['page']}. doi: {item['DOI']}. PMID: {item['PMID']}."
        )
    return "\n".join(lines)


def made_items(count: int, first: int = 1, **fields) -> list[dict]:
    """Items of papers that nobody wrote."""
    return [made_item(number, **fields) for number in range(first, first + count)]


def page_of(number: int) -> PublicationPage:
    """The page of a made-up paper."""
    return PublicationPage.objects.get(pmid=str(FIRST_PMID + number))


def paste(client: Client, text: str, **fields):
    """Send the form of the import screen, and follow where it leads."""
    return client.post(reverse("publication_imports"), {"text": text, "format": "auto"} | fields, follow=True)


def last_import() -> PublicationImport:
    return PublicationImport.objects.order_by("-pk").first()


def choose(client: Client, run: PublicationImport, chosen=None, **fields):
    """Send the preview's form with all its records; `chosen` are the numbers that are ticked, None for as it is."""
    rows = list(run.records.all())
    form = {"shown": [row.pk for row in rows]}
    form["chosen"] = [row.pk for row in rows if (row.chosen if chosen is None else row.number in chosen)]
    return client.post(reverse("publication_import_choose", args=[run.pk]), form | fields, follow=True)


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def assert_as_many_queries(client: Client, address: str, grow: Callable[[], object]) -> None:
    """A screen asks as often with three rows as with thirty."""
    client.get(address)
    few = queries_of(client, address)
    grow()
    assert queries_of(client, address) <= few
