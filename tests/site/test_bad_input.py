"""What nobody should send: a sensible page or a clear message, and nothing changed."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from programs.models import TreatmentIndexPage, TreatmentPage
from sarcoma_site.core.models import SiteImage, User
from tests.staff import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("loaded_site")]

LISTS = ["/people/", "/publications/", "/clinical-trials/", "/search/", "/treatments/", "/fellowship/conferences/"]
ODD_VALUES = [
    "%00",
    "a%00b",
    "-1",
    "0",
    "999999999999999999999",
    "1e9",
    "٣",
    "%ff%fe",
    "'%20OR%201=1--",
    "<script>alert(1)</script>",
    "x" * 5000,
    "%F0%9F%A6%B4",
    "",
    "%0d%0aSet-Cookie:%20a=b",
    "..%2f..%2fetc%2fpasswd",
]


PARAMETERS = ("page", "q", "in", "year", "person", "role", "specialty", "age", "status", "phase", "unknown", "page[]")


@pytest.mark.parametrize("address", LISTS)
def test_odd_parameters_get_a_sensible_page(client, address):
    for value in ODD_VALUES:
        response = client.get(f"{address}?" + "&".join(f"{name}={value}" for name in PARAMETERS))
        assert response.status_code == 200, (address, value)
        assert b"<script>alert(1)" not in response.content


@pytest.mark.parametrize("address", LISTS)
def test_the_same_parameter_twice_is_no_fault(client, address):
    assert client.get(f"{address}?page=1&page=x&q=a&q=b&year=1&year=2025").status_code == 200


@pytest.mark.parametrize(
    "address", ["/%00", "/a%00b/", "/%ff/", "/programs/%2e%2e/", "/" + "x" * 3000 + "/", "/programs//bone-cancer/x/"]
)
def test_odd_addresses_are_not_found(client, address):
    assert client.get(address).status_code in (301, 400, 404)


def test_a_page_past_the_end_is_the_last_page(client):
    html = client.get("/publications/?page=9999").content.decode()
    assert "reading-list" in html or "publication" in html


@pytest.fixture
def administrator(client):
    sign_in(client, User.objects.create_superuser("somebody", password="correct horse battery"))
    return client


def picture(size=(40, 30), kind="PNG") -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return out.getvalue()


def upload(client, name: str, content: bytes, **fields):
    data = {
        "title": "A picture",
        "description": "What it shows",
        "file": SimpleUploadedFile(name, content),
        "collection": 1,
    }
    return client.post("/admin/images/add/", data | fields)


def test_a_good_picture_is_taken(administrator):
    assert upload(administrator, "good.png", picture()).status_code == 302
    assert SiteImage.objects.get().default_alt_text == "What it shows"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("script.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("script.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("page.jpg", b"<html><script>alert(1)</script></html>"),
        ("empty.png", b""),
        ("cut.png", picture()[:60]),
        ("program.exe", b"MZ" + b"\0" * 100),
    ],
)
def test_a_hostile_picture_is_refused_with_a_message(administrator, name, content):
    response = upload(administrator, name, content)
    assert response.status_code == 200
    assert "error" in response.content.decode().lower()
    assert not SiteImage.objects.exists()


def test_a_picture_of_too_many_pixels_is_refused(administrator, settings):
    out = BytesIO()
    Image.new("1", (8000, settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 8000 + 1)).save(out, "PNG")
    response = upload(administrator, "large.png", out.getvalue())
    assert response.status_code == 200 and not SiteImage.objects.exists()


def test_a_picture_of_too_many_bytes_is_refused(administrator, settings):
    assert settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE <= 10 * 1024 * 1024
    response = upload(administrator, "large.png", picture() + b"\0" * (settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE + 1))
    assert response.status_code == 200 and not SiteImage.objects.exists()


def test_a_picture_needs_words_or_the_mark_of_decoration(administrator):
    response = upload(administrator, "good.png", picture(), description="")
    assert "Describe the picture" in response.content.decode() and not SiteImage.objects.exists()
    assert upload(administrator, "good.png", picture(), description="", is_decorative="on").status_code == 302


def test_a_picture_of_a_person_needs_a_consent(administrator):
    response = upload(administrator, "good.png", picture(), shows_a_person="on")
    assert "say who agreed" in response.content.decode() and not SiteImage.objects.exists()
    done = upload(
        administrator, "good.png", picture(), shows_a_person="on", consent_by="A. B.", consent_on="2026-11-01"
    )
    assert done.status_code == 302


def test_a_slug_that_is_taken_is_refused_and_nothing_changes(administrator):
    from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

    index = TreatmentIndexPage.objects.get()
    before = TreatmentPage.objects.count()
    data = nested_form_data(
        {
            "title": "Another chemotherapy",
            "slug": "chemotherapy",
            "summary": "A summary.",
            "kind": "medicine",
            "body": streamfield([("section", {"heading": "What", "plain": rich_text("<p>It is.</p>")})]),
            "sources": streamfield([]),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            "action-publish": "publish",
        }
    )
    response = administrator.post(f"/admin/pages/add/programs/treatmentpage/{index.pk}/", data)
    assert response.status_code == 200
    assert "already in use" in response.content.decode()
    assert TreatmentPage.objects.count() == before
