"""PDF files: taken apart and written anew by qpdf, in a process of its own; active ones are refused.

A PDF may hide what it does in compressed parts, in older versions of itself, behind its end and before its beginning.
So no search for words: qpdf reads every object of it, compressed ones too, and what is kept is qpdf's own writing of
the objects that were looked at. A file that makes the reader crash, hang or fill the memory harms only that process.
"""

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError

PROGRAM = Path(__file__).with_name("pdf_reading.py")
SECONDS = 30

NO_PDF = "This is no PDF, or something stands before its beginning. Make it again with “Save as PDF”."
UNREADABLE = "This PDF is damaged or too large to look through. Make it again with “Save as PDF” or “Print to PDF”."
ANOTHER_FILE_TOO = "This PDF is another kind of file as well. Make it again with “Print to PDF”."
REASONS = {
    "locked": "This PDF is protected by a password or against copying. Save it without protection, and try once more.",
    "script": "This PDF runs a script. “Print to PDF” gives a copy without it.",
    "action": "This PDF starts programs, sends forms or opens other files. “Print to PDF” gives a copy that does not.",
    "files": "Other files are attached inside this PDF. Save it without attachments, and upload those on their own.",
    "media": "This PDF holds sound, film or 3D. “Print to PDF” gives a copy without them.",
    "form": "This PDF holds an XFA form, which browsers do not show. “Print to PDF” gives a copy without it.",
    "link": "A link in this PDF does not begin with http, https, mailto or tel. Mend the link, and make the PDF again.",
    "signed": "This PDF carries a digital signature, which would be lost here. “Print to PDF” gives a copy without it.",
    "unreadable": UNREADABLE,
}


def rewritten_pdf(data: bytes) -> bytes:
    """The same pages and nothing beside them."""
    if not data.startswith(b"%PDF-"):
        raise ValidationError(NO_PDF, code="no_pdf")
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the file is its input, never an argument
            [sys.executable, "-I", str(PROGRAM)],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            env={},  # No key or password of ours stands where a hostile file is read.
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ValidationError(UNREADABLE, code="unreadable") from error
    if done.returncode != 0:
        reason = done.stderr.decode(errors="replace").strip()
        raise ValidationError(REASONS.get(reason, UNREADABLE), code=reason if reason in REASONS else "unreadable")
    if is_zip(done.stdout):
        raise ValidationError(ANOTHER_FILE_TOO, code="another_file_too")
    return done.stdout


def is_zip(data: bytes) -> bool:
    """Whether a program that unpacks would find files in it, wherever they begin."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            return bool(archive.infolist())
    except (BadZipFile, OSError, ValueError):
        return False
