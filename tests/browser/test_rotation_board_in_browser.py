"""The coordinator plans a year in a real browser, mends it, makes it public, names a fellow; and visitors see it."""

import re
from collections.abc import Iterator

import pytest

from fellowship.models import AcademicYear

from .axe import faults as axe_faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module", autouse=True)
def tidy(loaded_site, django_db_blocker) -> Iterator[None]:
    """What she makes is removed again."""
    yield
    with django_db_blocker.unblock():
        AcademicYear.objects.all().delete()


def test_a_year_is_planned_broken_mended_made_public_and_seen(coordinator):
    tab = coordinator(1280)
    tab.goto("/admin/fellowship/rotations/")
    assert axe_faults(tab) == []
    tab.get_by_role("link", name="Plan a year").click()
    tab.get_by_label("Starts on").fill("2026-08-01")
    tab.get_by_role("button", name="Show what it would be").click()
    tab.get_by_role("heading", name="2026–27").wait_for()
    assert axe_faults(tab) == []
    tab.get_by_role("button", name="Make this year", exact=True).click()
    tab.get_by_role("heading", name="Every rule is kept").wait_for()
    assert axe_faults(tab) == []

    cell = tab.locator("#cell-1B")
    cell.get_by_label("To").first.fill("2026-08-31")
    tab.get_by_role("button", name="Save the board").click()
    broken = tab.get_by_role("link", name=re.compile("Fellow B, block 1: no hospital on September 1 to 11, 2026"))
    broken.click()
    assert tab.evaluate("location.hash") == "#cell-1B"
    assert axe_faults(tab) == []
    tab.get_by_role("button", name="Make public").click()
    tab.get_by_text("is not public. First:").wait_for()
    cell.get_by_label("From").nth(1).fill("2026-09-01")
    tab.get_by_role("button", name="Save the board").click()
    tab.get_by_role("heading", name="Every rule is kept").wait_for()
    tab.get_by_role("button", name="Make public").click()
    tab.get_by_text("Visitors see the year 2026–27 now").wait_for()

    tab.get_by_role("link", name="Enter who it is").first.click()
    tab.get_by_label("Family name").fill("Zaunammer")
    tab.get_by_label("Agreed on").fill("2026-08-02")
    tab.get_by_label("How", exact=True).click()  # The calendar closes.
    tab.get_by_label("How", exact=True).fill("by letter")
    tab.get_by_role("button", name="Save").first.click()
    tab.wait_for_load_state()
    assert tab.faults == []

    for width in (1280, 320):
        visitor = coordinator(width, java_script_enabled=True)
        visitor.goto("/fellowship/rotations/?year=2026")
        assert visitor.get_by_text("Zaunammer").count() >= 1
        assert visitor.get_by_role("heading", name="The year 2026–27").count() == 1
        assert visitor.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert axe_faults(visitor) == []
        visitor.goto("/fellowship/fellows/")
        assert visitor.get_by_role("heading", name="Zaunammer").count() == 1
        assert axe_faults(visitor) == []


def test_the_board_works_on_a_telephone_without_a_script(coordinator):
    tab = coordinator(360, java_script_enabled=False)
    tab.goto("/admin/fellowship/rotations/")
    tab.get_by_role("link", name=re.compile("^Plan")).click()
    tab.get_by_label("Starts on").fill("2030-08-01")
    tab.get_by_role("button", name="Show what it would be").click()
    tab.get_by_role("button", name="Make this year", exact=True).click()
    summary = tab.locator("#cell-1A summary")
    summary.focus()
    tab.keyboard.press("Enter")
    tab.get_by_role("button", name="Save the board").focus()
    tab.keyboard.press("Enter")
    tab.get_by_text("Saved. Every rule is kept.").wait_for()
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
