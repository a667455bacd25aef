"""What the site does not offer, and that nothing about it hangs on what a visitor's request says of itself."""

import importlib
import re
import sys
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, clear_url_caches, get_resolver, reverse, set_urlconf
from wagtail.blocks import BaseBlock, RawHTMLBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from sarcoma_site.core.models import SiteApproval, User
from sarcoma_site.core.site_frame import current_frame
from tests.staff import sign_in, staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]

ADMIN = f"/{settings.ADMIN_PATH}"
ELSEWHERE = "evil.example"


@pytest.fixture
def administrator(client) -> Client:
    sign_in(client, User.objects.create_superuser("somebody", password="correct horse battery"))
    return client


def views_below(resolver: URLResolver, path: str = "") -> Iterator[tuple[str, str]]:
    """Every address pattern with the module of its view."""
    for pattern in resolver.url_patterns:
        whole = path + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "view_class", None) or getattr(pattern.callback, "cls", pattern.callback)
            yield whole, view.__module__
        else:
            yield from views_below(pattern, whole)


# --- What is not mounted ----------------------------------------------------------------------------------------


def test_no_view_of_what_we_do_not_offer_is_mounted():
    closed = ("django.contrib.admin", "wagtail.images.views.serve", "wagtail.api.v2.views", "rest_framework.routers")
    found = [(path, module) for path, module in views_below(get_resolver()) if module.startswith(closed)]
    assert found == []
    assert not any(apps.is_installed(name) for name in ("wagtail.api.v2", "django.contrib.admin", "rest_framework"))


@pytest.mark.parametrize("name", ["wagtailimages_serve", "wagtailapi:pages:listing", "admin:index"])
def test_it_has_no_name_either(name):
    with pytest.raises(NoReverseMatch):
        reverse(name, args=["signature", 1, "width-10"] if name == "wagtailimages_serve" else [])


@pytest.mark.parametrize(
    "address", ["/api/v2/pages/", "/django-admin/", "/images/signature/1/width-10/", "/api/", "/__debug__/"]
)
def test_its_usual_addresses_are_not_there(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["pages/", "images/", "documents/", "pages/find/?html_path=/", "pages/3/"])
def test_the_internal_api_answers_nobody_who_is_not_signed_in(client, address):
    response = client.get(f"{ADMIN}api/main/{address}")
    assert response.status_code in (302, 401, 403)
    assert b"meta" not in response.content


def test_the_internal_api_is_no_page_to_browse(administrator):
    response = administrator.get(f"{ADMIN}api/main/pages/", headers={"accept": "text/html"})
    assert response["Content-Type"].startswith("application/json")


def test_no_block_takes_raw_html():
    def kinds(block: BaseBlock) -> Iterator[type]:
        yield type(block)
        for child in [*getattr(block, "child_blocks", {}).values(), getattr(block, "child_block", None)]:
            if child is not None:
                yield from kinds(child)

    fields = [field for model in apps.get_models() for field in model._meta.fields if isinstance(field, StreamField)]
    assert fields
    assert not [field for field in fields for kind in kinds(field.stream_block) if issubclass(kind, RawHTMLBlock)]


# --- Where the CMS stands ---------------------------------------------------------------------------------------


@pytest.fixture
def cms_at_desk(settings) -> Iterator[None]:
    """The site as it is with ADMIN_PATH=desk/."""

    def read_addresses() -> None:
        for name in ("sarcoma_site.accounts.urls", settings.ROOT_URLCONF):
            importlib.reload(sys.modules[name])
        clear_url_caches()
        set_urlconf(None)

    was = settings.ADMIN_PATH
    settings.ADMIN_PATH = "desk/"
    read_addresses()
    yield
    settings.ADMIN_PATH = was
    read_addresses()


def test_the_cms_moves_with_all_its_screens_and_rules(cms_at_desk, administrator, client):
    ours = [
        *("before_you_go_live", "publication_imports", "publication_review", "publication_declined"),
        *("publication_sync", "publication_problems", "publication_names"),
    ]
    assert Client().get("/desk/login/").status_code == administrator.get("/desk/account/password/").status_code == 200
    for address in ["/desk/", *map(reverse, ours)]:
        response = administrator.get(address)
        assert response.status_code in (200, 302) and address.startswith("/desk/"), address
        assert "frame-ancestors 'self'" in response["Content-Security-Policy"], address
    for address in ("/admin/", "/admin/login/", "/admin/pages/"):
        response = Client().get(address)
        assert response.status_code == 404, address
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    coordinator = staff_client("Fellowship coordinator")
    foreign = Page.objects.get(slug="osteosarcoma")
    assert coordinator.get(f"/desk/pages/{foreign.pk}/history/").status_code == 302
    assert Client().get(f"/desk/pages/{foreign.pk}/edit/")["Location"].startswith("/desk/login/")
    assert "Disallow: /desk/" in approved_robots()


def approved_robots() -> str:
    SiteApproval.objects.update_or_create(
        site=current_frame().site, defaults={"approved_by": "A. Director", "approved_on": "2026-11-01"}
    )
    return Client().get("/robots.txt").text


def test_no_address_of_the_cms_is_written_out():
    """In templates, scripts and code: each asks for it, so that it can move."""
    written = re.compile(r"""["'(]/admin/""")
    root = settings.BASE_DIR
    folders = ["sarcoma_site", "people", "publications", "programs", "fellowship", "templates"]
    files = [
        path for folder in folders for path in (root / folder).rglob("*") if path.suffix in {".py", ".html", ".js"}
    ]
    assert len(files) > 200
    assert [str(path) for path in files if written.search(path.read_text())] == []


# --- Hosts, schemes, proxies ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        *(ELSEWHERE, f"testserver.{ELSEWHERE}", f"testserver@{ELSEWHERE}", f"testserver:80@{ELSEWHERE}"),
        *(f"{ELSEWHERE}:80", "testserver:x", "testserver:80:80", f"testserver, {ELSEWHERE}", "testserver/..", ""),
        *("127.0.0.1:8000 evil.example", "testserver\t", "[::1", "[::1]:x", "*", ".testserver", "te\u017ftserver"),
    ],
)
def test_a_host_that_is_not_ours_is_refused(client, host):
    assert client.get("/robots.txt", headers={"host": host.encode("utf-8").decode("latin-1")}).status_code == 400


LYING = {
    "x-forwarded-host": ELSEWHERE,
    "x-host": ELSEWHERE,
    "forwarded": f"host={ELSEWHERE};proto=https",
    "x-forwarded-server": ELSEWHERE,
    "x-original-url": "/admin/",
    "x-rewrite-url": "/admin/",
    "x-forwarded-proto": "https",
    "x-forwarded-port": "444",
    "x-forwarded-prefix": f"//{ELSEWHERE}",
}
# A page, one with a form, a list, a file of each kind.
TELLING_ADDRESSES = [
    *("/publications/", "/publications/39775972/", "/fellowship/contact/", "/robots.txt"),
    *("/publications/feed.atom", "/publications/export.json", "/sitemap.xml", f"{ADMIN}login/", "/no-such-page/"),
    *("/programs",),
]


@pytest.mark.parametrize("address", TELLING_ADDRESSES)
def test_nothing_is_written_from_what_a_request_says_of_its_host(client, address):
    approved_robots()
    plain = client.get(address, headers={"host": "localhost"})
    lied_to = client.get(address, headers={"host": "localhost"} | LYING)
    assert lied_to.status_code == plain.status_code
    assert not lied_to.wsgi_request.is_secure()
    for response in (plain, lied_to):
        told = response.getvalue().decode() + str(dict(response.headers))
        assert ELSEWHERE not in told
        assert "//localhost" not in told and "@localhost" not in told, "addresses come from SITE_URL"


def test_a_whole_address_in_the_request_line_changes_nothing(client):
    """As proxies send it: the host in it does not count."""
    response = client.get("/", headers={"host": "testserver"}, REQUEST_URI=f"http://{ELSEWHERE}/")
    assert ELSEWHERE not in response.content.decode()


# --- The way on -------------------------------------------------------------------------------------------------

LEADING_AWAY = [
    *(f"//{ELSEWHERE}", f"https://{ELSEWHERE}/", f"/\\{ELSEWHERE}", f"\\\\{ELSEWHERE}", f"https:{ELSEWHERE}"),
    *("javascript:alert(1)", "data:text/html,x", f"%2f%2f{ELSEWHERE}", f"\t//{ELSEWHERE}", f" https://{ELSEWHERE}"),
    *(f"/%0d%0aLocation:%20https://{ELSEWHERE}", f"/\r\nLocation: https://{ELSEWHERE}", f"///{ELSEWHERE}"),
    *(f"http://testserver@{ELSEWHERE}/", f"https://testserver.{ELSEWHERE}/", f"//{ELSEWHERE}/%2e%2e"),
]


def assert_stays_here(response, what) -> None:
    there = response.get("Location", "")
    assert not re.match(r"(?i)\s*(?:[\\/]{2}|/\\|[a-z][a-z0-9+.-]*:)", there), (what, there)
    assert "\r" not in there and "\n" not in there


@pytest.mark.parametrize("away", LEADING_AWAY)
def test_no_parameter_leads_a_visitor_away(client, away):
    for address in (f"{ADMIN}login/", f"{ADMIN}account/logout/", "/_util/login/", "/programs"):
        assert_stays_here(client.get(address, {"next": away, "return_to": away, "url": away}), address)


@pytest.mark.parametrize(
    "path", [f"//{ELSEWHERE}", f"///{ELSEWHERE}/..", f"/\\{ELSEWHERE}", f"/%2f%2f{ELSEWHERE}", f"//{ELSEWHERE}/%2e%2e"]
)
def test_no_path_leads_a_visitor_away(client, path):
    assert_stays_here(client.generic("GET", "/", PATH_INFO=path), path)


def test_signing_in_leads_only_to_our_own_pages():
    User.objects.create_user("somebody", password="correct horse battery")
    for away in LEADING_AWAY[::4]:
        data = {"login": "somebody", "password": "correct horse battery", "next": away}
        response = Client().post(f"{ADMIN}login/", data)
        assert_stays_here(response, away)


def ways_on() -> list[tuple[str, dict]]:
    """The addresses of the CMS that go where `next` says when they are done."""
    page = Page.objects.get(slug="osteosarcoma").pk
    by_page = ["lock", "unlock", "unpublish", "delete", "copy", "convert_alias"]
    found = [(f"{ADMIN}pages/{page}/{action}/", {}) for action in by_page]
    bulk = ["publish", "unpublish", "delete", "move"]
    found += [(f"{ADMIN}bulk/wagtailcore/page/{action}/?id={page}", {}) for action in bulk]
    found += [(f"{ADMIN}publications/names/", {"do": "link"}), (f"{ADMIN}redirects/add/", {})]
    found += [(f"{ADMIN}pages/add/home/standardpage/{page}/", {}), (f"{ADMIN}pages/{page}/edit/", {})]
    return [*found, (f"{ADMIN}reports/locked/", {}), (f"{ADMIN}account/", {})]


def test_no_form_of_the_cms_leads_away(administrator):
    for address, data in ways_on():
        away = {"next": f"//{ELSEWHERE}"}
        joined = f"{address}{'&' if '?' in address else '?'}{urlencode(away)}"
        assert_stays_here(administrator.post(joined, data | away), address)


@pytest.mark.slow
@pytest.mark.parametrize("away", LEADING_AWAY)
def test_no_screen_of_the_cms_leads_away_by_any_trick(administrator, away):
    for address, data in ways_on():
        joined = f"{address}{'&' if '?' in address else '?'}{urlencode({'next': away})}"
        assert_stays_here(administrator.post(joined, data | {"next": away}), address)
        assert_stays_here(administrator.get(joined), address)
