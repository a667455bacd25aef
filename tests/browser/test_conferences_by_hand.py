"""The fellowship coordinator changes dates of a conference in a real browser, in a few clicks, and visitors see it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from fellowship.models import ConferencePage
from tests.fellowship.made_conferences import add_conference

from .test_accessibility import faults as axe_faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

MOST_CLICKS = 5


@pytest.fixture(scope="module", autouse=True)
def board(loaded_site, django_db_blocker) -> Iterator[ConferencePage]:
    """A conference on every Tuesday, there for the server's threads too."""
    with django_db_blocker.unblock():
        page = add_conference(title="Made board", slug="made-board")
        yield page
        ConferencePage.objects.get(pk=page.pk).delete()


class Hand:
    """Clicks, and counts them."""

    def __init__(self, tab: Page) -> None:
        self.tab, self.clicks = tab, 0

    def click(self, role: str, name: str | re.Pattern) -> None:
        self.clicks += 1
        self.tab.get_by_role(role, name=name).locator("visible=true").first.click()

    def open_the_week(self) -> None:
        self.tab.goto("/admin/", wait_until="networkidle")
        self.click("button", "Fellowship")
        self.click("link", "This week’s conferences")
        expect(self.tab.get_by_role("heading", name="This week’s conferences")).to_be_visible()


def done(tab: Page, words: str) -> None:
    expect(tab.get_by_text(words)).to_be_visible()
    assert tab.faults == []


def test_a_date_is_cancelled_and_taken_back_in_at_most_five_clicks_each(coordinator):
    tab = coordinator(1280)
    hand = Hand(tab)
    hand.open_the_week()
    hand.click("link", re.compile("^Cancel Made board"))
    tab.get_by_label("Reason").fill("Snow")
    hand.click("button", "Cancel this date")
    done(tab, "cancelled. Visitors see it now.")
    assert hand.clicks <= MOST_CLICKS
    visitor = tab.context.new_page()
    visitor.goto("/fellowship/conferences/made-board/")
    assert visitor.get_by_text("Snow").is_visible()
    visitor.close()
    hand = Hand(tab)
    hand.open_the_week()
    hand.click("link", re.compile("^Take back the change of Made board"))
    hand.click("button", "Take back")
    done(tab, "Visitors see it now.")
    assert hand.clicks <= MOST_CLICKS


def test_an_extra_date_is_added_in_at_most_five_clicks(coordinator):
    tab = coordinator(1280)
    hand = Hand(tab)
    hand.open_the_week()
    hand.click("link", re.compile("^Extra date of Made board"))
    tab.get_by_label("Day").fill("2099-12-30")
    tab.keyboard.press("Escape")
    tab.get_by_label("Reason").fill("Guest")
    hand.click("button", "Add this date")
    done(tab, "extra date. Visitors see it now.")
    assert hand.clicks <= MOST_CLICKS


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_the_screens_about_dates(coordinator, board, width):
    tab = coordinator(width)
    for rest in ("", *(f"{board.pk}/{name}/" for name in ("cancel", "move", "extra", "take-back"))):
        assert tab.goto(f"/admin/fellowship/conferences/{rest}", wait_until="networkidle").status == 200
        assert axe_faults(tab) == [], rest
        assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), rest
    assert tab.faults == []
