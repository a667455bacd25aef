"""A visitor is nobody's business: no other server, no cookie, nothing kept, nothing that our own policy refuses."""

import re

import pytest

from tests.site.quarters import EVERY_FOURTH_PAGE

from .places import STATES, UNUSUAL

pytestmark = pytest.mark.browser

WHAT_IS_KEPT = """async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map((database) => database.name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).map((worker) => worker.scope),
})"""
NOTHING = {"local": [], "session": [], "databases": [], "caches": [], "workers": []}


@pytest.mark.parametrize("which", EVERY_FOURTH_PAGE)
def test_a_visitor_meets_no_other_server_and_takes_nothing_home(
    page, site_server, public_addresses, with_unusual_pages, which
):
    asked, failed, said, cookies = set(), [], [], {}
    page.context.on("request", lambda request: asked.add(request.url))
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    # A policy that is violated says so here, and so does a script that fails.
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    missing = STATES["no such page"]
    addresses = [*public_addresses, *STATES.values(), *UNUSUAL.values()][which::4]
    for address in addresses:
        if address == missing:
            continue
        page.goto(address)
        if found := {cookie["name"] for cookie in page.context.cookies()}:
            has_form = page.locator("form[method=post]").count()
            cookies |= {address: found} if found != {"csrftoken"} or not has_form else {}
            page.context.clear_cookies()
    assert len(addresses) > 25
    elsewhere = {url for url in asked if not url.startswith(f"{site_server}/")}
    assert elsewhere == set()
    assert failed == []
    assert said == []
    assert cookies == {}
    assert page.evaluate(WHAT_IS_KEPT) == NOTHING


def test_the_page_for_a_wrong_address_is_as_discreet(page, site_server):
    asked = []
    page.context.on("request", lambda request: asked.append(request.url))
    assert page.goto(STATES["no such page"]).status == 404
    assert [url for url in asked if not url.startswith(f"{site_server}/")] == []
    assert page.context.cookies() == []


def test_a_site_that_a_link_leads_to_does_not_learn_where_the_reader_was(page):
    """The address that somebody comes from may name an illness."""
    learned = []
    page.context.route(
        re.compile(r"^https?://(?!127\.0\.0\.1)"),
        lambda route: (learned.append(route.request.all_headers()), route.fulfill(body="Elsewhere")),
    )
    page.goto("/publications/39775972/")
    page.get_by_role("link", name="PubMed").first.click()
    page.get_by_text("Elsewhere").wait_for()
    assert len(learned) == 1 and "referer" not in learned[0]
    assert page.evaluate("document.referrer") == ""


@pytest.mark.slow
def test_no_link_of_a_page_says_otherwise_or_opens_another_window(client, public_addresses):
    for address in public_addresses:
        html = client.get(address).content.decode()
        assert not re.search(r"referrerpolicy=|<meta name=\"referrer\"|target=", html), address
