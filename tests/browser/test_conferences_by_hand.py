"""The fellowship coordinator changes dates of a conference in a real browser, in a few clicks, and visitors see it."""

import re
from collections.abc import Iterator

import pytest

from fellowship.models import ConferencePage
from tests.fellowship.made_conferences import add_conference

from .axe import faults as axe_faults
from .hand import Hand

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(scope="module", autouse=True)
def board(loaded_site, django_db_blocker) -> Iterator[ConferencePage]:
    """A conference on every Tuesday, there for the server's threads too."""
    with django_db_blocker.unblock():
        page = add_conference(title="Made board", slug="made-board")
        yield page
        ConferencePage.objects.get(pk=page.pk).delete()


@pytest.mark.slow
def test_a_date_is_cancelled_seen_by_visitors_and_taken_back(coordinator):
    hand = Hand(coordinator(1280))
    hand.link("Change a date of a conference")
    hand.link(re.compile("^Cancel Made board"))
    hand.tab.get_by_label("Reason").fill("Snow")
    hand.button("Cancel this date")
    hand.is_done("cancelled. Visitors see it now.")
    visitor = hand.tab.context.new_page()
    visitor.goto("/fellowship/conferences/made-board/")
    assert visitor.get_by_text("Snow").is_visible()
    visitor.close()
    hand = Hand(hand.tab)
    hand.link(re.compile("^Take back the change of Made board"))
    hand.button("Take back")
    hand.is_done("Visitors see it now.")


@pytest.mark.slow
def test_an_extra_date_is_added(coordinator):
    hand = Hand(coordinator(1280))
    hand.link("Change a date of a conference")
    hand.link(re.compile("^Extra date of Made board"))
    hand.tab.get_by_label("Day").fill("2099-12-30")
    hand.tab.keyboard.press("Escape")
    hand.tab.get_by_label("Reason").fill("Guest")
    hand.button("Add this date")
    hand.is_done("extra date. Visitors see it now.")


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_the_screens_about_dates(coordinator, board, width):
    tab = coordinator(width)
    for rest in ("", *(f"{board.pk}/{name}/" for name in ("cancel", "move", "extra", "take-back"))):
        assert tab.goto(f"/admin/fellowship/conferences/{rest}", wait_until="networkidle").status == 200
        assert axe_faults(tab) == [], rest
        assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), rest
    assert tab.faults == []
