"""What runs off the screen, is too small to hit or to read, moves, or is missing on paper."""

from playwright.sync_api import Page

from .axe import settle

# The last is 1280 by 1024 at 400 % zoom.
WINDOWS = [(1280, 800), (768, 1024), (360, 740), (320, 640), (320, 256)]
TARGET, SMALL_TARGET = 44, 24
BODY_TEXT, ANY_TEXT = 18, 15

OPEN_ALL = "document.querySelectorAll('main details').forEach((details) => { details.open = true })"
# What is wider than the window and cannot be scrolled by itself, as a table may be.
TOO_WIDE = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const scrolls = (element) => element.closest(".data-table") !== null;
    const wide = [...document.body.querySelectorAll("*")]
        .filter((element) => element.getBoundingClientRect().right > width + 0.5 && !scrolls(element))
        .map((element) => element.outerHTML.slice(0, 120));
    return [`${document.documentElement.scrollWidth} px`, ...wide.slice(-5)];
}"""
SMALLER_THAN = """([selector, least]) => [...document.querySelectorAll(selector)]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".skip-link"))
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([element, box]) => box.width > 1 && (box.height < least - 0.5 || box.width < least - 0.5))
    .map(([element, box]) => `${box.width} x ${box.height}: ${element.outerHTML.slice(0, 120)}`)"""
# Each piece of text that a reader sees, with the size it is set in.
SMALL_TEXT = """([selector, least]) => {
    const small = new Set();
    for (const root of document.querySelectorAll(selector)) {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const holder = node.parentElement;
            if (!node.data.trim() || !holder.checkVisibility()) continue;
            const size = parseFloat(getComputedStyle(holder).fontSize);
            if (size < least - 0.01) small.add(`${size} px: ${node.data.trim().slice(0, 60)}`);
        }
    }
    return [...small];
}"""
HIDDEN_ON_PAPER = """() => [...document.querySelectorAll("main details:not(.filters, .section-nav) > :not(summary)")]
    .filter((child) => !child.checkVisibility() || child.getBoundingClientRect().height < 1)
    .map((child) => child.outerHTML.slice(0, 120))"""

MOVING = """() => [...document.querySelectorAll("*")]
    .map((element) => [element, getComputedStyle(element)])
    .filter(([, style]) => style.transitionDuration !== "0s" || style.animationName !== "none")
    .map(([element]) => element.outerHTML.slice(0, 120))"""

MAIN_ACTIONS = ".site-header a, .site-header summary, .button, button, main summary, input, select"
OTHER_ACTIONS = "nav a, .site-footer li a, .listing__link, .more-link"
BODY_TEXTS = ".prose p, .prose li, .page-header__summary, .steps p, .callout p"


def open_all(tab: Page) -> None:
    """Unfold whatever the page folds away."""
    tab.evaluate(OPEN_ALL)


def resize(tab: Page, width: int, height: int) -> None:
    tab.set_viewport_size({"width": width, "height": height})


def too_wide(tab: Page) -> list[str]:
    """What runs off the side of the window as it is."""
    return tab.evaluate(TOO_WIDE)


def moving(tab: Page) -> list[str]:
    """What would move softly although the reader asked for stillness, as every tab of these tests does."""
    return tab.evaluate(MOVING)[:5]


def small_targets(tab: Page) -> list[str]:
    """What can be pressed and is too small for a thumb."""
    return tab.evaluate(SMALLER_THAN, [MAIN_ACTIONS, TARGET]) + tab.evaluate(
        SMALLER_THAN, [OTHER_ACTIONS, SMALL_TARGET]
    )


def small_text(tab: Page) -> list[str]:
    """What is set too small to read."""
    return tab.evaluate(SMALL_TEXT, [BODY_TEXTS, BODY_TEXT]) + tab.evaluate(SMALL_TEXT, ["body", ANY_TEXT])


def lost_on_paper(tab: Page) -> list[str]:
    """What is folded away and stays so in print, and what is of no use there and yet is printed."""
    tab.emulate_media(media="print")
    settle(tab)
    found = tab.evaluate(HIDDEN_ON_PAPER)
    useless = tab.locator(".site-nav, .site-menu, .quick").locator("visible=true").count()
    tab.emulate_media(media="screen")
    return found + ([f"{useless} menus are printed"] if useless else [])
