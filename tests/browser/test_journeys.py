"""A patient, a referring doctor and an applicant find what they came for, whatever their browser can do."""

import re

import pytest
from playwright.sync_api import Page, expect

from .steps import go_by_keyboard, link, press_tab, tap

pytestmark = pytest.mark.browser

# What each presses, and what then stands on the page that opens.
JOURNEYS = {
    "a patient": [
        (r"I have been told", "If you have just been told"),
        (r"^Osteosarcoma", "What osteosarcoma is"),
        (r"^Limb-sparing surgery", "What it means to spare a limb"),
        (r"^Appointments$", "Ask the doctor who told you about us to contact us for you"),
        (r"^preparing for your visit", "What to bring"),
    ],
    "a referring doctor": [
        (r"I am referring a patient", "Call before a biopsy"),
        (r"^your team$", "Eleven kinds of specialists"),
        (r"^Refer$", "Refer an X-ray today"),
    ],
    "an applicant": [
        (r"I want to train here", "The year at a glance"),
        (r"^Rotations", "Beth Israel"),
        (r"^Fellowship$", "617-726-0604"),
        (r"^Faculty", "Lozano-Calderon"),
        (r"^Apply", "Read before you decide"),
        (r"Open the fact sheet", "Not published here yet"),
        (r"^pay$", "617-726-0604"),
    ],
}
BROWSERS = {
    "with everything": {},
    "without JavaScript": {"java_script_enabled": False},
    "without pictures": {"pictures": False},
    "on a phone without JavaScript": {"java_script_enabled": False, "width": 360},
}
NOT_ALWAYS = {"without JavaScript", "without pictures"}  # A phone without JavaScript goes in every run.
each_journey = pytest.mark.parametrize("journey", JOURNEYS.values(), ids=JOURNEYS.keys())


@pytest.fixture
def visitor(open_tab):
    """Open the front page in a browser that lacks something."""

    def arrive(width: int = 1280, pictures: bool = True, **options) -> Page:
        tab = open_tab(width, **options)
        if not pictures:
            tab.route(re.compile(r"\.(svg|png|jpe?g|webp|avif|gif|ico)($|\?)"), lambda route: route.abort())
        tab.goto("/")
        return tab

    return arrive


def unfold_if_needed(tab: Page, words: str) -> None:
    """On a phone, open the section's pages or the menu, whichever has the link."""
    for fold in ["^In this section$", "^Menu$"]:
        if not link(tab, words).count() and link(tab, fold).count():
            tap(tab, fold)


def expect_words(tab: Page, words: str) -> None:
    expect(tab.locator("main")).to_contain_text(re.compile(words))


@each_journey
@pytest.mark.parametrize(
    "options",
    [
        pytest.param(options, id=name, marks=pytest.mark.slow if name in NOT_ALWAYS else ())
        for name, options in BROWSERS.items()
    ],
)
def test_everybody_arrives(visitor, journey, options):
    tab = visitor(**options)
    for words, found in journey:
        unfold_if_needed(tab, words)
        tap(tab, words)
        expect_words(tab, found)


@each_journey
def test_everybody_arrives_by_keyboard_alone(visitor, journey):
    tab = visitor()
    for words, found in journey:
        go_by_keyboard(tab, words)
        expect_words(tab, found)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_skip_link_leads_past_the_header(visitor, width):
    tab = visitor(width)
    first = press_tab(tab)
    assert "Skip to" in first["words"]
    assert first["seen"]
    assert first["ringed"]
    tab.keyboard.press("Enter")
    assert press_tab(tab)["in_main"]


@pytest.mark.parametrize("has_script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_menu_of_a_phone_opens_and_leads_on_by_keyboard(visitor, has_script):
    tab = visitor(360)
    if not has_script:
        tab.route("**/*.js", lambda route: route.abort())
        tab.reload()
    go_by_keyboard(tab, "^Menu$")
    menu = tab.get_by_role("navigation", name="Main menu")
    expect(menu).to_be_visible()
    go_by_keyboard(tab, "^Treatments$")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Treatments")


def test_escape_closes_the_menu_and_gives_the_focus_back(visitor):
    tab = visitor(360)
    go_by_keyboard(tab, "^Menu$")
    press_tab(tab)
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("navigation", name="Main menu")).to_be_hidden()
    assert tab.evaluate("document.activeElement.innerText.trim()") == "Menu"


@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    "address", ["/", "/programs/bone-cancer/diagnosis/", "/publications/", "/fellowship/rotations/", "/emergency/"]
)
def test_the_focus_is_seen_at_every_stop(open_tab, address, width):
    tab = open_tab(width)
    tab.goto(address)
    lost = []
    stops = 0
    while (stop := press_tab(tab)) is not None and stops < 200:
        stops += 1
        if not (stop["seen"] and stop["ringed"]):
            lost.append(stop["html"])
    assert stops > 20
    assert lost == []


def test_a_link_without_its_picture_still_has_words(visitor):
    tab = visitor(360, pictures=False)
    wordless = tab.evaluate(
        """() => [...document.querySelectorAll("a, button, summary")]
            .filter((element) => element.checkVisibility() && !element.innerText.trim())
            .map((element) => element.outerHTML.slice(0, 120))"""
    )
    assert wordless == []
    expect(tab.get_by_role("link", name="Search").first).to_be_visible()
