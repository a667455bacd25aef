"""Sessions and tokens that somebody made up, or used a second time."""

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client
from wagtail.models import Page

from sarcoma_site.core.models import User
from sarcoma_site.core.staff_groups import COORDINATOR
from tests.staff import sign_in, staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]

ADMIN = f"/{settings.ADMIN_PATH}"
COOKIE = settings.SESSION_COOKIE_NAME


def is_let_in(session: str) -> bool:
    client = Client()
    client.cookies[COOKIE] = session
    response = client.get(f"{ADMIN}account/")
    assert response.status_code in (200, 302, 400)
    return response.status_code == 200


@pytest.mark.parametrize(
    "session",
    ["", "a" * 32, "0" * 32, "x" * 5000, "../../etc/passwd", "é", "' OR 1=1--", "a;b", "%00", '{"_auth_user_id": "1"}'],
)
def test_a_made_up_session_opens_nothing(session):
    assert not is_let_in(session)


def test_a_session_signed_with_another_key_opens_nothing(settings):
    """Whoever can write into the database still cannot sign in without the key."""
    user = User.objects.create_superuser("somebody")
    store = SessionStore()
    store["_auth_user_id"], store["_auth_user_backend"] = str(user.pk), "django.contrib.auth.backends.ModelBackend"
    store["_auth_user_hash"] = "0" * 64
    store.create()
    assert not is_let_in(store.session_key)
    data = signing.dumps(
        {"_auth_user_id": str(user.pk)}, key="another key", salt="django.contrib.sessions.SessionStore"
    )
    Session.objects.filter(pk=store.session_key).update(session_data=data)
    assert not is_let_in(store.session_key)


def test_a_session_is_over_for_whoever_copied_it_when_its_owner_signs_out():
    client = staff_client(COORDINATOR)
    copied = client.cookies[COOKIE].value
    assert is_let_in(copied)
    client.post(f"{ADMIN}account/logout/")
    assert not is_let_in(copied)


def test_a_session_is_over_when_the_password_changes():
    client = staff_client(COORDINATOR)
    copied = client.cookies[COOKIE].value
    client.staff.set_password("another correct horse")
    client.staff.save()
    assert not is_let_in(copied)


def test_a_new_session_begins_with_the_sign_in():
    """A session that somebody slipped into a browser before is not the one that is signed in."""
    User.objects.create_user("somebody", password="correct horse battery")
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies[COOKIE] = session.session_key
    client.post(f"{ADMIN}login/", {"login": "somebody", "password": "correct horse battery"})
    assert client.cookies[COOKIE].value != session.session_key
    assert not is_let_in(session.session_key)


@pytest.fixture
def strict_client() -> Client:
    """An administrator whose forms are checked for their token, as a browser's are."""
    client = Client(enforce_csrf_checks=True)
    sign_in(client, User.objects.create_superuser("somebody"))
    client.get(f"{ADMIN}redirects/add/")
    return client


@pytest.mark.parametrize("token", ["", "a" * 32, "a" * 64, "x" * 5000, "\0", "é" * 32, "somebody else’s"])
def test_a_form_with_a_forged_token_changes_nothing(strict_client, token):
    if token.startswith("somebody"):
        other = Client(enforce_csrf_checks=True)
        other.get(f"{ADMIN}login/")
        token = other.cookies[settings.CSRF_COOKIE_NAME].value
    page = Page.objects.get(slug="osteosarcoma")
    for address in (f"{ADMIN}pages/{page.pk}/unpublish/", f"{ADMIN}pages/{page.pk}/delete/", f"{ADMIN}redirects/add/"):
        for headers in ({}, {"x-csrftoken": token.encode("ascii", "replace").decode()}):
            response = strict_client.post(address, {"csrfmiddlewaretoken": token}, headers=headers)
            assert response.status_code == 403 and "We could not take the form" in response.text, address
    page.refresh_from_db()
    assert page.live


def test_a_form_with_its_token_is_taken_so_the_check_is_the_only_thing_in_the_way(strict_client):
    page = Page.objects.get(slug="osteosarcoma")
    token = strict_client.cookies[settings.CSRF_COOKIE_NAME].value
    strict_client.post(f"{ADMIN}pages/{page.pk}/unpublish/", {"csrfmiddlewaretoken": token})
    page.refresh_from_db()
    assert not page.live


def test_a_token_is_not_taken_from_another_origin(strict_client):
    token = strict_client.cookies[settings.CSRF_COOKIE_NAME].value
    for origin in ("https://evil.example", "null", "http://testserver.evil.example", "http://testserver:81"):
        response = strict_client.post(
            f"{ADMIN}redirects/add/", {"csrfmiddlewaretoken": token}, headers={"origin": origin}
        )
        assert response.status_code == 403, origin


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_another_method_is_no_way_around(strict_client, method):
    page = Page.objects.get(slug="osteosarcoma")
    for address in (f"{ADMIN}pages/{page.pk}/unpublish/", page.url, f"{ADMIN}api/main/pages/{page.pk}/"):
        response = strict_client.generic(method, address, b"x=1", headers={"x-http-method-override": "POST"})
        assert response.status_code in (403, 405), (address, response.status_code)
    page.refresh_from_db()
    assert page.live
