"""The matrix: every role, at every address of the CMS, by GET and by POST, with what is its own and what is not."""

from collections.abc import Iterator

import pytest

from sarcoma_site.core.site_frame import forget_frame
from sarcoma_site.core.staff_groups import COORDINATOR

from .asking import LED_ON, OPENS, REFUSED, SIGN_IN, WRONG_METHOD, Address, addresses, ask, places_of, url_of
from .matrix import FAULTS_OF_WAGTAIL, FORMS, MATRIX
from .roles import NO_GROUP, STAFF, STRANGER, client_of
from .world import World, make_world

GETS_NOTHING = {REFUSED, SIGN_IN, WRONG_METHOD, LED_ON}


@pytest.fixture
def world(loaded_site, db, settings) -> World:
    """Everything there is to be asked for. What stands around pages is read anew only after a change."""
    settings.SITE_FRAME_SECONDS = 3600
    forget_frame()
    return make_world()


def test_every_address_of_the_cms_has_a_row_and_every_row_an_address():
    asked = {address.key for address in addresses()}
    assert sorted(asked - set(MATRIX)) == []
    assert sorted(set(MATRIX) - asked) == []


def cells(role: str, world: World) -> Iterator[tuple[Address, str, str, bool]]:
    """Address, place and method of each cell of one role, and whether it gets something there."""
    outside = role in (STRANGER, NO_GROUP)
    for address in addresses():
        for place in ["own"] if outside else places_of(address, world):
            may = role in MATRIX[address.key].at(place)
            yield from ((address, place, method, may) for method in ("GET", "POST"))


def answers(role: str, world: World, may: bool) -> Iterator[tuple[str, str]]:
    """What a role was told in the cells in which it gets something, or in the others."""
    client = client_of(role, raise_request_exception=False)
    for address, place, method, is_allowed in cells(role, world):
        if is_allowed == may:
            told = ask(client, method, url_of(address, world.at(place)), _form(address, world))
            yield f"{method} {address.key} ({place})", told


def _form(address: Address, world: World) -> dict:
    if address.name == "wagtailadmin_pages:copy":
        return {"new_parent_page": world.places["own"]["destination"].pk, "new_title": "A copy", "new_slug": "a-copy"}
    return FORMS.get(address.name, {})


# The coordinator in every run, for she has most to gain; all of them in `make test-stack`.
@pytest.mark.parametrize(
    "role",
    [COORDINATOR, *(pytest.param(role, marks=pytest.mark.slow) for role in (NO_GROUP, *STAFF) if role != COORDINATOR)],
)
def test_nobody_gets_what_no_row_gives(role, world):
    told = dict(answers(role, world, may=False))
    assert {cell: answer for cell, answer in told.items() if answer not in GETS_NOTHING} == {}
    assert len(told) > 100


def test_a_stranger_gets_nothing_but_the_way_to_the_sign_in_page(world):
    told = dict(answers(STRANGER, world, may=False))
    others = {cell for cell, answer in told.items() if answer not in (SIGN_IN, WRONG_METHOD)}
    assert {cell for cell in others if "openid_connect" not in cell} == set()  # No hospital is set up to sign in at.


@pytest.mark.slow
@pytest.mark.parametrize("role", STAFF)
def test_each_role_gets_what_its_rows_give_by_one_method_or_the_other(role, world):
    told = dict(answers(role, world, may=True))
    got = {cell.split(" ", 1)[1] for cell, answer in told.items() if answer in (OPENS, LED_ON)}
    faults = {cell.split(" ", 1)[1] for cell in FAULTS_OF_WAGTAIL}
    assert {cell.split(" ", 1)[1] for cell in told} - got - faults == set()
    assert {cell for cell, answer in told.items() if answer.startswith("fails")} <= FAULTS_OF_WAGTAIL
