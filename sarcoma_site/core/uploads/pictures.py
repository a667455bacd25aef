"""A picture as the site keeps it: read into pixels and written anew, so that nothing else comes along.

What a camera or a person hid in the file (where it was taken, a smaller copy, a note, a second file behind it) is no
pixel and is gone. Nothing is decoded before its header has said that it is small enough.
"""

import struct
from contextlib import suppress
from io import BytesIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from PIL import Image, ImageCms, ImageOps

FORMATS = {"avif": "AVIF", "gif": "GIF", "jpeg": "JPEG", "jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
MOST_PIXELS_A_SIDE = 16_383  # WebP's own limit; what the site shows is made as WebP.
MOST_AVIF_PIXELS = 20_000_000  # Its encoder needs 28 bytes for each.
# A progressive JPEG may ask for its whole area to be gone over again and again; cameras and editors write about ten.
MOST_JPEG_SCANS = 100
MOST_PROFILE_BYTES = 4 * 1024 * 1024

UNREADABLE = "This file is damaged, or it is no picture. Open it on your computer, save it again, and try once more."
NOT_TAKEN = "Pictures are taken as AVIF, GIF, JPEG, PNG or WebP. Save this one as JPEG or PNG, and try once more."
OTHER_TYPE = "The name of this file ends in “.{extension}”, but inside it is {format}. Give it the right ending."
TOO_BIG = "This picture has {size}; at most {most} are taken. Save it smaller, or as JPEG, and try once more."
TOO_MANY_PIXELS = (
    "This picture has too many pixels; {most} million are the most, and 16,383 along one side. "
    "Make it smaller on your computer (3,000 pixels wide is plenty), and try once more."
)
MOVES = "This picture moves. Save one still frame of it, and try once more."

# Whatever a broken file makes Pillow raise.
FAULTS = (OSError, ValueError, SyntaxError, struct.error, EOFError, IndexError, KeyError, TypeError, OverflowError)
_SRGB = ImageCms.createProfile("sRGB")


def clean_picture(name: str, data: bytes) -> bytes:
    """The picture alone, upright, in the colours of the web and in the format that its name says."""
    if len(data) > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        most = filesizeformat(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
        raise ValidationError(TOO_BIG.format(size=filesizeformat(len(data)), most=most), code="too_big")
    extension = name.rpartition(".")[2].lower()
    if extension not in settings.WAGTAILIMAGES_EXTENSIONS or extension not in FORMATS:
        raise ValidationError(NOT_TAKEN, code="not_taken")
    picture = _opened(data)
    kind = "JPEG" if picture.format == "MPO" else picture.format  # Phones add a second frame for depth.
    if kind != FORMATS[extension]:
        raise ValidationError(OTHER_TYPE.format(extension=extension, format=kind), code="other_type")
    if kind != "JPEG" and getattr(picture, "is_animated", False):
        raise ValidationError(MOVES, code="moves")
    lossless = kind == "WEBP" and data[12:16] != b"VP8 " and b"VP8L" in data[12:64]
    try:
        picture.load()
        return _written(_bare(picture), kind, lossless)
    except FAULTS as error:
        raise ValidationError(UNREADABLE, code="unreadable") from error


def _opened(data: bytes) -> Image.Image:
    """The picture with its header read and nothing else, if the header says that it may be decoded."""
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    try:
        picture = Image.open(BytesIO(data), formats=sorted(set(FORMATS.values())))
    except Image.DecompressionBombError as error:
        raise _too_many(most) from error
    except FAULTS as error:
        raise ValidationError(UNREADABLE, code="unreadable") from error
    if picture.format == "AVIF":
        most = min(most, MOST_AVIF_PIXELS)
    if picture.width * picture.height > most or max(picture.size) > MOST_PIXELS_A_SIDE:
        raise _too_many(most)
    if picture.format in ("JPEG", "MPO") and data.count(b"\xff\xda") > MOST_JPEG_SCANS:
        raise ValidationError(UNREADABLE, code="unreadable")
    return picture


def _too_many(most: int) -> ValidationError:
    return ValidationError(TOO_MANY_PIXELS.format(most=most // 1_000_000), code="too_many_pixels")


def _bare(picture: Image.Image) -> Image.Image:
    """Only the pixels, upright and in sRGB. Without copies where they can be spared: one may have 200 MB."""
    with suppress(*FAULTS):  # What cannot be read as an orientation says none.
        ImageOps.exif_transpose(picture, in_place=True)
    picture = _in_srgb(picture)
    if picture.mode.startswith("I"):
        # No screen shows more than 8 bits, and everything that makes smaller sizes would cut 16 off instead of scaling.
        picture = picture.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    picture.info = {key: value for key, value in picture.info.items() if key == "transparency"}
    return picture


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile") or b""
    if picture.mode == "CMYK" and not profile:
        return picture.convert("RGB")
    if not 0 < len(profile) <= MOST_PROFILE_BYTES:
        return picture
    if picture.mode in ("P", "PA", "LA"):
        picture = picture.convert("RGBA")
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(source).lower():
            return picture
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(picture, source, _SRGB, outputMode=mode)
    except (ImageCms.PyCMSError, *FAULTS):
        # A profile that cannot be read says nothing about colours.
        return picture.convert("RGB") if picture.mode == "CMYK" else picture


def _written(picture: Image.Image, kind: str, lossless: bool) -> bytes:
    """So close to what came that no eye sees the difference; every size on a page is made from this."""
    out = BytesIO()
    if kind == "JPEG":
        if picture.mode not in ("L", "RGB"):
            picture = picture.convert("RGB")
        picture.save(out, "JPEG", quality=92, subsampling="4:4:4", optimize=True)
    elif kind == "PNG":
        picture.save(out, "PNG", compress_level=3)
    elif kind == "GIF":
        picture.save(out, "GIF")
    elif kind == "WEBP":
        picture.save(out, "WEBP", lossless=lossless, quality=92, method=0 if lossless else 2)
    else:
        picture.save(out, "AVIF", quality=90, speed=9)
    return out.getvalue()
