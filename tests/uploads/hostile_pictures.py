"""Files given as pictures."""

import struct
import zlib
from io import BytesIO
from zipfile import ZipFile

from PIL import Image, PngImagePlugin

from .kinds import HARMLESS, MARK, Hostile

UNREADABLE = "it is no picture"
NOT_TAKEN = "Save this one as JPEG or PNG"
TOO_MANY = "too many pixels"
MOVES = "Save one still frame"


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options) -> bytes:
    """A good picture: teal, with a red corner at the top left."""
    image = Image.new(mode, size, {"RGB": (0, 128, 128), "RGBA": (0, 128, 128, 255)}.get(mode, 90))
    if mode == "RGB":
        image.paste((200, 0, 0), (0, 0, size[0] // 2, size[1] // 2))
    return saved(image, kind, **options)


def saved(image: Image.Image, kind: str, **options) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def camera_notes(orientation: int = 1) -> Image.Exif:
    """What a phone writes beside the picture: where it was taken, with what, and a comment."""
    notes = Image.Exif()
    notes[0x0112] = orientation
    notes[0x010E] = notes[0x9286] = MARK.decode()
    notes.get_ifd(0x8825).update({1: "N", 2: (42.0, 21.0, 46.0), 3: "W", 4: (71.0, 4.0, 7.0), 29: MARK.decode()})
    return notes


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int, *chunks: bytes) -> bytes:
    """A PNG that claims a size; what stands in it may be far less."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def with_chunk(extra: bytes) -> bytes:
    """A good PNG with one chunk more, right after its header."""
    good = picture()
    return good[:33] + extra + good[33:]


def jpeg_of(width: int, height: int) -> bytes:
    """A JPEG whose header claims a size."""
    good = picture("JPEG")
    at = good.index(b"\xff\xc0") + 5
    return good[:at] + struct.pack(">HH", height, width) + good[at + 4 :]


def large_avif() -> bytes:
    """A small AVIF whose header claims 5,000 times 5,000."""
    good = picture("AVIF")
    at = good.index(b"ispe") + 8
    return good[:at] + struct.pack(">II", 5_000, 5_000) + good[at + 8 :]


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def jpeg_with(*segments: bytes) -> bytes:
    good = picture("JPEG")
    return good[:2] + b"".join(segments) + good[2:]


def many_scans() -> bytes:
    """A progressive JPEG that asks for its area to be gone over three hundred times."""
    good = picture("JPEG", progressive=True)
    last = good.rindex(b"\xff\xda")
    return good[:last] + good[last:-2] * 300 + good[-2:]


def an_archive() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("index.html", MARK)
    return out.getvalue()


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("teal", "red")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


def gif_that_is_a_program() -> bytes:
    """Its width reads as the beginning of a comment of JavaScript, which ends behind the picture."""
    wide = saved(Image.new("P", (0x2A2F, 1)), "GIF")
    assert wide[6:8] == b"/*"
    return wide + b"*/=1;" + MARK


def png_with_text() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", MARK.decode())
    notes.add_itxt("XML:com.adobe.xmp", MARK.decode())
    return picture(pnginfo=notes)


def text_bomb() -> bytes:
    return chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(70_000_000), 1))


REFUSED = [
    Hostile("drawing with a script", "a.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg">' + MARK, NOT_TAKEN),
    Hostile("drawing with a picture's name", "a.png", lambda: b'<?xml version="1.0"?><svg>' + MARK, UNREADABLE),
    Hostile("page with a picture's name", "a.jpg", lambda: b"<html>" + MARK, UNREADABLE),
    Hostile("program with a picture's name", "a.png", lambda: b"MZ" + bytes(200), UNREADABLE),
    Hostile("picture with a program's name", "a.png.php", picture, NOT_TAKEN),
    Hostile("picture without a name's end", "picture", picture, NOT_TAKEN),
    Hostile("PDF with a picture's name", "a.jpg", lambda: b"%PDF-1.4\n" + MARK, UNREADABLE),
    Hostile("PNG called JPEG", "a.jpg", picture, "ends in “.jpg”, but inside it is PNG"),
    Hostile("TIFF", "a.tiff", lambda: picture("TIFF"), NOT_TAKEN),
    Hostile("TIFF called PNG", "a.png", lambda: picture("TIFF"), UNREADABLE),
    Hostile("HEIC", "a.heic", lambda: picture("HEIF"), NOT_TAKEN),
    Hostile("HEIC called AVIF", "a.avif", lambda: picture("HEIF"), UNREADABLE),
    Hostile("cut short", "a.png", lambda: picture()[:60], UNREADABLE),
    Hostile("cut in its pixels", "a.jpg", lambda: picture("JPEG", (400, 300))[:-200], UNREADABLE),
    Hostile("too many bytes", "a.png", lambda: picture() + bytes(10 * 1024 * 1024), "at most 10.0"),
    Hostile("claims 60,000 times 60,000", "a.png", lambda: png_of(60_000, 60_000), TOO_MANY),
    Hostile("claims just more than allowed", "a.png", lambda: png_of(8_000, 6_251), TOO_MANY),
    Hostile("claims a line of 40,000", "a.png", lambda: png_of(40_000, 2), TOO_MANY),
    Hostile("AVIF of more than its encoder can bear", "a.avif", large_avif, TOO_MANY),
    Hostile("JPEG that claims 65,000 times 65,000", "a.jpg", lambda: jpeg_of(65_000, 65_000), TOO_MANY),
    Hostile("JPEG of hundreds of passes", "a.jpg", many_scans, UNREADABLE),
    Hostile("text that unpacks to 70 MB", "a.png", lambda: with_chunk(text_bomb()), UNREADABLE),
    Hostile("moving GIF", "a.gif", lambda: moving("GIF"), MOVES),
    Hostile("moving PNG", "a.png", lambda: moving("PNG"), MOVES),
    Hostile("moving WebP", "a.webp", lambda: moving("WEBP"), MOVES),
    Hostile("moving AVIF", "a.avif", lambda: moving("AVIF"), MOVES),
    Hostile("page before the picture", "a.png", lambda: MARK + picture(), UNREADABLE),
]
CLEANED = [
    Hostile("page behind a PNG", "a.png", lambda: picture() + MARK, HARMLESS),
    Hostile("archive behind a JPEG", "a.jpg", lambda: picture("JPEG") + an_archive(), HARMLESS),
    Hostile("GIF that is a program", "a.gif", gif_that_is_a_program, HARMLESS),
    Hostile("note in a JPEG", "a.jpg", lambda: picture("JPEG", comment=b"<?php " + MARK), HARMLESS),
    Hostile("note in a GIF", "a.gif", lambda: picture("GIF", comment=MARK), HARMLESS),
    Hostile("where a JPEG was taken", "a.jpg", lambda: picture("JPEG", exif=camera_notes()), HARMLESS),
    Hostile("where a PNG was taken", "a.png", lambda: picture(exif=camera_notes()), HARMLESS),
    Hostile("where a WebP was taken", "a.webp", lambda: picture("WEBP", exif=camera_notes(), xmp=MARK), HARMLESS),
    Hostile("where an AVIF was taken", "a.avif", lambda: picture("AVIF", exif=camera_notes(), xmp=MARK), HARMLESS),
    Hostile("texts in a PNG", "a.png", png_with_text, HARMLESS),
    Hostile("unknown chunk in a PNG", "a.png", lambda: with_chunk(chunk(b"haXx", MARK)), HARMLESS),
    Hostile(
        "XMP and IPTC in a JPEG",
        "a.jpg",
        lambda: jpeg_with(
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + MARK),
            segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x19" + MARK),
        ),
        HARMLESS,
    ),
    Hostile("a smaller copy in a JPEG", "a.jpg", lambda: jpeg_with(segment(0xE0, b"JFXX\0\x10" + MARK)), HARMLESS),
    Hostile("colour profile that is none", "a.jpg", lambda: picture("JPEG", icc_profile=MARK * 9), HARMLESS),
]
