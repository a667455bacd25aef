"""A document in a real browser."""

from io import BytesIO

import pytest
from PIL import Image

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def answer(client, settings, tmp_path) -> dict:
    """What the site answers to whoever opens a PDF: headers and content."""
    from django.core.files.base import ContentFile
    from wagtail.models import Collection

    from sarcoma_site.core.models import SiteDocument
    from tests.uploads.hostile_pdfs import pdf

    settings.MEDIA_ROOT = tmp_path
    place = Collection.get_first_root_node()
    record = SiteDocument.objects.create(title="A file", file=ContentFile(pdf(), "a.pdf"), collection=place)
    response = client.get(record.url)
    return {"headers": dict(response.headers), "body": b"".join(response.streaming_content)}


def test_a_pdf_opens_in_the_browsers_own_viewer(page, answer):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.route("**/a.pdf", lambda route: route.fulfill(status=200, **answer))
    page.goto("/documents/1/a.pdf")
    page.wait_for_timeout(1_500)
    shown = Image.open(BytesIO(page.screenshot())).convert("L")
    width, height = shown.size
    assert shown.getpixel((width // 2, 8)) < 100  # The viewer's bar of buttons is dark,
    assert shown.crop((0, 100, width, height)).getextrema()[1] == 255  # and in it lies the white page.
    assert shown.crop((width // 4, 0, width, height)).histogram()[255] > 20_000
    assert not [text for text in said if "Security Policy" in text]
