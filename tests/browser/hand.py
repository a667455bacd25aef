"""The coordinator's hand on the mouse: a weekly job takes at most five clicks from her desk."""

import re

from playwright.sync_api import Locator, Page, expect

MOST_CLICKS = 5


class Hand:
    """Clicks that begin at the desk, and their number."""

    def __init__(self, tab: Page) -> None:
        self.tab, self.clicks = tab, 0
        tab.goto("/admin/", wait_until="networkidle")

    def click(self, thing: Locator) -> None:
        self.clicks += 1
        thing.locator("visible=true").first.click()

    def link(self, name: str | re.Pattern, exact: bool = True) -> None:
        self.click(self.tab.get_by_role("link", name=name, exact=exact))

    def button(self, name: str | re.Pattern, exact: bool = True) -> None:
        self.click(self.tab.get_by_role("button", name=name, exact=exact))

    def is_done(self, words: str | re.Pattern) -> None:
        """The screen says so, without a fault, after few enough clicks."""
        expect(self.tab.get_by_text(words).first).to_be_visible()
        assert self.tab.faults == []
        assert self.clicks <= MOST_CLICKS
