"""The same headers on every kind of answer: pages, files, errors, redirects, and everything in the CMS."""

import json
import re
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.templatetags.static import static
from django.test import Client, override_settings
from PIL import Image
from wagtail.models import Site

from sarcoma_site.core.models import SiteDocument, SiteImage, User
from sarcoma_site.home import views
from tests.staff import sign_in

from .test_settings import SECURE_KEY, run_manage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]

ADMIN = f"/{settings.ADMIN_PATH}"
NOT_OURS_TO_TELL = {"server", "x-powered-by", "x-runtime", "via"}

# What it is, its address, the status that it gets. Addresses in braces are filled in by `places`.
ADDRESSES = [
    ("a page", "/", 200),
    ("a page with a form", "/fellowship/contact/", 200),
    ("a search", "/search/?q=sarcoma", 200),
    ("an address without a page", "/no-such-page/", 404),
    ("an address that cannot be one", "/a%00b/", 404),
    ("a redirect to the slash", "/programs", 301),
    ("the feed", "/publications/feed.atom", 200),
    ("an export", "/publications/export.ris", 200),
    ("the sitemap", "/sitemap.xml", 404),
    ("robots.txt", "/robots.txt", 200),
    ("the health check", "/healthz", 200),
    ("the readiness check", "/readyz", 200),
    ("a static file", "{static}", 200),
    ("a picture", "{picture}", 200),
    ("a picture that is not there", "/media/images/none.webp", 404),
    ("a document", "{document}", 200),
    ("the way to the sign-in", ADMIN, 302),
    ("the sign-in page", f"{ADMIN}login/", 200),
]
STAFF_ADDRESSES = [
    ("the CMS", ADMIN, 200),
    ("the editor", "{edit}", 200),
    ("a preview", "{preview}", 200),
    ("a draft", "{draft}", 200),
    ("a screen of ours", f"{ADMIN}publications/import/", 200),
    ("a dialog as JSON", f"{ADMIN}choose-page/", 200),
    ("the internal API", f"{ADMIN}api/main/pages/", 200),
    ("no such screen", f"{ADMIN}no-such-screen/", 404),
]


@pytest.fixture
def places(settings, tmp_path) -> dict[str, str]:
    settings.MEDIA_ROOT = tmp_path
    out = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    picture = SiteImage.objects.create(title="Teal", file=ContentFile(out.getvalue(), "teal.png"))
    document = SiteDocument.objects.create(title="Words", file=ContentFile(b"Words", "words.txt"))
    home = Site.objects.get(is_default_site=True).root_page_id
    return {
        "{picture}": picture.get_rendition("width-20").url,
        "{document}": document.url,
        "{static}": static("css/site.css"),
        "{edit}": f"{ADMIN}pages/{home}/edit/",
        "{preview}": f"{ADMIN}pages/{home}/edit/preview/?in_preview_panel=true",
        "{draft}": f"{ADMIN}pages/{home}/view_draft/",
    }


def assert_every_header(response, what: str, https: bool = False) -> None:
    policy = response["Content-Security-Policy"]
    expected = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": settings.PERMISSIONS_POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert {name: response.get(name) for name in expected} == expected, what
    assert "default-src 'none'" in policy or ("default-src 'self'" in policy and "object-src 'none'" in policy), what
    assert "unsafe-eval" not in policy and "unsafe-inline" not in policy.replace("style-src 'self' 'unsafe-inline'", "")
    assert "script-src" not in policy, f"{what}: scripts come from our own files alone, as default-src says"
    assert response["X-Frame-Options"] in {"DENY", "SAMEORIGIN"}, what
    assert "Content-Security-Policy-Report-Only" not in response, what
    assert not NOT_OURS_TO_TELL & {name.lower() for name in response.headers}, what
    if https:
        assert response["Strict-Transport-Security"] == "max-age=31536000", what


@pytest.mark.parametrize(("what", "address", "status"), ADDRESSES, ids=[row[0] for row in ADDRESSES])
def test_every_answer_to_a_visitor_carries_every_header(client, places, what, address, status):
    response = client.get(places.get(address, address))
    assert response.status_code == status
    assert_every_header(response, what)
    if not address.startswith(ADMIN) and what != "a document":  # That has Wagtail's own, which allows nothing at all.
        policy = response["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy and "unsafe" not in policy


@pytest.mark.parametrize(("what", "address", "status"), STAFF_ADDRESSES, ids=[row[0] for row in STAFF_ADDRESSES])
def test_every_answer_to_staff_carries_every_header(client, places, what, address, status):
    sign_in(client, User.objects.create_superuser("somebody"))
    response = client.get(places.get(address, address))
    assert response.status_code == status
    assert_every_header(response, what)
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


def assert_a_page_of_ours(response, words: str) -> None:
    html = response.content.decode()
    assert words in html and "In an emergency, call" in html
    assert not re.search(r"Traceback|Exception|csrf|ALLOWED_HOSTS|settings|evil\.example|Django", html, re.IGNORECASE)
    assert "<style" not in html and " style=" not in html and "<script>" not in html
    assert_every_header(response, words)


def test_a_foreign_host_is_refused_in_our_design():
    response = Client().get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert_a_page_of_ours(response, "We cannot read that request")


def test_a_form_without_its_token_is_refused_in_our_design():
    response = Client(enforce_csrf_checks=True).post(f"{ADMIN}login/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert_a_page_of_ours(response, "We could not take the form")


def test_a_wrong_method_is_refused_in_our_design(client):
    response = client.delete("/robots.txt")
    assert response.status_code == 405 and response["Allow"]
    assert_a_page_of_ours(response, "That cannot be done at this address")


def test_too_much_at_once_is_refused_in_our_design(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = client.post(f"{ADMIN}login/", {"username": "a" * 2000})
    assert response.status_code == 413
    assert_a_page_of_ours(response, "That is more than we can take at once")


def test_a_fault_of_ours_tells_no_detail(client, monkeypatch):
    def broken():
        raise ValueError("a secret detail")

    monkeypatch.setattr(views, "current_frame", broken)
    client.raise_request_exception = False
    response = client.get("/robots.txt")
    assert response.status_code == 500 and b"a secret detail" not in response.content
    assert_a_page_of_ours(response, "Something went wrong on our side")


def test_an_error_page_asks_nothing_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/", headers={"host": "evil.example"}).status_code == 400


HTTPS_SETTINGS = [
    "SESSION_COOKIE_NAME",
    "CSRF_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS",
    "SECURE_SSL_REDIRECT",
    "CONTENT_SECURITY_POLICY",
    "SIGN_IN_CONTENT_SECURITY_POLICY",
    "ADMIN_CONTENT_SECURITY_POLICY",
    "SITE_URL",
]
TELL = f"""
import json
from django.conf import settings
print(json.dumps([getattr(settings, name) for name in {HTTPS_SETTINGS}]))
"""


@pytest.fixture
def https_site():
    """The settings that a site with an https address chooses as it starts."""
    result = run_manage("shell", "--no-imports", "-c", TELL, SECRET_KEY=SECURE_KEY, SITE_URL="https://sarcoma.example")
    assert result.returncode == 0, result.stderr
    with override_settings(**dict(zip(HTTPS_SETTINGS, json.loads(result.stdout), strict=True))):
        yield


def test_with_https_every_cookie_and_answer_is_bound_to_it(https_site):
    client = Client()
    plain = client.get("/robots.txt")
    assert (plain.status_code, plain["Location"]) == (301, "https://testserver/robots.txt")
    assert client.get("/healthz", headers={"host": "192.0.2.1"}).status_code == 200
    page = client.get("/fellowship/", secure=True)
    assert_every_header(page, "a page", https=True)
    assert "upgrade-insecure-requests" in page["Content-Security-Policy"] and not page.cookies

    User.objects.create_user("somebody", password="correct horse battery")
    form = client.get(f"{ADMIN}login/", secure=True)
    inside = client.post(f"{ADMIN}login/", {"login": "somebody", "password": "correct horse battery"}, secure=True)
    for response in (form, inside):
        assert_every_header(response, "the sign-in", https=True)
        assert "upgrade-insecure-requests" in response["Content-Security-Policy"]
    cookies = {**form.cookies, **inside.cookies}
    assert set(cookies) == {"__Host-sessionid", "__Host-csrftoken"}
    for name in ("__Host-sessionid", "__Host-csrftoken"):
        parts = {part.strip() for part in cookies[name].OutputString().split(";")}
        assert {"Secure", "Path=/", "SameSite=Lax", "HttpOnly"} <= parts, parts
        assert "domain" not in cookies[name].OutputString().lower()


def test_messages_are_kept_in_the_session_and_not_in_a_cookie(client):
    sign_in(client, User.objects.create_superuser("somebody"))
    client.post(f"{ADMIN}publications/review/", {})
    assert set(client.cookies) <= {"sessionid", "csrftoken"}
