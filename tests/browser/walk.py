"""One page, opened once and looked at for everything, since opening it is most of the work.

What is found stands under the window and the kind of the fault.
"""

from playwright.sync_api import Page

from . import axe, layout, weight

COMPRESSED = ("br", "gzip")


def on_a_phone(tab: Page) -> dict[str, list[str]]:
    """The page as it opens on a phone."""
    return {
        "moving": layout.moving(tab),
        "360 px: too small for a thumb": layout.small_targets(tab),
        "360 px: axe": axe.faults_by_day_and_by_night(tab),
    }


def on_a_desk(tab: Page) -> dict[str, list[str]]:
    """The page as it opens on paper and on a desk, and then with all that is folded away unfolded."""
    layout.resize(tab, 768, 1024)
    found = {"on paper": layout.lost_on_paper(tab)}
    layout.resize(tab, 1280, 800)
    found["1280 px: too small for a thumb"] = layout.small_targets(tab)
    layout.open_all(tab)
    found["1280 px: axe"] = axe.faults_by_day_and_by_night(tab)
    found["1280 px: too small to read"] = layout.small_text(tab)
    return found


def in_every_window(tab: Page) -> dict[str, list[str]]:
    """The unfolded page from the widest window to the smallest."""
    found = {}
    for width, height in layout.WINDOWS:
        layout.resize(tab, width, height)
        found[f"{width} x {height}: off the side"] = layout.too_wide(tab)
    found["320 px: too small to read"] = layout.small_text(tab)
    return found


def look_at(tab: Page, site: str, address: str, status: int = 200) -> dict[str, list[str]]:
    """Every fault of one page, by kind."""
    fetched = weight.watch(tab)
    response = tab.goto(site + address)
    assert response.status == status
    assert response.header_value("content-encoding") in COMPRESSED
    axe.settle(tab)
    found = on_a_phone(tab)
    found["first visit"] = weight.over_budget(fetched, site)
    found |= on_a_desk(tab) | in_every_window(tab)
    return {kind: faults for kind, faults in found.items() if faults}
