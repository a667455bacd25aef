"""Made-up records of the literature, and a list of publications to bring them into."""

from wagtail.models import Locale, Page

from people.models import PersonIndexPage, PersonPage
from publications.formats.records import ReadRecord
from publications.importing.checking import check
from publications.importing.staging import stage_records
from publications.importing.taking import take
from publications.models import PublicationImport, PublicationIndexPage
from sarcoma_site.home.models import HomePage

from .pages import add_page


def list_of_publications() -> PublicationIndexPage:
    """An empty list of publications on an otherwise empty site, also in a database that a test has emptied."""
    Locale.objects.get_or_create(language_code="en")
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
    home = add_page(root, HomePage, slug="made-home", introduction="What is made here.")
    add_page(home, PersonIndexPage, slug="people")
    return add_page(home, PublicationIndexPage, slug="publications")


def person(**fields) -> PersonPage:
    """A person who may have written something."""
    return add_page(PersonIndexPage.objects.get(), PersonPage, **fields)


def made_item(number: int, **fields) -> dict:
    """A CSL-JSON item of a paper that nobody wrote. A field given as None is left out."""
    pmid = str(99_990_000 + number)
    item = {
        "id": f"pmid:{pmid}",
        "type": "article-journal",
        "title": f"An example of a paper, the {number}th of its kind",
        "author": [{"family": f"Muster{place}", "given": "AB"} for place in range(1, 4)],
        "container-title": "J Example",
        "issued": {"date-parts": [[2025, 3, 1]]},
        "volume": "12",
        "page": f"{number}-{number + 9}",
        "DOI": f"10.5555/example.{number}",
        "PMID": pmid,
    }
    return {name: value for name, value in (item | fields).items() if value is not None}


def staged(items, **fields) -> PublicationImport:
    """An import of these items, read and ready to be taken."""
    run = PublicationImport.objects.create(source=PublicationImport.Source.PASTE, name="A paste", **fields)
    stage_records(run, check(as_read(items)))
    run.state = PublicationImport.State.READY
    run.save()
    return run


def taken(items, user=None, **fields) -> PublicationImport:
    """An import of these items that was taken."""
    return take(staged(items, **fields), user)


def as_read(items):
    """The items as a reader gives them, one a line."""
    for number, item in enumerate(items, start=1):
        yield ReadRecord(number, number, item)


def items_with_eight_authors(start: int, count: int):
    """Items as a real list has them: eight authors and an abstract, of whom the first may be a person of ours."""
    authors = [{"family": f"Muster{place}", "given": "AB"} for place in range(1, 8)]
    authors.append({"family": "Lozano-Calderon", "given": "SA"})
    for number in range(start, start + count):
        yield made_item(number, author=authors, abstract="Words of an abstract. " * 60)
