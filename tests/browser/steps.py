"""How a visitor gets about: by tapping what they see, or by keyboard alone."""

import re

from playwright.sync_api import Locator, Page

MOST_PRESSES = 250
# The element that has the focus, and whether a reader can see that it has.
FOCUS = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const middle = [Math.max(box.left, 0) + Math.min(box.width, innerWidth) / 2, (box.top + box.bottom) / 2];
    const above = document.elementFromPoint(
        Math.min(Math.max(middle[0], 1), innerWidth - 2), Math.min(Math.max(middle[1], 1), innerHeight - 2));
    return {
        words: element.innerText?.trim() || element.getAttribute("aria-label") || element.name || element.localName,
        html: element.outerHTML.slice(0, 120),
        ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        seen: inside && above !== null && (element.contains(above) || above.contains(element)),
        in_main: document.querySelector("main").contains(element),
    };
}"""


def link(tab: Page, words: str) -> Locator:
    """The first visible link, or thing that unfolds, whose words match."""
    # The text of an element begins and ends with the line breaks of its template.
    pattern = re.compile(words.replace("^", r"^\s*").replace("$", r"\s*$"), re.IGNORECASE)
    return tab.locator("a, summary").filter(has_text=pattern).locator("visible=true").first


def tap(tab: Page, words: str) -> None:
    link(tab, words).click(timeout=5000)


def press_tab(tab: Page) -> dict | None:
    """Go one stop further, and say where that is."""
    tab.keyboard.press("Tab")
    return tab.evaluate(FOCUS)


def go_by_keyboard(tab: Page, words: str) -> None:
    """Press Tab until the focus is on what is meant, seeing it all the way, then Enter."""
    for _ in range(MOST_PRESSES):
        stop = press_tab(tab)
        assert stop is not None, f"the focus went out of the page before it met “{words}”"
        assert stop["ringed"], f"no ring around {stop['html']}"
        assert stop["seen"], f"out of sight: {stop['html']}"
        if re.search(words, stop["words"], re.IGNORECASE):
            tab.keyboard.press("Enter")
            tab.wait_for_load_state()
            return
    raise AssertionError(f"“{words}” was not met in {MOST_PRESSES} presses")
