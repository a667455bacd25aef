"""The editor works under the policy it is served with: nothing it needs is blocked, nothing foreign is asked for."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from playwright.sync_api import expect
from wagtail.models import Site

from tests.staff import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(scope="module")
def editor_session(loaded_site, django_db_blocker) -> tuple[str, str]:
    """A signed-in administrator's cookie, committed so that the server's threads know it."""
    with django_db_blocker.unblock():
        user = get_user_model().objects.create_superuser("browser-administrator", password="irrelevant")
        client = Client()
        sign_in(client, user)
        cookie = next(iter(client.cookies.values()))
        yield cookie.key, cookie.value
        SessionStore(cookie.value).delete()
        user.delete()


@pytest.fixture
def editor(page, site_server, editor_session):
    """A tab that is signed in, and what went wrong in it."""
    name, value = editor_session
    page.context.add_cookies([{"name": name, "value": value, "url": site_server}])
    page.faults = []
    page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on(
        "request",
        lambda request: (
            page.faults.append(request.url) if not request.url.startswith((site_server, "data:", "blob:")) else None
        ),
    )
    return page


def home_id() -> int:
    return Site.objects.get(is_default_site=True).root_page_id


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/pages/{home}/edit/",
        *(pytest.param(address, marks=pytest.mark.slow) for address in ("/admin/pages/{home}/", "/admin/images/")),
    ],
)
def test_a_screen_of_the_editor_opens_without_a_fault(editor, address):
    assert editor.goto(address.format(home=home_id()), wait_until="networkidle").status == 200
    expect(editor.locator("h1, h2").first).to_be_attached()
    assert editor.faults == []


def test_the_preview_panel_shows_the_page(editor):
    editor.goto(f"/admin/pages/{home_id()}/edit/", wait_until="networkidle")
    editor.locator("[data-side-panel-toggle=preview], [aria-label='Toggle preview']").first.click()
    # The panel loads the next version in a second frame behind the one that is shown.
    frame = editor.frame_locator("iframe[title='Preview']").last
    frame.locator("h1").first.wait_for(timeout=15_000)
    assert editor.faults == []
