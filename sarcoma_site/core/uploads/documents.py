"""A document as the site keeps it: of a kind that we know, and by its content what its name says."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat

from .office_files import check_office_file
from .pdf_files import rewritten_pdf
from .text_files import check_captions, check_text

# What a browser is told that a document is. Never what the sender called it.
_OFFICE = "application/vnd.openxmlformats-officedocument."
CONTENT_TYPES = {
    "docx": _OFFICE + "wordprocessingml.document",
    "pdf": "application/pdf",
    "pptx": _OFFICE + "presentationml.presentation",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "xlsx": _OFFICE + "spreadsheetml.sheet",
}
UNKNOWN_TYPE = "application/octet-stream"

TOO_BIG = "This file has {size}; at most {most} are taken. Make its pictures smaller, or split it."
NOT_TAKEN = "Documents are taken as PDF, DOCX, PPTX, XLSX, TXT or VTT. Save this one as PDF, and try once more."


def clean_document(name: str, data: bytes) -> bytes:
    """The document, if it is harmless; a PDF is written anew."""
    if len(data) > settings.WAGTAILDOCS_MAX_UPLOAD_SIZE:
        most = filesizeformat(settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
        raise ValidationError(TOO_BIG.format(size=filesizeformat(len(data)), most=most), code="too_big")
    extension = extension_of(name)
    if extension not in settings.WAGTAILDOCS_EXTENSIONS or extension not in CONTENT_TYPES:
        raise ValidationError(NOT_TAKEN, code="not_taken")
    if extension == "pdf":
        return rewritten_pdf(data)
    if extension == "txt":
        check_text(data)
    elif extension == "vtt":
        check_captions(data)
    else:
        check_office_file(data, extension)
    return data


def content_type_of(name: str) -> str:
    return CONTENT_TYPES.get(extension_of(name), UNKNOWN_TYPE)


def extension_of(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""
