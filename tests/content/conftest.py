"""What the content tests read: the content files, and every page as a visitor sees it."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from sarcoma_site.core.content_files.page_files import PageFile, address_of, read_page_file

CONTENT = Path(__file__).resolve().parents[2] / "content"
NOT_CARE = ("/fellowship/", "/people/", "/publications/", "/search/")


@dataclass(frozen=True)
class SeenPage:
    """A public page as served: the words of its main part, and those of the whole document."""

    main: str
    everything: str


def words_of(part) -> str:
    """What a reader sees of a piece of HTML, spaces folded, quotation marks and apostrophes made straight."""
    for hidden in part.find_all(["script", "style", "template", "svg"]):
        hidden.decompose()
    text = part.get_text(" ").replace("’", "'").replace("\u00a0", " ")
    return re.sub(r" ([,.;:!?])", r"\1", re.sub(r"\s+", " ", text)).strip()


def read_html(html: bytes) -> SeenPage:
    soup = BeautifulSoup(html, "html.parser")
    return SeenPage(words_of(soup.find("main") or soup), words_of(soup))


@pytest.fixture(scope="session")
def seen_pages(loaded_site, django_db_blocker) -> dict[str, SeenPage]:
    """Every page that a visitor can open, by address."""
    from wagtail.models import Page

    with django_db_blocker.unblock():
        client = Client()
        pages = {}
        for page in Page.objects.live().public().filter(depth__gt=1):
            response = client.get(page.url)
            assert response.status_code == 200, page.url
            pages[page.url] = read_html(response.content)
    return pages


@pytest.fixture(scope="session")
def page_files() -> list[PageFile]:
    """Every page file of `content/pages`."""
    folder = CONTENT / "pages"
    return [read_page_file(path, address_of(path, folder), path.relative_to(CONTENT)) for path in folder.rglob("*.md")]


@pytest.fixture(scope="session")
def care_files(page_files) -> list[PageFile]:
    """The page files written for patients, families and the doctors who send them."""
    return [file for file in page_files if not file.address.startswith(NOT_CARE)]
