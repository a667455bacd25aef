"""The table of files that nobody should send, and what each gets, from the check itself and through the forms."""

import html
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from sarcoma_site.core.uploads.documents import clean_document
from sarcoma_site.core.uploads.pictures import clean_picture

from . import hostile_documents, hostile_pdfs, hostile_pictures
from .kinds import MARK, Hostile

PICTURES, DOCUMENTS = "wagtailimages", "wagtaildocs"
CLEAN = {PICTURES: clean_picture, DOCUMENTS: clean_document}
REFUSED = [(PICTURES, file) for file in hostile_pictures.REFUSED]
REFUSED += [(DOCUMENTS, file) for file in hostile_pdfs.REFUSED + hostile_documents.OFFICE_FILES]
REFUSED += [(DOCUMENTS, file) for file in hostile_documents.TEXTS]
CLEANED = [(PICTURES, file) for file in hostile_pictures.CLEANED]
CLEANED += [(DOCUMENTS, file) for file in hostile_pdfs.CLEANED]


def some_now_and_all_when_slow(rows: list) -> list:
    """A form takes many times as long as the check behind it."""
    return [pytest.param(*row, marks=[pytest.mark.slow] if number % 8 else []) for number, row in enumerate(rows)]


def by_name(value) -> str | None:
    return f"{value.what}, as {value.name}" if isinstance(value, Hostile) else None


def test_the_table_is_long_and_says_nothing_twice():
    names = [(app, file.what, file.name) for app, file in REFUSED + CLEANED]
    assert len(names) == len(set(names)) > 100


@pytest.mark.parametrize(("app", "file"), REFUSED, ids=by_name)
def test_a_hostile_file_is_refused_with_its_sentence(app, file):
    with pytest.raises(ValidationError) as refused:
        CLEAN[app](file.name, file.make())
    assert file.gets in as_typed(refused.value.messages[0])


@pytest.mark.parametrize(("app", "file"), CLEANED, ids=by_name)
def test_a_file_that_hides_something_is_kept_without_it(app, file):
    content = file.make()
    assert MARK in content
    assert_harmless(file.name, CLEAN[app](file.name, content))


@pytest.mark.django_db
@pytest.mark.parametrize(("app", "file"), some_now_and_all_when_slow(REFUSED), ids=by_name)
def test_the_forms_refuse_it_with_that_sentence_and_leave_nothing(app, file, editor, coordinator, nothing_came_in):
    content = file.make()
    answer = coordinator.add_many(app, file.name, content)
    assert answer["success"] is False and file.gets in as_typed(answer["error_message"])
    response = editor.add(app, file.name, content)
    assert response.status_code == 200
    assert file.gets in as_typed(html.unescape(response.content.decode()))
    nothing_came_in()


@pytest.mark.django_db
@pytest.mark.parametrize(("app", "file"), some_now_and_all_when_slow(CLEANED), ids=by_name)
def test_what_the_forms_keep_of_it_is_harmless(app, file, coordinator, stored):
    assert coordinator.add(app, file.name, file.make()).status_code == 302
    (path,) = stored()
    assert_harmless(path.name, path.read_bytes())


def as_typed(text: str) -> str:
    """Django writes sizes with a space that does not break."""
    return text.replace("\xa0", " ")


def assert_harmless(name: str, kept: bytes) -> None:
    assert MARK not in kept
    if name.endswith(".pdf"):
        assert_one_page(kept)
    else:
        assert_only_pixels(kept)


def assert_one_page(content: bytes) -> None:
    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1 and b"A good page" in pdf.pages[0].Contents.read_bytes()
        assert "/Lang" not in pdf.Root


def assert_only_pixels(content: bytes) -> None:
    with Image.open(BytesIO(content)) as picture:
        picture.load()
        assert not dict(picture.getexif())
        assert not {"comment", "exif", "icc_profile", "photoshop", "xmp"} & picture.info.keys()
