"""A page of each type, in each state and with unusual content: sound on a phone, on a desk and on paper."""

import pytest

from .places import ONE_OF_EACH_TYPE, STATES, UNUSUAL
from .walk import look_at
from .weight import watch

pytestmark = pytest.mark.browser


# `make test-stack` looks at a page of every type; each run at those that differ most.
LOOKED_AT_ALWAYS = {
    *("/", "/emergency/", "/search/", "/programs/bone-cancer/", "/programs/bone-cancer/conditions/osteosarcoma/"),
    "/people/santiago-lozano-calderon/",
    *("/publications/", "/publications/39775972/", "/fellowship/", "/fellowship/fact-sheet/", "/fellowship/rotations/"),
    "/fellowship/contact/",
}


@pytest.mark.parametrize(
    "address",
    [page if page in LOOKED_AT_ALWAYS else pytest.param(page, marks=pytest.mark.slow) for page in ONE_OF_EACH_TYPE],
)
def test_a_page_of_each_type_is_sound(open_tab, site_server, address):
    assert look_at(open_tab(360), site_server, address) == {}


# `make test-stack` looks at the other states and at unusual content.
IN_EVERY_RUN = ("no such page", "publications of one person")


@pytest.mark.parametrize(
    "state", [state if state in IN_EVERY_RUN else pytest.param(state, marks=pytest.mark.slow) for state in STATES]
)
def test_a_page_in_each_state_is_sound(open_tab, site_server, state):
    assert look_at(open_tab(360), site_server, STATES[state], 404 if state == "no such page" else 200) == {}


@pytest.mark.slow
@pytest.mark.parametrize("address", UNUSUAL.values(), ids=UNUSUAL.keys())
def test_an_unusual_page_is_sound(open_tab, site_server, with_unusual_pages, address):
    assert look_at(open_tab(360), site_server, address) == {}


def test_what_is_weighed_is_what_crosses_the_wire(open_tab):
    tab = open_tab(360)
    fetched = watch(tab)
    tab.goto("/", wait_until="networkidle")
    assert {"document", "stylesheet", "font"} <= {request.resource_type for request in fetched}
    style = next(request for request in fetched if request.resource_type == "stylesheet")
    assert style.sizes()["responseBodySize"] < len(style.response().body()) / 3
