"""Visitors get one stylesheet and one script, made of the single files that people edit."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage, staticfiles_storage
from django.template import Context, Template

from sarcoma_site.core import storage
from sarcoma_site.core.templatetags import assets

TAGS = Template("{% load assets %}{% site_stylesheets %}{% site_scripts %}")


def test_stylesheets_are_joined_in_layer_order():
    names = ["css/utilities.css", "css/components/card.css", "css/base.css", "css/tokens.css", "css/layout.css"]
    assert storage.stylesheets_among(names) == [
        "css/tokens.css",
        "css/base.css",
        "css/layout.css",
        "css/components/card.css",
        "css/utilities.css",
    ]


def test_a_stylesheet_without_a_place_in_the_order_is_refused_not_lost():
    with pytest.raises(storage.CannotJoin, match=r"css/extra\.css"):
        storage.stylesheets_among(["css/tokens.css", "css/extra.css"])


@pytest.mark.parametrize(
    ("written", "joined"),
    [
        ('url("../fonts/a.woff2")', 'url("../fonts/a.woff2")'),
        ("url(../../images/b.svg)", 'url("../images/b.svg")'),
        ("url('c.svg')", 'url("components/c.svg")'),
        ("url(#id)", "url(#id)"),
        ("url(data:image/png;base64,AA)", "url(data:image/png;base64,AA)"),
        ("url('/static/d.png')", "url('/static/d.png')"),
    ],
)
def test_addresses_in_a_joined_stylesheet_still_lead_somewhere(written, joined):
    folder = "css" if "../fonts" in written else "css/components"
    assert storage.join_stylesheets({f"{folder}/x.css": written}) == joined


def test_two_scripts_may_use_the_same_name():
    joined = storage.join_scripts({"js/a.js": "const root = 1;", "js/b.js": "const root = 2;"})
    assert joined == "{\nconst root = 1;\n}\n{\nconst root = 2;\n}"


def test_a_script_that_imports_another_is_refused():
    with pytest.raises(storage.CannotJoin, match=r"js/a\.js"):
        storage.join_scripts({"js/a.js": 'import { x } from "./b.js";'})


def test_a_page_of_the_site_asks_for_one_stylesheet_and_one_script():
    html = TAGS.render(Context())
    assert html.count("<link") == 1
    assert html.count("<script") <= 1
    assert "/static/css/site." in html


def test_the_collected_stylesheet_holds_every_single_file():
    collected = Path(staticfiles_storage.path(staticfiles_storage.stored_name(storage.SITE_STYLESHEET))).read_text()
    single = list((settings.STATICFILES_DIRS[0] / "css").rglob("*.css"))
    assert single
    for path in single:
        # Addresses are rewritten, so a line without one is looked for.
        line = next(line for line in reversed(path.read_text().splitlines()) if len(line) > 4 and "url(" not in line)
        assert line in collected, path


def test_development_loads_the_single_files(monkeypatch):
    monkeypatch.setattr(assets, "staticfiles_storage", StaticFilesStorage())
    html = TAGS.render(Context())
    assert '<link rel="stylesheet" href="/static/css/tokens.css">' in html
    assert html.index("css/tokens.css") < html.index("css/components/") < html.index("css/utilities.css")
