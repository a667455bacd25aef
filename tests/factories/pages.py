"""Pages made for a test, each in its place below the loaded site."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.test import override_settings
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from people.models import PersonIndexPage, PersonPage
from programs.models import ConditionPage, ResourceIndexPage, ResourcePage, TreatmentIndexPage, TreatmentPage
from publications.models import PublicationAuthor, PublicationIndexPage, PublicationPage

_numbers = itertools.count(1)


def add_page(parent: Page, model: type[Page], **fields) -> Page:
    """A live page with its required words, below `parent`."""
    number = next(_numbers)
    words = {
        "title": f"Made page {number}",
        "slug": f"made-page-{number}",
        "summary": f"What made page {number} says.",
        "search_description": f"A description of made page {number}, long enough to be one for a search engine.",
    }
    return parent.add_child(instance=model(**(words | fields)))


@contextmanager
def _many() -> Iterator[None]:
    """Make many pages quickly: these are for counting queries, so nobody searches for them."""
    quiet = {name: backend | {"AUTO_UPDATE": False} for name, backend in settings.WAGTAILSEARCH_BACKENDS.items()}
    with override_settings(WAGTAILSEARCH_BACKENDS=quiet), disable_reference_index_auto_update():
        yield


@_many()
def add_people(count: int, **fields) -> list[PersonPage]:
    """Live people with a family name each."""
    index = PersonIndexPage.objects.get()
    return [
        add_page(index, PersonPage, **({"given_name": "Ada", "family_name": f"Maker{number:04}"} | fields))
        for number in range(count)
    ]


@_many()
def add_publications(count: int, authors: int = 3, person: PersonPage | None = None) -> list[PublicationPage]:
    """Live records of 2024 with some authors, the last of them `person` when given."""
    index = PublicationIndexPage.objects.get()
    made = []
    for _ in range(count):
        number = next(_numbers)
        rows = [PublicationAuthor(family=f"Writer{place}", given="AB") for place in range(authors)]
        if person is not None:
            rows.append(PublicationAuthor(family=person.family_name, given="A", person=person))
        made.append(
            add_page(
                index,
                PublicationPage,
                full_title=f"A made record {number}",
                container_title="Made J",
                issued_year=2024,
                pmid=str(90_000_000 + number),
                authors=rows,
            )
        )
    return made


def add_treatments(count: int) -> list[TreatmentPage]:
    """Live surgical treatments."""
    index = TreatmentIndexPage.objects.get()
    return [add_page(index, TreatmentPage, kind=TreatmentPage.Kind.SURGERY) for _ in range(count)]


def add_resources(count: int) -> list[ResourcePage]:
    """Live patient resources."""
    index = ResourceIndexPage.objects.get()
    return [add_page(index, ResourcePage, card_text="What the card says.") for _ in range(count)]


def add_conditions(count: int) -> list[ConditionPage]:
    """Live conditions beside those that are there."""
    parent = ConditionPage.objects.first().get_parent()
    return [add_page(parent, ConditionPage) for _ in range(count)]
