"""Forms that no browser of ours sends: each found by the fuzzer, each answered with a page."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from sarcoma_site.core.models import SiteNotice
from sarcoma_site.core.staff_groups import COORDINATOR
from tests.staff import editor_form, staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]


@pytest.fixture
def coordinator():
    return staff_client(COORDINATOR)


@pytest.mark.parametrize("odd", ["NaN", "%s %(x)s", "https://evil.example/", "//evil.example", "/\\evil.example", "\0"])
def test_whoever_sends_a_strange_way_on_comes_back_to_the_list(coordinator, odd):
    response = coordinator.post(reverse("publication_names"), {"next": odd})
    assert (response.status_code, response["Location"]) == (302, reverse("publication_names"))


def test_a_screen_of_the_cms_may_be_the_way_on(coordinator):
    response = coordinator.post(reverse("publication_names"), {"next": "/admin/publications/review/?p=2"})
    assert response["Location"] == "/admin/publications/review/?p=2"


def test_a_declined_paper_with_a_number_that_cannot_be_is_not_there(coordinator):
    response = coordinator.post(reverse("publication_declined"), {"pmid": "\0"}, follow=True)
    assert "not among the declined papers" in response.text


def test_a_chooser_with_words_for_a_number_says_what_is_wrong(admin_screen):
    response = admin_screen.post(
        "/admin/snippets/core/sitenotice/add/",
        {"message": "Closed", "level": "urgent", "starts_on": "2026-01-01", "section": "abc"},
    )
    assert response.status_code == 200 and "valid choice" in response.text
    assert not SiteNotice.objects.filter(message="Closed").exists()


def test_a_page_without_the_fields_of_its_blocks_is_refused(admin_screen):
    page = Page.objects.get(slug="osteosarcoma")
    response = admin_screen.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"title": "Changed"})
    assert response.status_code == 400 and "We cannot read that request" in response.text
    page.refresh_from_db()
    assert page.title != "Changed"


def test_a_row_with_words_for_its_number_is_refused(admin_screen):
    page = Page.objects.get(slug="osteosarcoma")
    form = editor_form(admin_screen, page)
    form["treatments-0-id"] = "abc"
    response = admin_screen.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
    assert response.status_code == 400 and "We cannot read that request" in response.text


@pytest.fixture
def admin_screen():
    """A publisher, who may change every page and notice."""
    return staff_client("Communications publisher")
