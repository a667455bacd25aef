"""What people rightly send comes in, and looks afterwards as it did before."""

from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms

from sarcoma_site.core.uploads.documents import clean_document
from sarcoma_site.core.uploads.pictures import clean_picture

from .hostile_documents import linked, office
from .hostile_pdfs import LINK, Name, String, notes_on_page, opens_with, pdf, with_form
from .hostile_pictures import camera_notes, picture, saved

EXTENSIONS = {"AVIF": "avif", "GIF": "gif", "JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


def kept(content: bytes, extension: str) -> Image.Image:
    picture = Image.open(BytesIO(clean_picture(f"a.{extension}", content)))
    picture.load()
    return picture


def is_near(colour: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) <= 8 for one, other in zip(colour, wanted, strict=True))


@pytest.mark.parametrize("kind", EXTENSIONS)
def test_a_good_picture_keeps_its_format_size_and_colours(kind):
    after = kept(picture(kind), EXTENSIONS[kind])
    assert (after.format, after.size) == (kind, (40, 30))
    assert is_near(after.convert("RGB").getpixel((30, 20)), (0, 128, 128))
    assert is_near(after.convert("RGB").getpixel((5, 5)), (200, 0, 0))


def test_the_ending_may_be_written_in_any_way():
    for name in ("A.JPG", "a.b.jpeg"):
        assert clean_picture(name, picture("JPEG"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_taken_with_the_phone_on_its_side_stands_upright(kind):
    after = kept(picture(kind, exif=camera_notes(orientation=6)), EXTENSIONS[kind])
    assert after.size == (30, 40)
    assert is_near(after.convert("RGB").getpixel((25, 5)), (200, 0, 0))  # The corner came from the left to the right.


def test_a_picture_for_print_gets_the_colours_of_screens():
    cmyk = Image.new("CMYK", (20, 20), (255, 0, 0, 0))
    after = kept(saved(cmyk, "JPEG"), "jpg")
    assert after.mode == "RGB" and is_near(after.getpixel((5, 5)), (0, 255, 255))


def test_a_profile_other_than_the_webs_is_applied_before_it_goes():
    wide = swapped_profile()
    after = kept(saved(Image.new("RGB", (20, 20), (200, 40, 40)), "PNG", icc_profile=wide), "png")
    assert "icc_profile" not in after.info
    assert is_near(after.getpixel((5, 5)), (40, 200, 40))


def swapped_profile() -> bytes:
    """A profile whose red is the web's green, and the other way round."""
    content = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    content = bytearray(bytes(content).replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ"))
    # Not called by the name by which the web's own profile is known.
    return bytes(content).replace("sRGB".encode("utf-16-be"), "Wide".encode("utf-16-be"))


def test_sixteen_bits_of_grey_become_eight_and_stay_as_bright():
    grey = Image.new("I;16", (20, 20), 32_768)
    after = kept(saved(grey, "PNG"), "png")
    assert after.mode == "L" and abs(after.getpixel((5, 5)) - 128) <= 1


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_what_can_be_seen_through_stays_so(kind):
    drawn = Image.new("P", (20, 20), 1)
    drawn.putpalette([255, 0, 0, 0, 128, 128])
    drawn.putpixel((0, 0), 0)
    after = kept(saved(drawn, kind, transparency=0), EXTENSIONS[kind]).convert("RGBA")
    assert after.getpixel((0, 0))[3] == 0
    assert after.getpixel((5, 5)) == (0, 128, 128, 255)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_half_seen_through_stays_so(kind):
    half = Image.new("RGBA", (20, 20), (0, 128, 128, 100))
    after = kept(saved(half, kind), EXTENSIONS[kind])
    assert abs(after.convert("RGBA").getpixel((5, 5))[3] - 100) <= 3


def test_a_webp_without_loss_stays_without_loss():
    noise = Image.effect_noise((64, 64), 80).convert("RGB")
    assert kept(saved(noise, "WEBP", lossless=True), "webp").convert("RGB").tobytes() == noise.tobytes()


def test_a_phones_picture_with_a_second_one_for_depth_keeps_the_first():
    two = saved(Image.new("RGB", (40, 30), "teal"), "MPO", save_all=True, append_images=[Image.new("RGB", (40, 30))])
    after = kept(two, "jpg")
    assert after.format == "JPEG" and is_near(after.getpixel((5, 5)), (0, 128, 128))


def test_cleaning_again_changes_no_pixel_of_what_loses_nothing():
    once = clean_picture("a.png", picture())
    assert clean_picture("a.png", once) == once


@pytest.mark.parametrize(
    "change",
    [
        notes_on_page(Subtype=Name.Link, A=LINK(URI=String("https://example.org/a"))),
        notes_on_page(Subtype=Name.Link, A=LINK(URI=String("tel:+1-617-555-0100"))),
        opens_with("GoTo", D=String("chapter")),
        with_form(NeedAppearances=True),
    ],
    ids=["link", "telephone", "opens at a chapter", "form to fill in"],
)
def test_a_pdf_may_link_to_the_web_and_to_its_own_pages_and_be_filled_in(change):
    after = clean_document("a.pdf", pdf(change))
    with pikepdf.open(BytesIO(after)) as made:
        assert len(made.pages) == 1


def test_the_same_pdf_twice_is_the_same_file_twice():
    """So that the CMS sees that it has it already."""
    content = pdf()
    assert clean_document("a.pdf", content) == clean_document("a.pdf", content)


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx"])
def test_an_office_file_stays_as_it_came(kind):
    content = office(kind)
    assert clean_document(f"a.{kind}", content) == content


def test_an_office_file_may_link_to_the_web():
    assert clean_document("a.docx", linked("hyperlink", "https://example.org/"))


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", "Müller\nπ < 4".encode()), ("a.txt", b"\xef\xbb\xbfBOM"), ("a.vtt", b"WEBVTT\n\n00:01 --> 00:02\nHi")],
)
def test_a_plain_text_stays_as_it_came(name, content):
    assert clean_document(name, content) == content


def test_a_reader_that_dies_or_hangs_refuses_the_pdf(monkeypatch, tmp_path):
    for program in ("import os; os.abort()", "while True: pass"):
        path = tmp_path / "program.py"
        path.write_text(program)
        monkeypatch.setattr("sarcoma_site.core.uploads.pdf_files.PROGRAM", path)
        monkeypatch.setattr("sarcoma_site.core.uploads.pdf_files.SECONDS", 0.5)
        with pytest.raises(ValidationError, match="damaged or too large"):
            clean_document("a.pdf", pdf())


def test_the_reader_of_pdfs_sees_no_key_or_password_of_the_site(monkeypatch, tmp_path):
    path = tmp_path / "program.py"
    path.write_text("import os, sys; sys.stdout.write('%PDF-' + repr(sorted(os.environ)))")
    monkeypatch.setenv("SECRET_KEY", "secret")
    monkeypatch.setattr("sarcoma_site.core.uploads.pdf_files.PROGRAM", path)
    assert b"SECRET_KEY" not in clean_document("a.pdf", pdf())
