"""Word, PowerPoint and Excel files: an archive of known parts, without programs, other files or calls to elsewhere.

Only files of today's kind are taken (docx, pptx, xlsx). Members are read once, in pieces and up to a bound, so that a
small file cannot become a large one here; XML is read by defusedxml alone.
"""

import re
import zlib
from collections.abc import Iterable
from io import BytesIO
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError  # a type and an error; the parser is defusedxml's
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError

MOST_MEMBERS = 5_000
MOST_BYTES = 200 * 1024 * 1024
MOST_RATIO = 200  # Of a whole file. Text packs to a tenth, a bomb to a thousandth.
MOST_XML_BYTES = 20 * 1024 * 1024
# Whatever a broken archive makes zipfile raise.
FAULTS = (BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, ValueError, OSError)

_OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN_PARTS = {
    "docx": ("/word/document.xml", _OFFICE + "wordprocessingml.document.main+xml"),
    "pptx": ("/ppt/presentation.xml", _OFFICE + "presentationml.presentation.main+xml"),
    "xlsx": ("/xl/workbook.xml", _OFFICE + "spreadsheetml.sheet.main+xml"),
}
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_FILES_INSIDE = (b"PK\x03\x04", _OLD_OR_LOCKED, b"MZ", b"\x7fELF", b"{\\rtf", b"%PDF-")
_PROGRAMS = ("vba", "macroenabled", "activex", "oleobject", "ms-office.control")
_LINKS_TO_PROGRAMS = ("oleobject", "package", "afchunk", "control", "vbaproject", "subdocument", "externallink")
_LINKS_TO_DATA = ("connections", "querytable")  # Excel asks a server or a database for what stands in the cells.
_FIELDS = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT)\b", re.IGNORECASE)
_SCHEMES = {"", "http", "https", "mailto", "tel"}

OTHER_TYPE = (
    "This is no {extension} file, though its name says so. Open it in the program that made it, and save it as "
    "{extension}, or as PDF."
)
LOCKED = "This file is protected by a password, or was made by an Office before 2007. Save it anew without a password."
UNREADABLE = "This file is damaged. Open it in the program that made it, save it again, and try once more."
TOO_LARGE_INSIDE = "Unpacked, this file would be far larger than a document is. Save it as PDF, and upload that."
PROGRAM = "This file holds macros or controls. Save it without them, or as PDF."
FILES_INSIDE = (
    "Other files stand inside this file, such as the table behind a chart. Paste charts as pictures, or save it as PDF."
)
CALLS_OUT = (
    "This file fetches something from elsewhere when it is opened (a template, a picture, another file). "
    "Break such links, or save it as PDF."
)


def check_office_file(data: bytes, extension: str) -> None:
    """Refuse what is more, or other, than a document of that kind."""
    if data.startswith(_OLD_OR_LOCKED):
        raise ValidationError(LOCKED, code="locked")
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            _check_outline(data, members)
            _check_members(archive, members)
            _check_kind(archive, extension)
            _check_links(archive, members)
            if extension == "docx":
                _check_fields(archive, members)
    except (
        BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OSError,
    ) as error:
        raise ValidationError(OTHER_TYPE.format(extension=extension), code="other_type") from error


def _check_outline(data: bytes, members: list[ZipInfo]) -> None:
    """What the list of members says, before any of them is unpacked."""
    starts = min((member.header_offset for member in members), default=-1)
    if not data.startswith(b"PK\x03\x04") or starts != 0 or data[-22:-18] != b"PK\x05\x06":
        raise BadZipFile("something stands before, behind or beside the archive")
    size = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or size > MOST_BYTES or size > MOST_RATIO * len(data):
        raise ValidationError(TOO_LARGE_INSIDE, code="too_large_inside")
    names = [member.filename.lower() for member in members]
    if len(set(names)) != len(names) or not all(_is_plain_name(member) for member in members):
        raise ValidationError(UNREADABLE, code="odd_names")
    if any(member.flag_bits & 1 for member in members):
        raise ValidationError(LOCKED, code="locked")
    if any(member.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for member in members):
        raise ValidationError(UNREADABLE, code="odd_packing")


def _is_plain_name(member: ZipInfo) -> bool:
    name = member.orig_filename
    return not (name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/"))


def _check_members(archive: ZipFile, members: Iterable[ZipInfo]) -> None:
    """Unpack each to its end, piece by piece, and look at how it begins."""
    unpacked = 0
    for member in members:
        name = member.filename.lower()
        if any(word in name for word in _PROGRAMS):
            raise ValidationError(PROGRAM, code="program")
        if "/embeddings/" in name or "/externallinks/" in name:
            raise ValidationError(FILES_INSIDE, code="files_inside")
        with archive.open(member) as content:
            head = content.read(4096)
            unpacked += len(head)
            while piece := content.read(1024 * 1024):
                unpacked += len(piece)
                if unpacked > MOST_BYTES:
                    raise ValidationError(TOO_LARGE_INSIDE, code="too_large_inside")
        if head.startswith(_FILES_INSIDE):
            raise ValidationError(FILES_INSIDE, code="files_inside")
        if name.endswith((".xml", ".rels", ".vml")) and b"<!DOCTYPE" in head.replace(b"\0", b"").upper():
            raise ValidationError(UNREADABLE, code="document_type")


def _check_kind(archive: ZipFile, extension: str) -> None:
    """The list of content types must name the main part of such a file, and no program."""
    types = _xml(archive, "[Content_Types].xml")
    named = {item.get("PartName", ""): item.get("ContentType", "") for item in types.iter()}
    part, wanted = MAIN_PARTS[extension]
    if any(word in item.get("ContentType", "").lower() for item in types.iter() for word in _PROGRAMS):
        raise ValidationError(PROGRAM, code="program")
    if named.get(part) != wanted:
        raise ValidationError(OTHER_TYPE.format(extension=extension), code="other_type")
    _xml(archive, part[1:])


def _check_links(archive: ZipFile, members: Iterable[ZipInfo]) -> None:
    """Outward only links for a reader to press; inward nothing that is run or is a file of its own."""
    for member in members:
        if not member.filename.lower().endswith(".rels"):
            continue
        for link in _xml(archive, member.filename):
            kind = link.get("Type", "").rpartition("/")[2].lower()
            if kind in _LINKS_TO_PROGRAMS:
                raise ValidationError(FILES_INSIDE, code="files_inside")
            if kind in _LINKS_TO_DATA:
                raise ValidationError(CALLS_OUT, code="calls_out")
            outward = link.get("TargetMode", "").lower() == "external"
            target = link.get("Target", "").strip()
            on_a_server = target.startswith(("\\\\", "//")) or urlsplit(target).scheme.lower() not in _SCHEMES
            if on_a_server or (outward and kind != "hyperlink"):
                raise ValidationError(CALLS_OUT, code="calls_out")


def _check_fields(archive: ZipFile, members: Iterable[ZipInfo]) -> None:
    """Fields of Word that fetch from another program or file; one may be spread over several pieces of text."""
    for member in members:
        if not (member.filename.startswith("word/") and member.filename.endswith(".xml")):
            continue
        pieces = []
        for item in _xml(archive, member.filename).iter():
            if item.tag.endswith("}instrText"):
                pieces.append(item.text or "")
            elif item.tag.endswith("}fldSimple"):
                pieces += [f" {value} " for key, value in item.attrib.items() if key.endswith("}instr")]
            elif item.tag.endswith("}fldChar"):
                pieces.append(" ")
        if _FIELDS.search("".join(pieces)):
            raise ValidationError(CALLS_OUT, code="calls_out")


def _xml(archive: ZipFile, name: str) -> Element:
    if archive.getinfo(name).file_size > MOST_XML_BYTES:
        raise ValidationError(TOO_LARGE_INSIDE, code="too_large_inside")
    try:
        return fromstring(archive.read(name), forbid_dtd=True)
    except (DefusedXmlException, ParseError) as error:
        raise ValidationError(UNREADABLE, code="bad_xml") from error
