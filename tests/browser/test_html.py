"""The Nu HTML checker has nothing to say about any page."""

import pytest
import requests
from django.template.loader import render_to_string

from .html_checker import remarks
from .places import STATES, UNUSUAL

pytestmark = pytest.mark.browser


def test_every_page_is_valid_html(site_server, public_addresses, with_unusual_pages, tmp_path):
    pages = {f"{template}.html": render_to_string(f"{template}.html") for template in ("500", "503")}
    with requests.Session() as visitor:
        for number, address in enumerate([*public_addresses, *STATES.values(), *UNUSUAL.values()]):
            name = f"{number:03} {address}".translate(str.maketrans("/?&=", "___-")) + ".html"
            pages[name] = visitor.get(site_server + address, timeout=30).text
    assert len(pages) > 100
    assert remarks(pages, tmp_path) == []
