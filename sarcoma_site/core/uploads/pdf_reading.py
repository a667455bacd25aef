"""The program that reads one PDF from its input, within limits, and writes it anew or says in a word why not.

It runs alone (see `pdf_files.py`), imports nothing of the site, and knows nothing of it.
"""

import resource
import sys
from contextlib import suppress
from io import BytesIO
from urllib.parse import urlsplit

import pikepdf

MEMORY_BYTES = 512 * 1024**2
CPU_SECONDS = 20
MOST_OBJECTS = 500_000

ACTIONS = {
    "/JavaScript": "script",
    "/Launch": "action",
    "/ImportData": "action",
    "/SubmitForm": "action",
    "/GoToE": "action",
    "/GoToR": "action",
    "/Rendition": "media",
    "/RichMediaExecute": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/GoTo3DView": "media",
}
KEYS = {
    "/JS": "script",
    "/JavaScript": "script",
    "/EmbeddedFiles": "files",
    "/EF": "files",
    "/XFA": "form",
    "/RichMediaContent": "media",
    "/ByteRange": "signed",
}
SUBTYPES = {
    "/FileAttachment": "files",
    "/PS": "action",
    "/RichMedia": "media",
    "/3D": "media",
    "/Screen": "media",
    "/Movie": "media",
    "/Sound": "media",
}
SCHEMES = {"", "http", "https", "mailto", "tel"}


class Refused(Exception):
    """One word for why the PDF is not taken."""


def keep_within_limits() -> None:
    """More than that no honest file needs. Not every system knows every limit; the caller's clock always runs."""
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


def rewritten(data: bytes) -> bytes:
    """What qpdf makes of the file, if nothing in it is active."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise Refused("locked")
            if len(pdf.objects) > MOST_OBJECTS or not pdf.pages:
                raise Refused("unreadable")
            for thing in (pdf.trailer, *pdf.objects):
                look_at(thing)
            out = BytesIO()
            pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            return out.getvalue()
    except pikepdf.PasswordError as error:
        raise Refused("locked") from error


def look_at(thing: pikepdf.Object) -> None:
    """Look at an object and at all that stands in it; what it points to is looked at on its own."""
    waiting = [thing]
    while waiting:
        current = waiting.pop()
        if isinstance(current, pikepdf.Array):
            inner = list(current)
        elif isinstance(current, pikepdf.Dictionary | pikepdf.Stream):
            entries = dict(current.stream_dict.items() if isinstance(current, pikepdf.Stream) else current.items())
            refuse_active(entries, is_stream=isinstance(current, pikepdf.Stream))
            inner = list(entries.values())
        else:
            continue
        waiting += [item for item in inner if isinstance(item, pikepdf.Object) and not item.is_indirect]


def refuse_active(entries: dict, is_stream: bool) -> None:
    """Refuse a dictionary that does more than show a page."""
    for key, reason in KEYS.items():
        if key in entries:
            raise Refused(reason)
    for key, words in (("/S", ACTIONS), ("/Subtype", SUBTYPES), ("/Type", {"/EmbeddedFile": "files"})):
        value = entries.get(key)
        if isinstance(value, pikepdf.Name) and str(value) in words:
            raise Refused(words[str(value)])
    if is_stream and "/F" in entries:
        raise Refused("files")
    if isinstance(entries.get("/URI"), pikepdf.String) and not is_harmless(bytes(entries["/URI"])):
        raise Refused("link")


def is_harmless(link: bytes) -> bool:
    try:
        return urlsplit(link.decode("latin-1").strip()).scheme.lower() in SCHEMES
    except ValueError:
        return False


def main() -> int:
    keep_within_limits()
    try:
        out = rewritten(sys.stdin.buffer.read())
    except Refused as refused:
        sys.stderr.write(str(refused))
        return 1
    except (pikepdf.PdfError, RuntimeError, ValueError, MemoryError, RecursionError, OverflowError, TypeError):
        sys.stderr.write("unreadable")
        return 1
    sys.stdout.buffer.write(out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
