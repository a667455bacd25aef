"""Twelve things that people come for, on a phone without JavaScript, each in a few taps from the front page."""

import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from .steps import tap

pytestmark = pytest.mark.browser

# The first part of a page: what stands within two screens of a phone from where the last tap leads.
SCREEN, SCREENS = 740, 2


@dataclass(frozen=True)
class Task:
    """What somebody wants, what they tap, how often they may, and the words that answer them."""

    wish: str
    at_most: int
    taps: list[str]
    answers: list[str]
    types: str = field(default="")


TASKS = [
    Task("my son has osteosarcoma, what now", 2, ["^Osteosarcoma$"], ["Your next steps", "Ask to be seen"]),
    Task(
        "call for an appointment",
        1,
        ["^Appointments$"],
        ["Ask the doctor who told you about us to contact us for you", "Call the doctor who found the tumor"],
    ),
    Task("refer an X-ray today", 1, ["^Refer$"], ["Refer an X-ray today", "An X-ray that worries you is enough"]),
    Task(
        "fever at night after chemotherapy",
        1,
        ["^Emergency$"],
        ["A fever during chemotherapy is an emergency. Do not wait until morning", "Take your temperature"],
    ),
    Task(
        "breast cancer spread to the spine",
        2,
        ["^Cancer that has spread to bone$"],
        ["breast cancer that has spread to bone|[Bb]reast cancer in (the|a) bone is still breast cancer", "spine"],
    ),
    Task(
        "what happens at a biopsy",
        2,
        ["what happens at a biopsy"],
        ["A doctor uses a scan to guide a needle", "What happens on the day", "The numbing shot"],
    ),
    Task("is proton beam for my chordoma", 3, ["^Chordoma$", "proton"], ["Is it for my chordoma", "It may be"]),
    Task(
        "a trial for a 16-year-old with Ewing sarcoma",
        2,
        ["^clinical trials$"],
        ["16-year-old with Ewing sarcoma", "Some trials take teenagers"],
    ),
    *[
        Task(f"find Dr {name}", 2, ["^Search$", "submit"], ["Santiago Lozano-Calderon, MD, PhD"], types=name)
        for name in ["Lozano-Calderon", "Lozano Calderon", "Lozano Calderón", "lozano-calderón", "lozano"]
    ],
    Task(
        "find Dr Lozano-Calderon, looking through the names",
        2,
        ["people by name", "Lozano-Calderon"],
        ["orthopaedic oncology surgeon"],
    ),
    Task("what to bring", 2, ["^what to bring$"], ["What to bring", "Your scans on a disc"]),
    Task(
        "how do I apply, and the pay",
        2,
        ["I want to train here", "^Apply$"],
        ["No dates are announced here yet", "How to apply, who is eligible and what the post pays", "617-726-0604"],
    ),
    Task("protocols of the fellowship", 2, ["I want to train here", "^Protocols$"], ["How to get the list"]),
    Task("research of the fellowship", 2, ["I want to train here", "^Research$"], ["one original article|article"]),
    Task("faculty of the fellowship", 2, ["I want to train here", "^Faculty$"], ["Santiago Lozano-Calderon"]),
]


def is_in_first_part(tab: Page, words: str) -> bool:
    """Whether a piece of visible text with these words begins within the first part of the page."""
    places = tab.locator("main").get_by_text(re.compile(words)).locator("visible=true").all()
    return any((box := place.bounding_box()) and 0 <= box["y"] < SCREEN * SCREENS for place in places)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.wish)
def test_task(open_tab, task):
    tab = open_tab(360, height=SCREEN, java_script_enabled=False)
    tab.goto("/")
    taps = 0
    for words in task.taps:
        if words == "submit":
            tab.get_by_role("searchbox").fill(task.types)
            tab.get_by_role("button", name="Search").click()
        else:
            tap(tab, words)
        taps += 1
        expect(tab.locator("h1")).to_be_visible()
    assert taps <= task.at_most
    assert [words for words in task.answers if not is_in_first_part(tab, words)] == []
