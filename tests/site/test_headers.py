"""What a browser is told about each kind of page."""

import gzip

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Page, Site

from tests.staff import sign_in

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"


@pytest.fixture
def administrator(client):
    user = get_user_model().objects.create_superuser("someone", password="irrelevant")
    sign_in(client, user)
    return user


def policy_of(response) -> dict[str, str]:
    parts = response["Content-Security-Policy"].split(";")
    return {name: value for name, _, value in (part.strip().partition(" ") for part in parts)}


def test_a_visitor_gets_the_strict_policy(client):
    policy = policy_of(client.get("/no-such-page/"))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
    assert "unsafe" not in str(policy)


def test_the_editor_may_frame_itself_but_nobody_else_may(client, administrator):
    policy = policy_of(client.get("/admin/"))
    assert policy["frame-ancestors"] == "'self'"
    assert policy["default-src"] == "'self'"


def test_signing_in_is_framed_by_nobody_and_runs_nothing_inline(client):
    policy = policy_of(client.get(LOGIN))
    assert policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in str(policy)


def test_a_preview_may_be_shown_in_the_editor_yet_runs_nothing_inline(client, administrator, loaded_site):
    page = Site.objects.get(is_default_site=True).root_page
    response = client.get(f"/admin/pages/{page.pk}/view_draft/")
    assert response.status_code == 200
    policy = policy_of(response)
    assert policy["frame-ancestors"] == "'self'"
    assert policy["default-src"] == "'self'"
    assert "script-src" not in policy


def test_the_preview_panel_is_not_refused_by_the_older_header(client, administrator, loaded_site):
    page = Page.objects.filter(depth=2).first()
    response = client.get(f"/admin/pages/{page.pk}/edit/preview/?in_preview_panel=true")
    assert response["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("address", ["/no-such-page/", LOGIN])
def test_every_page_carries_the_other_headers(client, address):
    response = client.get(address)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert response["X-Frame-Options"] in {"DENY", "SAMEORIGIN"}


def test_a_visitor_gets_no_cookie(client, loaded_site):
    assert not client.get("/").cookies
    assert not client.get("/no-such-page/").cookies


def test_html_is_compressed(client):
    response = client.get(LOGIN, headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert b"<html" in gzip.decompress(response.content)


def test_https_is_believed_only_from_the_server_itself(client):
    """A visitor who sends X-Forwarded-Proto changes nothing: gunicorn alone decides, by TRUSTED_PROXIES."""
    response = client.get(LOGIN, headers={"x-forwarded-proto": "https"})
    assert not response.wsgi_request.is_secure()
