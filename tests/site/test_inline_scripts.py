"""The CMS writes no script into its pages. A new version of Wagtail that does would be stopped by our own policy."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from wagtail.models import Page, Site

from sarcoma_site.core.models import User
from tests.staff import sign_in

SCRIPT = re.compile(r"<script\b([^>]*)>", re.IGNORECASE)
HANDLER = re.compile(r"""<[a-z][^<>]*\son[a-z]+\s*=\s*["'{]|href\s*=\s*["']?\s*javascript:""", re.IGNORECASE)
DATA = re.compile(r"""\bsrc\s*=|type\s*=\s*["'](?:application/(?:ld\+)?json|text/(?:template|x-template))["']""")
STARTER = re.compile(r'data-start-widget-name-value="([^"]*)"')

# What the packages bring, and `core/admin_starters.py` replaces.
REPLACED = {
    "wagtailadmin/panels/inline_panel.html",
    "wagtailadmin/panels/multiple_chooser_panel.html",
    "wagtailadmin/widgets/date_input.html",
    "wagtailadmin/widgets/datetime_input.html",
    "wagtailadmin/widgets/time_input.html",
    "wagtail/admin/widgets/chooser.py",
}
# A screen with each kind of widget. The walk in `browser/test_editor_at_work.py` opens all of them.
SCREENS = [
    *(
        "",
        "pages/{paper}/edit/",
        "pages/{care}/edit/",
        "snippets/core/sitenotice/add/",
        "groups/new/",
        "workflows/add/",
    ),
    *("reports/site-history/", "images/multiple/add/", "login/", "publications/import/"),
]


def inline_parts(html: str) -> list[str]:
    """Scripts and handlers that stand in the page itself."""
    scripts = [tag for tag in SCRIPT.findall(html) if not DATA.search(tag)]
    return [f"<script{tag}>" for tag in scripts] + [found[:100] for found in HANDLER.findall(html)]


def test_no_package_brings_an_inline_script_that_is_not_replaced():
    found = set()
    for app in apps.get_app_configs():
        root = Path(app.path)
        if settings.BASE_DIR in root.parents and ".venv" not in root.parts:
            continue
        for path in [*(root / "templates").rglob("*.html"), *root.glob("widgets/*.py"), *root.glob("widgets.py")]:
            name = path.as_posix()
            if inline_parts(path.read_text(errors="replace")):
                found.add(name.split("/templates/")[-1].split("/site-packages/")[-1])
    assert found == REPLACED


@pytest.mark.django_db
def test_no_screen_of_the_cms_holds_one(loaded_site, client):
    sign_in(client, User.objects.create_superuser("somebody"))
    known = set(re.findall(r"^  (\w+): \(\.\.\.given\)", starter_script(), re.MULTILINE))
    places = {
        "home": Site.objects.get().root_page_id,
        "site": Site.objects.get().pk,
        "paper": Page.objects.get(slug="39775972").pk,
        "care": Page.objects.get(slug="osteosarcoma").pk,
        "rotations": Page.objects.get(slug="rotations").pk,
    }
    started = set()
    for screen in SCREENS:
        address = f"/{settings.ADMIN_PATH}{screen.format(**places)}"
        response = (Client() if screen in {"login/", "password_reset/"} else client).get(address, follow=True)
        assert response.status_code == 200, address
        html = response.content.decode()
        assert inline_parts(html) == [], address
        started |= set(STARTER.findall(html))
    assert {"InlinePanel", "PageChooser", "initDateChooser"} <= started
    assert started <= known, "a widget that the script does not know would stay dead"


@pytest.mark.django_db
def test_data_for_the_script_cannot_end_their_own_element():
    from sarcoma_site.core.admin_starters import starter

    html = starter('x" onload="', {"label": "</script><script>alert(1)</script>", "__prefix__": "id_a-__prefix__-b"})
    assert html.count("</script>") == 1 and html.count("<script") == 1
    assert "&quot; onload" in html and '"id_a-__prefix__-b"' in html


def starter_script() -> str:
    return (settings.BASE_DIR / "sarcoma_site/static/admin/start-widgets.js").read_text()
