"""The Nu HTML checker has nothing to say about any page."""

import json
import subprocess

import pytest
import requests
from django.template.loader import render_to_string

from ..environment.missing import skip_or_fail
from ..environment.tools import NU_JAR, missing_for_nu_checker
from .places import STATES, UNUSUAL

pytestmark = pytest.mark.browser


def test_every_page_is_valid_html(site_server, public_addresses, with_unusual_pages, tmp_path):
    if missing := missing_for_nu_checker():
        skip_or_fail(missing)
    pages = {f"{template}.html": render_to_string(f"{template}.html") for template in ("500", "503")}
    with requests.Session() as visitor:
        for number, address in enumerate([*public_addresses, *STATES.values(), *UNUSUAL.values()]):
            name = f"{number:03} {address}".translate(str.maketrans("/?&=", "___-")) + ".html"
            pages[name] = visitor.get(site_server + address, timeout=30).text
    for name, html in pages.items():
        (tmp_path / name).write_text(html)
    assert len(pages) > 100
    command = ["java", "-Xmx512m", "-jar", NU_JAR, "--format", "json", "--exit-zero-always", "--stdout", tmp_path]
    messages = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["messages"]
    found = {
        f"{message['url'].rsplit('/', 1)[-1]}:{message.get('lastLine')} {message['message']}" for message in messages
    }
    assert sorted(found) == []
