"""axe, and a page that holds still while axe looks."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast": {"enabled": True}, "target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
# What a change of colours can break. The other rules look at the same elements in the same places.
RULES_OF_COLOUR = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
# Colours that change softly begin to do so when the style is worked out anew, in a frame that has not come yet; what
# takes its colour from around it may begin again then. So: two frames, all that began there, and again until all rests.
AT_REST = """async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    do {
        await frame();
        await frame();
        await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
    } while (document.getAnimations().length);
}"""


def settle(tab: Page) -> None:
    """Wait until every element has the place and the colour that it will keep."""
    tab.evaluate(AT_REST)


def faults(tab: Page, rules: dict = RULES) -> list[str]:
    """What axe finds on the page as it stands."""
    settle(tab)
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(AXE)
    found = tab.evaluate("(options) => axe.run(document, options)", rules)["violations"]
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:200]} ({node['failureSummary'][:300]})"
        for rule in found
        for node in rule["nodes"]
    ]


def faults_by_day_and_by_night(tab: Page) -> list[str]:
    """All that axe finds in light, then what the change to dark brings."""
    found = []
    for scheme, rules in [("light", RULES), ("dark", RULES_OF_COLOUR)]:
        tab.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {fault}" for fault in faults(tab, rules)]
    tab.emulate_media(color_scheme="light")
    return found
