"""axe finds nothing on the pages of a broken site, nor in an open menu. All other pages: `walk.py`."""

import pytest
from django.apps import apps
from django.template.loader import render_to_string
from wagtail.models import Page as SitePage

from .axe import faults, faults_by_day_and_by_night
from .layout import resize
from .places import PAGES

pytestmark = pytest.mark.browser

BARE_PAGES = ["400.html", "403.html", "403_csrf.html", "405.html", "413.html", "500.html", "503.html"]


@pytest.mark.parametrize("template", BARE_PAGES)
def test_axe_finds_nothing_when_the_site_is_broken(open_tab, template):
    tab = open_tab(360)
    tab.route("**/broken/", lambda route: route.fulfill(body=render_to_string(template), content_type="text/html"))
    tab.goto("/broken/")
    assert faults_by_day_and_by_night(tab) == []
    resize(tab, 1280, 800)
    assert faults_by_day_and_by_night(tab) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_menu_of_a_phone(open_tab, scheme):
    tab = open_tab(360, color_scheme=scheme)
    tab.goto("/treatments/")
    tab.get_by_text("Menu", exact=True).click()
    assert tab.get_by_role("navigation", name="Main menu").is_visible()
    assert faults(tab) == []


def test_no_type_of_page_is_left_out(loaded_site, django_db_blocker):
    with django_db_blocker.unblock():
        ours = {
            model._meta.label: model.objects.live().count()
            for model in apps.get_models()
            if issubclass(model, SitePage) and model is not SitePage
        }
    seen = set(PAGES) | {"programs.TrialPage"}
    assert set(ours) == seen, "Add a page of the new type to tests/browser/places.py."
