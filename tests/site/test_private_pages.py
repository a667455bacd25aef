"""Pages that only some may read."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from sarcoma_site.core.staff_groups import EDITOR, PUBLISHER
from tests.staff import staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site"), pytest.mark.sqlite]


@pytest.fixture
def page() -> Page:
    """A page for publishers."""
    page = Page.objects.get(slug="treatments", depth=3)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.get(name=PUBLISHER))
    return page


def test_a_visitor_is_asked_to_sign_in(page, client):
    response = client.get(page.get_url())
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_whoever_is_signed_in_and_may_not_read_it_is_told_so_once(page):
    response = staff_client(EDITOR).get(page.get_url(), follow=True)
    assert response.status_code == 403
    assert response.redirect_chain == []
    assert page.title not in response.text


def test_whoever_may_read_it_reads_it_and_nobody_keeps_a_copy(page):
    response = staff_client(PUBLISHER).get(page.get_url())
    assert response.status_code == 200
    assert "private" in response["Cache-Control"]


def test_a_password_that_many_share_is_not_offered(page):
    form = staff_client(PUBLISHER).get(reverse("wagtailadmin_pages:set_privacy", args=[page.pk])).text
    assert "Private, accessible to any logged-in users" in form
    assert "shared password" not in form
