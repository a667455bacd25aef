"""Files given as documents other than PDF: Office files with one thing added or changed, and texts."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from .hostile_pdfs import pdf
from .hostile_pictures import an_archive
from .kinds import MARK, Hostile

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": ("word/document.xml", OFFICE + "wordprocessingml.document.main+xml"),
    "pptx": ("ppt/presentation.xml", OFFICE + "presentationml.presentation.main+xml"),
    "xlsx": ("xl/workbook.xml", OFFICE + "spreadsheetml.sheet.main+xml"),
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def content_types(kind: str = "docx", more: str = "") -> str:
    part, main = MAIN[kind]
    return (
        f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/xml"/>'
        f'<Override PartName="/{part}" ContentType="{main}"/>{more}</Types>'
    )


def relations(*rows: tuple[str, str, str]) -> str:
    """Of each: what kind, where to, and `External` or nothing."""
    inner = "".join(
        f'<Relationship Id="r{n}" Type="{KINDS}/{kind}" Target="{target}"{mode and f" TargetMode={mode!r}"}/>'
        for n, (kind, target, mode) in enumerate(rows)
    )
    return f'<Relationships xmlns="{RELATIONS}">{inner}</Relationships>'


def words(inner: str = "<w:p><w:r><w:t>A good page</w:t></w:r></w:p>") -> str:
    return f'<w:document xmlns:w="{WORDS}"><w:body>{inner}</w:body></w:document>'


def office(kind: str = "docx", **changed: str | bytes | None) -> bytes:
    """A small file of that kind; `changed` gives members, with `types` and `main` for the two that each has."""
    members = {
        "[Content_Types].xml": changed.pop("types", content_types(kind)),
        "_rels/.rels": relations(("officeDocument", MAIN[kind][0], "")),
        MAIN[kind][0]: changed.pop("main", words()),
        **changed,
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            if content is not None:
                archive.writestr(name, content)
    return out.getvalue()


def linked(kind: str, target: str, mode: str = "External") -> bytes:
    return office(**{"word/_rels/document.xml.rels": relations((kind, target, mode))})


def field_in_pieces() -> bytes:
    """Word joins what stands between the beginning and the end of a field."""
    pieces = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in (" D", "DEA", "UTO cmd.exe "))
    return office(main=words(f"<w:p>{pieces}</w:p>"))


def locked_member() -> bytes:
    """The mark that says a member is encrypted, in both places where it is kept."""
    made = bytearray(office())
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def lies_about_its_size() -> bytes:
    """A member that says it unpacks to a hundred bytes, and unpacks to twenty megabytes."""
    made = bytearray(office(**{"word/media/a.bin": bytes(20 * 1024 * 1024)}))
    at = made.rindex(b"PK\x01\x02")
    made[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(made)


def broken_member() -> bytes:
    """The check sum of a member is not that of its content."""
    made = bytearray(office(**{"word/media/a.bin": b"A" * 100}))
    at = made.rindex(b"PK\x01\x02")
    made[at + 16 : at + 20] = zlib.crc32(b"another").to_bytes(4, "little")
    return bytes(made)


def commented() -> bytes:
    made = BytesIO(office())
    with ZipFile(made, "a") as archive:
        archive.comment = MARK
    return made.getvalue()


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    f'<w:document xmlns:w="{WORDS}"><w:t>&c;</w:t></w:document>'
)
FETCHES = f'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Types xmlns="{TYPES}">&b;</Types>'

PROGRAM = "holds macros or controls"
INSIDE = "Other files stand inside this file"
CALLS = "fetches something from elsewhere"
LARGE = "far larger than a document"
DAMAGED = "This file is damaged"
NO_DOCX = "This is no docx file"
OFFICE_FILES = [
    Hostile("macros", "a.docx", lambda: office(**{"word/vbaProject.bin": OLE}), PROGRAM),
    Hostile(
        "says that it holds macros",
        "a.docx",
        lambda: office(types=content_types().replace(OFFICE + "wordprocessingml.document", "ms-word.macroEnabled")),
        PROGRAM,
    ),
    Hostile("a control", "a.docx", lambda: office(**{"word/activeX/activeX1.xml": "<a/>"}), PROGRAM),
    Hostile("an object of another program", "a.docx", lambda: office(**{"word/embeddings/a.bin": OLE}), INSIDE),
    Hostile("an object called a picture", "a.docx", lambda: office(**{"word/media/image1.png": OLE}), INSIDE),
    Hostile("an archive inside", "a.docx", lambda: office(**{"word/media/a.bin": an_archive()}), INSIDE),
    Hostile("a page inside", "a.docx", lambda: linked("aFChunk", "a.html", ""), INSIDE),
    Hostile("a template elsewhere", "a.docx", lambda: linked("attachedTemplate", "https://x.test/a.dotm"), CALLS),
    Hostile("a picture elsewhere", "a.docx", lambda: linked("image", "https://x.test/a.png"), CALLS),
    Hostile("a link that is a script", "a.docx", lambda: linked("hyperlink", "javascript:hidden()"), CALLS),
    Hostile("a link to a file server", "a.docx", lambda: linked("hyperlink", "\\\\server\\a"), CALLS),
    Hostile("a field that starts a program", "a.docx", field_in_pieces, CALLS),
    Hostile(
        "a table linked to another", "a.xlsx", lambda: office("xlsx", **{"xl/externalLinks/a.xml": "<a/>"}), INSIDE
    ),
    Hostile(
        "a table that a server fills",
        "a.xlsx",
        lambda: office("xlsx", **{"xl/_rels/workbook.xml.rels": relations(("connections", "data.xml", ""))}),
        CALLS,
    ),
    Hostile("Word called PowerPoint", "a.pptx", office, "This is no pptx file"),
    Hostile("archive called Word", "a.docx", an_archive, NO_DOCX),
    Hostile("PDF called Word", "a.docx", pdf, NO_DOCX),
    Hostile("old Office, or locked", "a.docx", lambda: OLE + bytes(600), "protected by a password"),
    Hostile("a locked member", "a.docx", locked_member, "protected by a password"),
    Hostile("unpacks to 1,000 times its size", "a.docx", lambda: office(**{"word/a.bin": bytes(30_000_000)}), LARGE),
    Hostile("lies about its size", "a.docx", lies_about_its_size, NO_DOCX),
    Hostile("a broken member", "a.docx", broken_member, NO_DOCX),
    Hostile("very many members", "a.docx", lambda: office(**{f"word/{n}": b"" for n in range(5_001)}), LARGE),
    Hostile("climbs out of its folder", "a.docx", lambda: office(**{"../../etc/a": b"a"}), DAMAGED),
    Hostile("names a place on the disk", "a.docx", lambda: office(**{"/etc/a": b"a"}), DAMAGED),
    Hostile("two members of one name", "a.docx", lambda: office(**{"WORD/document.xml": words()}), DAMAGED),
    Hostile("words that multiply", "a.docx", lambda: office(main=LAUGHS), DAMAGED),
    Hostile("list that reads the disk", "a.docx", lambda: office(types=FETCHES), DAMAGED),
    Hostile("page before the archive", "a.docx", lambda: MARK + office(), NO_DOCX),
    Hostile("another archive before the archive", "a.docx", lambda: an_archive() + office(), NO_DOCX),
    Hostile("page behind the archive", "a.docx", lambda: office() + MARK, NO_DOCX),
    Hostile("page in the archive's remark", "a.docx", commented, NO_DOCX),
    Hostile("cut short", "a.docx", lambda: office()[:-40], NO_DOCX),
]
NO_TEXT = "is no plain text"
OTHER_INSIDE = "a web page, a program or another kind"
TEXTS = [
    Hostile("page called text", "a.txt", lambda: b"<!DOCTYPE html><title>a</title>" + MARK, OTHER_INSIDE),
    Hostile("page in the midst of a text", "a.txt", lambda: b"Dear patient,\n" + MARK, OTHER_INSIDE),
    Hostile("PDF called text", "a.txt", lambda: b"%PDF-1.4\nhidden", OTHER_INSIDE),
    Hostile("null byte in a text", "a.txt", lambda: b"a\0b", NO_TEXT),
    Hostile("text in another encoding", "a.txt", lambda: "Müller".encode("latin-1"), NO_TEXT),
    Hostile("text too long", "a.txt", lambda: b"a" * (2 * 1024 * 1024 + 1), "larger than 2 MB"),
    Hostile("captions without their first line", "a.vtt", lambda: b"00:01 --> 00:02\nHello", "says WEBVTT"),
    Hostile("captions with a script", "a.vtt", lambda: b"WEBVTT\n\n" + MARK, OTHER_INSIDE),
    Hostile("page by its name", "a.html", lambda: b"<html>" + MARK, "Documents are taken as"),
    Hostile("drawing by its name", "a.svg", lambda: b"<svg>" + MARK, "Documents are taken as"),
    Hostile("program by its name", "a.pdf.exe", lambda: b"MZ", "Documents are taken as"),
    Hostile("Office with macros by its name", "a.docm", office, "Documents are taken as"),
    Hostile("too many bytes", "a.pdf", lambda: pdf() + bytes(20 * 1024 * 1024), "at most 20.0"),
]
