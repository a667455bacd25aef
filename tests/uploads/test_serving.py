"""How files are served: as what they are, to those who may have them, and nothing else from the media folder."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction

from sarcoma_site.core.models import SiteDocument, SiteImage
from sarcoma_site.core.site_frame import forget_frame
from sarcoma_site.core.staff_groups import EDITOR, PUBLISHER
from tests.staff import staff_client

from .hostile_documents import office
from .hostile_pdfs import pdf
from .hostile_pictures import picture

pytestmark = pytest.mark.django_db

OFFICE = "application/vnd.openxmlformats-officedocument."
FILES = {
    "a.docx": (office, OFFICE + "wordprocessingml.document"),
    "a.pptx": (lambda: office("pptx"), OFFICE + "presentationml.presentation"),
    "a.xlsx": (lambda: office("xlsx"), OFFICE + "spreadsheetml.sheet"),
    "a.pdf": (pdf, "application/pdf"),
    "a.txt": (lambda: b"Text", "text/plain; charset=utf-8"),
    "a.vtt": (lambda: b"WEBVTT\n", "text/vtt; charset=utf-8"),
}


def new_collection(name: str, parent: Collection | None = None) -> Collection:
    return (parent or Collection.get_first_root_node()).add_child(name=name)


def close(collection: Collection, *groups: str) -> None:
    """Only for those who are signed in, or only for members of the groups."""
    kind = CollectionViewRestriction.GROUPS if groups else CollectionViewRestriction.LOGIN
    restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type=kind)
    restriction.groups.set(Group.objects.filter(name__in=groups))


def document(name: str = "a.txt", collection: Collection | None = None) -> SiteDocument:
    file = ContentFile(FILES[name][0](), name)
    return SiteDocument.objects.create(
        title="A file", file=file, collection=collection or Collection.get_first_root_node()
    )


def image(collection: Collection | None = None) -> SiteImage:
    collection = collection or Collection.get_first_root_node()
    return SiteImage.objects.create(
        title="A picture", description="A", file=ContentFile(picture(), "a.png"), collection=collection
    )


@pytest.mark.parametrize("name", FILES)
def test_a_document_is_served_as_our_table_says_and_can_do_nothing(client, name):
    response = client.get(document(name).url)
    assert response.status_code == 200 and b"".join(response.streaming_content)
    assert response["Content-Type"] == FILES[name][1]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Content-Disposition"].startswith("inline" if name == "a.pdf" else "attachment")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert ("sandbox" in policy) == (name != "a.pdf")


def test_a_document_of_a_kind_we_do_not_know_is_only_ever_saved(client):
    record = document()
    storage = record.file.storage
    name = storage.save("documents/old.html", ContentFile(b"<script>alert(1)</script>"))
    SiteDocument.objects.update(file=name)  # As if it had come before the checks.
    response = client.get(SiteDocument.objects.get().url)
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("address", ["/documents/1/none.pdf", "/documents/99999999999999999999/a.pdf", "/documents/1/"])
def test_a_document_that_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_a_private_document_is_for_those_allowed_however_deep_it_lies(client, depth):
    closed = place = new_collection("Closed")
    for level in range(depth):
        place = new_collection(f"Level {level}", place)
    record = document(collection=place)
    assert client.get(record.url)["Cache-Control"] == "no-cache"
    close(closed, PUBLISHER)

    stranger = client.get(record.url)
    assert stranger.status_code == 302 and "login" in stranger["Location"]
    assert staff_client(EDITOR).get(record.url).status_code == 403
    allowed = staff_client(PUBLISHER).get(record.url)
    assert allowed.status_code == 200 and b"".join(allowed.streaming_content) == b"Text"
    for response in (stranger, allowed):
        assert response["Cache-Control"] == "private, no-store"


def test_a_document_for_all_staff_is_closed_to_strangers(client):
    record = document(collection=new_collection("Staff"))
    close(record.collection)
    assert client.get(record.url).status_code == 302
    assert staff_client(EDITOR).get(record.url).status_code == 200


def test_what_was_seen_once_is_not_confirmed_to_a_stranger(client):
    record = document(collection=new_collection("Staff"))
    tag = client.get(record.url)["ETag"]
    close(record.collection)
    assert client.get(record.url, headers={"if-none-match": tag}).status_code == 302


def test_a_private_picture_is_not_there_for_strangers_in_any_size_or_spelling(client):
    closed = new_collection("Closed")
    size = image(new_collection("Within", closed)).get_rendition("width-20")
    assert client.get(size.url)["Cache-Control"].startswith("public")
    close(closed, PUBLISHER)
    name = size.url.rpartition("/")[2]
    spellings = [
        f"/media/images/{before}{name}" for before in ("", "./", "x/../", "/", "%2e/", "..%2fimages%2f", ".\\")
    ]
    for stranger in (client, staff_client(EDITOR)):
        for address in spellings:
            assert stranger.get(address).status_code in (301, 404), address
    allowed = staff_client(PUBLISHER).get(size.url)
    assert allowed.status_code == 200 and allowed["Cache-Control"] == "private, no-store"


def test_while_something_is_private_a_size_of_no_picture_is_not_there(client):
    left_behind = image().get_rendition("width-20")
    SiteImage.objects.get().renditions.all()._raw_delete("default")
    assert client.get(left_behind.url).status_code == 200
    close(new_collection("Closed"))
    assert client.get(left_behind.url).status_code == 404


def test_a_public_picture_costs_no_query_and_one_while_another_is_private(client, settings):
    settings.SITE_FRAME_SECONDS = 3600
    address = image().get_rendition("width-20").url

    def queries() -> int:
        forget_frame()
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        assert response["Cache-Control"] == "public, max-age=2592000"
        return len(captured)

    assert queries() == 0
    close(new_collection("Closed"))
    assert queries() == 1
    forget_frame()


def test_a_picture_is_served_as_a_picture(client):
    response = client.get(image().get_rendition("width-20|format-webp").url)
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")


def test_nothing_else_in_the_media_folder_has_an_address(client, folders):
    media = folders[0]
    client.get(image().get_rendition("width-20").url)
    places = ["original_images/a.png", "cleaned_originals/b.png", "documents/a.pdf", "publication-imports/records"]
    places += [
        "wagtail_uploads/a.png",
        "a.png",
        "images/a.html",
        "images/a.svg",
        "images/deeper/a.png",
        "images/.png.bak",
    ]
    for place in places:
        (media / place).parent.mkdir(parents=True, exist_ok=True)
        (media / place).write_bytes(b"secret")
        inside = place.removeprefix("images/")
        for address in (
            f"/media/{place}",
            f"/media/images/{inside}",
            f"/media/images/../{place}",
            f"/media/images/%2e%2e/{place}",
            f"/media/images/..%2f{place.replace('/', '%2f')}",
            f"/documents/../media/{place}",
        ):
            assert client.get(address).status_code in (301, 400, 404), address
    assert client.get("/media/").status_code == client.get("/media/images/").status_code == 404
