"""Every way by which a file can come in leads past the same checks, the record itself included."""

import html
import json
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, UploadedFile

from sarcoma_site.core.models import SiteDocument, SiteImage
from sarcoma_site.core.staff_groups import ADMINISTRATOR, PUBLISHER

from .hostile_pdfs import pdf, script
from .hostile_pictures import camera_notes, picture, png_of, saved
from .kinds import MARK

pytestmark = pytest.mark.django_db

PICTURES, DOCUMENTS = "wagtailimages", "wagtaildocs"


def telltale() -> bytes:
    return picture("JPEG", exif=camera_notes(orientation=6))


def content_of(record) -> bytes:
    with record.open_file() as file:
        return file.read()


def originals(stored) -> list:
    """Without the small sizes that the CMS shows."""
    return [path for path in stored() if path.parent.name != "images"]


def assert_clean(image: SiteImage, path_count: int, stored) -> None:
    assert MARK not in content_of(image)
    assert (image.width, image.height) == (30, 40)
    assert image.file_size == len(content_of(image))
    assert len(stored()) == path_count


def test_one_picture(editor, stored):
    assert editor.add(PICTURES, "a.jpg", telltale()).status_code == 302
    assert_clean(SiteImage.objects.get(), 1, stored)


def test_a_picture_that_grows_as_it_is_cleaned_is_measured_as_it_came(editor, settings):
    rough = saved(Image.effect_noise((200, 200), 90).convert("RGB"), "JPEG", quality=20)
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = len(rough)
    assert editor.add(PICTURES, "a.jpg", rough).status_code == 302
    assert SiteImage.objects.get().file_size > len(rough)


def test_many_pictures_are_clean_while_they_wait_for_their_words_and_after(editor, stored):
    answer = editor.add_many(PICTURES, "a.jpg", telltale())
    assert answer["success"] and not SiteImage.objects.exists()
    (waiting,) = stored()
    assert MARK not in waiting.read_bytes()
    number = answer["uploaded_file_id"]
    wordless = editor.client.post(reverse("wagtailimages:create_multiple_from_uploaded_image", args=[number]), {})
    assert not json.loads(wordless.content)["success"]
    words = {f"uploaded-image-{number}-{key}": value for key, value in editor.fields.items()}
    done = editor.client.post(reverse("wagtailimages:create_multiple_from_uploaded_image", args=[number]), words)
    assert json.loads(done.content)["success"]
    assert_clean(SiteImage.objects.get(), 1, stored)
    assert not UploadedFile.objects.exists()


def test_a_picture_in_the_window_of_choices(editor, stored):
    assert editor.choose(PICTURES, "a.jpg", telltale()).status_code == 200
    image = SiteImage.objects.get()
    assert MARK not in content_of(image) and (image.width, image.height) == (30, 40)
    assert MARK not in b"".join(path.read_bytes() for path in stored())


def test_the_window_of_choices_refuses_with_the_same_sentence(editor, nothing_came_in):
    response = editor.choose(PICTURES, "a.png", png_of(60_000, 60_000))
    assert "too many pixels" in json.loads(response.content)["htmlFragment"]
    response = editor.choose(DOCUMENTS, "a.pdf", pdf(script()))
    assert "runs a script" in json.loads(response.content)["htmlFragment"]
    nothing_came_in()


def test_another_file_for_a_picture(uploader, stored):
    publisher = uploader(PUBLISHER)
    publisher.add(PICTURES, "a.png", picture())
    image = SiteImage.objects.get()
    assert publisher.replace(PICTURES, image, "b.jpg", telltale()).status_code == 302
    image.refresh_from_db()
    assert image.file.name.endswith("b.jpg")
    assert_clean(image, 1, stored)


def test_another_file_that_is_refused_leaves_the_one_that_was(uploader, stored):
    publisher = uploader(PUBLISHER)
    publisher.add(PICTURES, "a.png", picture())
    publisher.add(DOCUMENTS, "a.txt", b"A text")
    before = originals(stored)
    image, document = SiteImage.objects.get(), SiteDocument.objects.get()
    answer = publisher.replace(PICTURES, image, "b.png", b"<html>" + MARK)
    assert "it is no picture" in html.unescape(answer.content.decode())
    answer = publisher.replace(DOCUMENTS, document, "b.pdf", pdf(script()))
    assert "runs a script" in html.unescape(answer.content.decode())
    assert originals(stored) == before
    image.refresh_from_db()
    assert image.file.name.endswith("a.png")


@pytest.mark.parametrize("app", [PICTURES, DOCUMENTS])
def test_an_empty_file_is_refused(app, editor, nothing_came_in):
    assert "empty" in editor.add_many(app, "a.png", b"")["error_message"]
    nothing_came_in()


def test_one_document_many_and_one_in_the_window_of_choices(editor, stored):
    content = pdf() + MARK
    assert editor.add(DOCUMENTS, "a.pdf", content).status_code == 302
    assert editor.add_many(DOCUMENTS, "b.pdf", content)["success"]
    assert editor.choose(DOCUMENTS, "c.pdf", content).status_code == 200
    assert SiteDocument.objects.count() == 3
    for document in SiteDocument.objects.all():
        assert MARK not in content_of(document) and document.file_size == len(content_of(document))
    assert len(stored()) == 3


def test_the_words_of_a_document_that_came_with_others_are_changed_without_sending_it_again(editor):
    number = editor.add_many(DOCUMENTS, "a.txt", b"A text")["doc_id"]
    words = {f"doc-{number}-{key}": value for key, value in (editor.fields | {"title": "Better"}).items()}
    done = editor.client.post(reverse("wagtaildocs:edit_multiple", args=[number]), words)
    assert json.loads(done.content)["success"]
    assert SiteDocument.objects.get().title == "Better" and content_of(SiteDocument.objects.get()) == b"A text"


def test_a_large_file_is_cleaned_where_it_waits_on_the_disk(editor, settings, stored):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100
    assert editor.add(PICTURES, "a.jpg", telltale()).status_code == 302
    assert_clean(SiteImage.objects.get(), 1, stored)
    assert editor.add(PICTURES, "a.png", picture()[:60] + bytes(200)).status_code == 200
    assert len(stored()) == 1


def test_code_that_knows_no_form_stores_only_what_is_clean(db, stored):
    image = SiteImage(title="By code", description="A", file=ContentFile(telltale(), "a.jpg"))
    image.save()
    image = SiteImage.objects.get()
    assert MARK not in content_of(image) and (image.width, image.height) == (30, 40)
    document = SiteDocument.objects.create(title="By code", file=ContentFile(pdf() + MARK, "a.pdf"))
    assert MARK not in content_of(document)
    assert len(stored()) == 2


@pytest.mark.parametrize(
    ("model", "name", "content"),
    [
        (SiteImage, "a.svg", b"<svg>" + MARK),
        (SiteImage, "a.png", png_of(8_000, 6_251)),
        (SiteImage, "a.png", png_of(60_000, 60_000)),
        (SiteDocument, "a.html", b"<html>" + MARK),
        (SiteDocument, "a.txt", b"<html>" + MARK),
    ],
)
def test_code_that_knows_no_form_is_refused_as_well(model, name, content, nothing_came_in):
    with pytest.raises((ValidationError, OSError)):
        model.objects.create(title="By code", file=ContentFile(content, name))
    nothing_came_in()


def test_a_file_far_larger_than_any_is_not_even_read(editor, nothing_came_in, settings):
    settings.FILE_UPLOAD_MOST_BYTES = 1_000
    response = editor.add(DOCUMENTS, "a.txt", b"a" * 2_000)
    assert response.status_code == 413
    nothing_came_in()


def test_redirects_come_one_by_one_and_not_from_a_file(uploader):
    administrator = uploader(ADMINISTRATOR).client
    listed = administrator.get(reverse("wagtailredirects:index"))
    assert listed.status_code == 200 and "import" not in listed.content.decode().lower()
    for name in ("start_import", "process_import"):
        address = reverse(f"wagtailredirects:{name}")
        assert administrator.get(address).status_code == 404
        sheet = SimpleUploadedFile("a.csv", b"/a/,/b/")
        assert administrator.post(address, {"import_file": sheet}).status_code == 404
    assert administrator.get(reverse("wagtailredirects:add")).status_code == 200


# --- Pictures from before ---------------------------------------------------------------------------------------


@pytest.fixture
def old_picture(db, folders) -> SiteImage:
    """A picture that was stored as it came, with a size made from it."""
    path = folders[0] / "original_images" / "old.jpg"
    path.parent.mkdir()
    path.write_bytes(telltale())
    image = SiteImage(title="Old", description="A", collection=Collection.get_first_root_node(), width=40, height=30)
    image.file.name = "original_images/old.jpg"
    image.save()
    image.get_rendition("width-20")
    return image


def clean_pictures(*arguments: str) -> str:
    out = StringIO()
    call_command("clean_pictures", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_the_command_cleans_what_was_stored_before_and_only_once(
    old_picture, stored, django_capture_on_commit_callbacks
):
    before = stored()
    assert "“Old” would be cleaned" in clean_pictures("--dry-run")
    assert stored() == before and MARK in content_of(SiteImage.objects.get())
    with django_capture_on_commit_callbacks(execute=True):
        assert "1 cleaned, 0 cannot be" in clean_pictures()
    assert_clean(SiteImage.objects.get(), 1, stored)
    assert not SiteImage.objects.get().renditions.exists()
    before = content_of(SiteImage.objects.get())
    assert "0 cleaned, 0 cannot be" in clean_pictures()
    assert content_of(SiteImage.objects.get()) == before


def test_the_command_names_what_it_cannot_clean_and_leaves_it(old_picture, folders):
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("teal", "red")]
    frames[0].save(folders[0] / "original_images" / "old.gif", save_all=True, append_images=frames[1:])
    SiteImage.objects.update(file="original_images/old.gif")
    out = StringIO()
    with pytest.raises(CommandError, match="Replace those pictures"):
        call_command("clean_pictures", stdout=out, stderr=out)
    assert "stays as it is: This picture moves" in out.getvalue()
    assert SiteImage.objects.get().file.name == "original_images/old.gif"
