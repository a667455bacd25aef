"""The fellowship coordinator pastes citations in a real browser, publishes them, and visitors see them."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connection

from publications import tasks
from publications.admin_views import imports
from publications.models import PublicationImport, PublicationPage

from .axe import faults as axe_faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

FIRST_PMID = 99_995_001
COUNT = 20


@pytest.fixture(scope="module", autouse=True)
def tidy(loaded_site, django_db_blocker) -> Iterator[None]:
    """What she brings is removed again."""
    yield
    with django_db_blocker.unblock():
        for page in PublicationPage.objects.filter(pmid__startswith="99995"):
            page.delete()
        PublicationImport.objects.all().delete()


def citations(first: int, count: int) -> str:
    """Made-up citations as somebody copies them out of PubMed, numbered and wrapped."""
    return "\n\n".join(
        f"{place}: Muster A, Beispiel B, van der Example C Jr. Imagined outcomes of made-up paper {letters(number)}\n"
        f"in no patients. J Example. 2019 Mar {place};12(3):{place}-{place + 9}. doi: 10.5555/browser.{number}.\n"
        f"PMID: {FIRST_PMID + number}."
        for place, number in enumerate(range(first, first + count), start=1)
    )


def letters(number: int) -> str:
    return f"{chr(65 + number // 26)}{chr(65 + number % 26)}"


def test_twenty_citations_are_pasted_looked_through_published_and_seen(coordinator):
    tab = coordinator(1280)
    tab.goto("/admin/")
    tab.get_by_role("link", name="Import publications").click()
    tab.get_by_label("Paste citations").fill(citations(0, COUNT))
    tab.get_by_role("button", name="Read and show").click()
    tab.get_by_role("button", name=f"New {COUNT}", exact=True).wait_for()
    assert tab.get_by_role("checkbox", checked=True).count() == COUNT
    assert axe_faults(tab) == []
    tab.get_by_role("button", name=f"Import and publish {COUNT} records").click()
    tab.get_by_text("New records are live at once").wait_for()
    assert tab.faults == []

    tab.goto("/publications/?year=2019")
    for number in range(COUNT):
        assert tab.get_by_text(f"made-up paper {letters(number)}").count() >= 1, number


def test_a_telephone_without_javascript_imports_and_undoes(coordinator):
    tab = coordinator(360, java_script_enabled=False)
    tab.goto("/admin/publications/import/")
    tab.get_by_label("Paste citations").fill(citations(100, 3))
    tab.get_by_role("button", name="Read and show").click()
    first = tab.get_by_role("checkbox").first
    first.focus()
    tab.keyboard.press("Space")
    tab.get_by_role("button", name="New 3", exact=True).click()  # Keeps the choice.
    tab.get_by_role("button", name="Import 2 as drafts").click()
    tab.get_by_text("they wait in the review queue").wait_for()
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    tab.get_by_role("link", name="Undo this import").click()
    tab.get_by_role("button", name="Yes, undo it").click()
    tab.get_by_text("This import was undone.").wait_for()


def test_the_progress_of_a_long_import_is_shown_without_reloading(coordinator, monkeypatch):
    monkeypatch.setattr(imports, "AT_ONCE", 10)
    tab = coordinator(768)
    tab.goto("/admin/publications/import/")
    tab.get_by_label("Paste citations").fill(citations(200, 2))
    tab.get_by_role("button", name="Read and show").click()
    tab.get_by_role("heading", name="Waiting to be read").wait_for()
    assert tab.get_by_role("progressbar").count() == 1
    let_worker_read(int(tab.url.rstrip("/").rsplit("/", 1)[1]))
    tab.get_by_role("link", name="Look through the records").click(timeout=10_000)
    tab.get_by_role("button", name="Import and publish 2 records").wait_for()
    assert tab.faults == []


def let_worker_read(key: int) -> None:
    """What the worker does, outside of the test's transaction."""

    def read() -> None:
        tasks.read_import.call(key)
        connection.close()

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
