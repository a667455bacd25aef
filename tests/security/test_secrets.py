"""No title, text, name or address reaches anybody whose it is not: looked for wherever the CMS and the site speak."""

import pytest

from sarcoma_site.core.site_frame import forget_frame
from sarcoma_site.core.staff_groups import COORDINATOR, EDITOR, REVIEWER

from .roles import NO_GROUP, STAFF, STRANGER, client_of, member
from .secrets import about_pages, crawl, every_address, every_search, public_addresses, words_in
from .world import MAY_LEARN, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]


@pytest.fixture(autouse=True)
def frame_is_kept(settings) -> None:
    """Nothing that stands around pages changes here, so it is not read anew at each request."""
    settings.SITE_FRAME_SECONDS = 3600
    forget_frame()


def learnt(role: str, urls, visits: int = 0) -> dict[str, str]:
    """The words that a role finds, each with where it was found first. What one signs in with is one's own."""
    client, found = client_of(role), {}
    account = member(role) if role != STRANGER else None
    for url, text in crawl(client, urls, visits):
        if account:
            text = text.replace(account.email, "").replace(account.username, "")
        for word in words_in(text):
            found.setdefault(word, url)
    return found


def allowed(role: str) -> set[str]:
    return {word for word, roles in MAY_LEARN.items() if role in roles}


def beyond(role: str, found: dict[str, str]) -> dict[str, str]:
    return {word: url for word, url in found.items() if word not in allowed(role)}


@pytest.mark.parametrize(
    "role", [COORDINATOR, *(pytest.param(role, marks=pytest.mark.slow) for role in (EDITOR, REVIEWER))]
)
def test_no_list_chooser_report_history_or_api_names_what_is_not_ones_own(role):
    world = make_world()
    found = learnt(role, [*every_search(world), *about_pages(world.pages)])
    assert beyond(role, found) == {}
    assert set(found) == allowed(role)  # One's own is found, so others' would be.


@pytest.mark.parametrize(
    "role", [STRANGER, COORDINATOR, *(pytest.param(role, marks=pytest.mark.slow) for role in (NO_GROUP, REVIEWER))]
)
def test_the_public_site_names_nothing_that_is_not_public(role):
    found = learnt(role, list(public_addresses(make_world())))
    assert found == {}


@pytest.mark.slow
@pytest.mark.parametrize("role", STAFF)
def test_whoever_follows_every_link_of_the_cms_finds_nothing_that_is_not_theirs(role):
    world = make_world()
    urls = [*every_address(world), *about_pages(world.pages), *public_addresses(world)]
    found = learnt(role, urls, visits=6)
    assert beyond(role, found) == {}
    assert set(found) == allowed(role)
