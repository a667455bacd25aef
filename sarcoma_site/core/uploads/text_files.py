"""Plain texts and captions: readable text and nothing else."""

from django.core.exceptions import ValidationError

MOST_BYTES = 2 * 1024 * 1024
NOT_TEXT = "This file is no plain text. In your text editor choose “Save as”, plain text, encoding UTF-8."
TOO_LONG = "This text is larger than 2 MB. Split it, or make a PDF of it."
OTHER_INSIDE = "The name says plain text, but inside is a web page, a program or another kind of file."
NO_CAPTIONS = "Captions begin with a line that says WEBVTT. Export them from your video tool as WebVTT."

# How a file begins that a browser, a server or a viewer would take for something else than text.
_OTHER_BEGINNINGS = ("<", "%pdf-", "#!", "{\\rtf", "mime-version:", "content-type:")
_MARKUP = ("<script", "<html", "<!doctype", "<svg", "<?php", "<iframe", "javascript:")


def check_text(data: bytes) -> None:
    """Refuse what is no text of people for people."""
    if len(data) > MOST_BYTES:
        raise ValidationError(TOO_LONG, code="too_big")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(NOT_TEXT, code="not_text") from error
    if any(character < " " and character not in "\t\n\r\f" for character in text):
        raise ValidationError(NOT_TEXT, code="not_text")
    lowered = text.lower()
    if lowered.lstrip().startswith(_OTHER_BEGINNINGS) or any(word in lowered for word in _MARKUP):
        raise ValidationError(OTHER_INSIDE, code="other_inside")


def check_captions(data: bytes) -> None:
    """Refuse what is no WebVTT, the one format of captions that browsers read."""
    check_text(data)
    first = data.decode("utf-8-sig").splitlines()[:1]
    if not first or not (first[0] == "WEBVTT" or first[0].startswith(("WEBVTT ", "WEBVTT\t"))):
        raise ValidationError(NO_CAPTIONS, code="no_captions")
