"""Every page of the loaded site, as a visitor, a search engine and an editor meet it."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.utils.html import escape
from wagtail.models import Page

from sarcoma_site.core.models import User
from tests.staff import sign_in

from .quarters import EVERY_FOURTH_PAGE

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("loaded_site")]


@pytest.fixture
def administrator_client(client) -> Client:
    sign_in(client, User.objects.create_superuser("somebody", password="correct horse battery"))
    return client


def loaded_pages() -> list[Page]:
    return list(Page.objects.filter(depth__gt=1).order_by("path").specific())


def test_a_visitor_can_read_every_live_page(client):
    live = [page for page in loaded_pages() if page.live]
    assert len(live) > 100
    for page in live:
        response = client.get(page.href)
        assert response.status_code == 200, page.href
        html = response.content.decode()
        assert len(re.findall(r"<h1[\s>]", html)) == 1, page.href
        assert re.search(r"<title>[^<]{5,}</title>", html), page.href
        description = re.search(r'<meta name="description" content="([^"]*)"', html)
        assert description and 40 <= len(description[1]) <= 200, (page.href, description and description[1])
        assert f'<link rel="canonical" href="{settings.SITE_URL}{page.href}">' in html, page.href
        assert not re.findall(r'<a\b[^>]*\bhref=""[^>]*>', html), page.href
        if page.href != "/":
            assert 'aria-label="Breadcrumb' in html, page.href
        assert re.findall(r'class="breadcrumbs__link" href="([^"]*)"', html) == addresses_above(page.href)


def addresses_above(address: str) -> list[str]:
    """The addresses of the pages above one, home first: `/` and `/programs/` of `/programs/bone-cancer/`."""
    parts = address.split("/")[:-2]
    return ["/".join(parts[: number + 1]) + "/" for number in range(len(parts))]


def test_no_draft_can_be_read(client):
    drafts = [page for page in loaded_pages() if not page.live]
    assert drafts
    for page in drafts:
        assert client.get(page.href).status_code == 404, page.href


@pytest.mark.parametrize("first", EVERY_FOURTH_PAGE)
def test_every_page_has_a_preview(administrator_client, first):
    pages = loaded_pages()[first::4]
    assert len(pages) > 25
    for page in pages:
        response = administrator_client.get(f"/admin/pages/{page.pk}/view_draft/")
        assert response.status_code == 200, page.href
        title = page.get_latest_revision_as_object().title
        assert f"<title>{escape(page.seo_title or title)}" in response.content.decode(), page.href


def test_every_page_says_that_it_is_a_demonstration_and_stays_out_of_search_engines(client):
    for address in ("/", "/programs/bone-cancer/", "/fellowship/", "/search/"):
        html = client.get(address).content.decode()
        assert "not an official hospital page" in html
        assert '<meta name="robots" content="noindex">' in html
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()
    assert client.get("/sitemap.xml").status_code == 404


def test_an_approved_site_is_open_to_search_engines(client):
    from sarcoma_site.core.models import SiteApproval
    from sarcoma_site.core.site_frame import current_frame

    SiteApproval.objects.create(site=current_frame().site, approved_by="A. Director", approved_on="2026-11-01")
    html = client.get("/").content.decode()
    assert "not an official hospital page" not in html and "noindex" not in html
    sitemap = client.get("/sitemap.xml").content.decode()
    addresses = re.findall(r"<loc>([^<]*)</loc>", sitemap)
    live = {page.full_address for page in loaded_pages() if page.live and page.href != "/search/"}
    assert set(addresses) == live


def test_the_path_that_cannot_wait_is_on_every_page(client):
    for address in ("/", "/programs/bone-cancer/conditions/osteosarcoma/", "/publications/", "/fellowship/apply/"):
        html = client.get(address).content.decode()
        for path in ("/appointments/", "/refer/", "/emergency/", "/search/"):
            assert f'href="{path}"' in html, (address, path)


def test_care_pages_say_that_no_clinician_has_checked_them_yet(client):
    for address in ("/programs/bone-cancer/", "/treatments/chemotherapy/", "/care-team/pathologists/", "/emergency/"):
        html = client.get(address).content.decode()
        assert re.search(r"not (?:yet )?(?:been )?checked by a clinician", html, re.IGNORECASE), address
        assert "lastReviewed" not in html
        assert "911" in html, address
