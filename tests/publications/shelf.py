"""Made records on the loaded site, quickly: rows written at once, as an import writes them."""

import itertools
import random
import uuid

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend

from people.models import PersonPage
from publications.models import PublicationAuthor, PublicationIndexPage, PublicationPage, Topic

_numbers = itertools.count(1)
WORDS = "allograft margin biopsy implant femur pelvis cohort recurrence limb marrow radiation survival".split()


def add_record(**fields) -> PublicationPage:
    """One live record that a search finds, as an editor would make it; `names` are family names."""
    number = next(_numbers)
    people = fields.pop("people", [])
    rows = [PublicationAuthor(family=name, given="A") for name in fields.pop("names", ["Example"])]
    rows += [PublicationAuthor(family=person.family_name, given="A", person=person) for person in people]
    for place, row in enumerate(rows):
        row.sort_order = place
    title = fields.pop("title", f"A shelf record {number}")
    known = {
        "title": title[:255],
        "full_title": title,
        "slug": f"shelf-{number}",
        "summary": "Made up for a test.",
        "search_description": "Made up for a test, and long enough to be a description for a search engine.",
        "container_title": "J Shelf Res",
        "issued_year": 2020,
        "authors": rows,
    }
    page = PublicationIndexPage.objects.get().add_child(instance=PublicationPage(**(known | fields)))
    index_for_search([page])
    return page


def add_shelf(count: int, person: PersonPage | None = None, topic: Topic | None = None, authors: int = 3) -> None:
    """Many live records of many years, kinds and lengths, in a handful of statements."""
    index = PublicationIndexPage.objects.get()
    first = index.numchild
    chance = random.Random(count)  # noqa: S311 - the same shelf every time
    kinds = list(PublicationPage.Kind.values)
    made = []
    for number in range(first, first + count):
        title = f"Bulk record {number}: {' '.join(chance.sample(WORDS, 4))}"
        made.append(
            PublicationPage(
                title=title,
                full_title=title,
                draft_title=title,
                slug=f"bulk-{number}",
                path=index.path + Page._int2str(number + 1000).rjust(Page.steplen, "0"),
                depth=index.depth + 1,
                url_path=f"{index.url_path}bulk-{number}/",
                content_type=ContentType.objects.get_for_model(PublicationPage),
                locale=Locale.get_default(),
                translation_key=uuid.uuid4(),
                live=True,
                first_published_at=timezone.now(),
                last_published_at=timezone.now(),
                summary="Made up for a test.",
                container_title="J Bulk Res",
                kind=kinds[number % len(kinds)] if number % 7 == 0 else "article",
                issued_year=None if number % 50 == 0 else 1980 + number % 45,
                issued_month=number % 12 + 1,
                pmid=str(90_500_000 + number),
                abstract=f"BACKGROUND: {title}. " + "Filler about nothing at all. " * 50,
            )
        )
    _insert(made)
    Page.objects.filter(pk=index.pk).update(numchild=first + count)
    PublicationAuthor.objects.bulk_create(
        [
            PublicationAuthor(
                publication_id=page.pk,
                sort_order=place,
                family=f"Writer{(page.pk + place) % 500}",
                given="AB",
                person=person if place == authors - 1 else None,
            )
            for page in made
            for place in range(authors)
        ],
        batch_size=500,
    )
    if topic is not None:
        through = PublicationPage.topics.through
        through.objects.bulk_create(
            [through(publicationpage_id=page.pk, topic=topic) for page in made[::5]], batch_size=500
        )


def _insert(made: list[PublicationPage]) -> None:
    """The rows of both tables: Django writes no rows of a child table in bulk."""
    names = [field.name for field in Page._meta.concrete_fields if not field.primary_key]
    bases = [Page(**{name: getattr(page, name) for name in names if name != "latest_revision"}) for page in made]
    Page.objects.bulk_create(bases, batch_size=500)
    for page, base in zip(made, bases, strict=True):
        page.pk = page.page_ptr_id = base.pk
    own = PublicationPage._meta.local_concrete_fields
    manager = PublicationPage._base_manager
    for begin in range(0, len(made), 500):
        query = manager.get_queryset()
        query._insert(made[begin : begin + 500], fields=own, using=query.db)


def index_for_search(publications) -> None:
    """Let a search find records that were written in bulk."""
    backend = get_search_backend()
    backend.get_index_for_model(PublicationPage).add_items(PublicationPage, list(publications))
