"""Signing in as staff do it, in a real browser: a first password, an app, a passkey, the hospital's account."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from playwright.sync_api import expect

from sarcoma_site.core.staff_groups import PUBLISHER
from tests.accounts.identity_provider import IdentityProvider
from tests.accounts.people import PASSWORD, code_now, member
from tests.accounts.test_hospital_sign_in import use

from .test_accessibility import faults as axe_faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

NEW = "sandal orbit walnut Ferry"


@pytest.fixture(scope="module")
def publishers(loaded_site, django_db_blocker):
    """Publishers whose password somebody else chose, committed so that the server's threads know them."""
    with django_db_blocker.unblock():
        cache.clear()
        users = [member(PUBLISHER, f"browser-publisher-{number}", must_change_password=True) for number in range(3)]
        yield users
        Session.objects.all().delete()
        for user in users:
            user.delete()


@pytest.fixture
def tab(open_tab, site_server):
    """A tab at a name (a passkey is for a name, never for a number), and what went wrong in it."""
    page = open_tab()
    page.here = site_server.replace("127.0.0.1", "localhost")
    page.faults = []
    page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    return page


def sign_in_with_password(tab, user, password: str) -> None:
    tab.goto(f"{tab.here}/admin/")
    tab.get_by_label("User name or e-mail address").fill(user.username)
    tab.get_by_label("Password").fill(password)
    tab.keyboard.press("Enter")


def heading(tab, words: str) -> None:
    expect(tab.get_by_role("heading", level=1)).to_have_text(words)
    assert axe_faults(tab) == []


def sign_out(tab) -> None:
    tab.goto(f"{tab.here}/admin/account/logout/")
    tab.get_by_role("button", name="Sign out").click()
    heading(tab, "Sign in")


def add_virtual_device(tab) -> None:
    devices = tab.context.new_cdp_session(tab)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_from_the_first_password_to_a_passkey(tab, publishers):
    user = publishers[0]
    add_virtual_device(tab)
    sign_in_with_password(tab, user, PASSWORD)

    heading(tab, "Choose a password of your own")
    tab.get_by_label("The password you use now").fill(PASSWORD)
    tab.get_by_label("New password").fill(NEW)
    tab.get_by_label("Once more").fill(NEW)
    tab.get_by_role("button", name="Save the password").click()

    heading(tab, "Your second step")
    tab.get_by_role("link", name="Set up an app").click()
    heading(tab, "Confirm that it is you")
    tab.get_by_label("Password").fill(NEW)
    tab.get_by_role("button", name="Confirm").click()

    heading(tab, "Set up an authenticator app")
    secret = tab.locator(".sign-in__key").inner_text()
    tab.get_by_label("Authenticator code").fill("000000")
    tab.get_by_role("button", name="Start using it").click()
    expect(tab.get_by_role("alert")).to_contain_text("not right")
    tab.get_by_label("Authenticator code").fill(code_now(secret))
    tab.get_by_role("button", name="Start using it").click()

    heading(tab, "Keep these recovery codes")
    recovery_code = tab.locator(".sign-in__codes code").first.inner_text()
    tab.get_by_role("link", name="on to the desk").click()
    expect(tab).to_have_url(f"{tab.here}/admin/")

    tab.goto(f"{tab.here}/admin/account/second-step/webauthn/add/")
    heading(tab, "Add a passkey")
    tab.get_by_role("button", name="Add it").click()
    heading(tab, "Your second step")
    sign_out(tab)

    tab.get_by_role("button", name="Sign in with a passkey").click()
    expect(tab).to_have_url(f"{tab.here}/admin/")
    sign_out(tab)

    sign_in_with_password(tab, user, NEW)
    heading(tab, "One more step")
    tab.get_by_label("Code").fill(recovery_code)
    tab.get_by_role("button", name="Sign in", exact=True).click()
    expect(tab).to_have_url(f"{tab.here}/admin/")
    assert tab.faults == []


def test_a_passkey_that_is_not_there_is_said_in_words(tab):
    tab.goto(f"{tab.here}/admin/login/")
    devices = tab.context.new_cdp_session(tab)
    devices.send("WebAuthn.enable")  # A browser with passkeys, but no device that has one.
    tab.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError')) }"
    )
    tab.get_by_role("button", name="Sign in with a passkey").click()
    expect(tab.get_by_role("alert")).to_contain_text("No passkey was used.")


def test_with_the_hospitals_account(tab, publishers, settings, monkeypatch):
    provider = IdentityProvider()
    provider.person["email"] = publishers[1].email
    provider.amr = ["pwd", "mfa"]
    use(provider, settings, monkeypatch)
    try:
        tab.goto(f"{tab.here}/admin/pages/")
        heading(tab, "Sign in")
        tab.get_by_role("button", name="Sign in with Example Hospital").click()
        expect(tab).to_have_title("Hospital")
        tab.get_by_role("link", name="Continue").click()
        expect(tab).to_have_url(re.compile(re.escape(f"{tab.here}/admin/pages/")))
        assert tab.faults == []
    finally:
        provider.stop()


def test_without_javascript_a_password_is_enough_to_begin(browser, site_server, publishers):
    context = browser.new_context(java_script_enabled=False, base_url=site_server)
    tab = context.new_page()
    tab.goto("/admin/login/")
    expect(tab.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    tab.get_by_label("User name or e-mail address").fill(publishers[2].username)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Sign in", exact=True).click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Choose a password of your own")
    context.close()


def test_the_fields_say_what_a_password_manager_needs(tab):
    """And nothing has to be remembered, copied or solved (WCAG 2.2, success criterion 3.3.8)."""
    tab.goto(f"{tab.here}/admin/login/")
    assert tab.locator("#id_login").get_attribute("autocomplete") == "username"
    assert tab.locator("#id_password").get_attribute("autocomplete") == "current-password"
    for field in ("#id_login", "#id_password"):
        tab.locator(field).evaluate(
            "field => field.dispatchEvent(new ClipboardEvent('paste', {cancelable: true})) || field.remove()"
        )
        expect(tab.locator(field)).to_be_attached()
