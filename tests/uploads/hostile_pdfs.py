"""Files given as PDF. Each is a good page with one thing added."""

import zlib
from collections.abc import Callable
from functools import partial
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from .hostile_pictures import an_archive
from .kinds import HARMLESS, MARK, Hostile

SCRIPT = "runs a script"
ACTION = "starts programs, sends forms or opens other files"
UNREADABLE = "This PDF is damaged or too large"


def pdf(change: Callable[[pikepdf.Pdf], None] = lambda made: None, **options) -> bytes:
    """A page of one sentence, changed, and saved."""
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(200, 200))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        made.pages[0].Resources = Dictionary(Font=Dictionary(F1=font))
        made.pages[0].Contents = made.make_stream(b"BT /F1 12 Tf 20 100 Td (A good page) Tj ET")
        change(made)
        out = BytesIO()
        made.save(out, **{"object_stream_mode": pikepdf.ObjectStreamMode.disable} | options)
        return out.getvalue()


def opens_with(action: str, **more) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        made.Root.OpenAction = made.make_indirect(Dictionary(S=Name(f"/{action}"), **more))

    return change


def notes_on_page(**entries) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Rect=Array([0, 0, 100, 100]), **entries)
        made.pages[0].Annots = Array([made.make_indirect(note)])

    return change


def with_file(made: pikepdf.Pdf) -> None:
    made.attachments["note.html"] = MARK


def with_form(**entries) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        made.Root.AcroForm = Dictionary(Fields=Array([]), **entries)

    return change


def signed(made: pikepdf.Pdf) -> None:
    signature = Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents=String("x"))
    field = Dictionary(FT=Name.Sig, T=String("Signature"), V=made.make_indirect(signature))
    made.Root.AcroForm = Dictionary(Fields=Array([made.make_indirect(field)]), SigFlags=3)


def script() -> Callable[[pikepdf.Pdf], None]:
    return opens_with("JavaScript", JS=String("hidden()"))


def script_on_leaving(made: pikepdf.Pdf) -> None:
    made.pages[0].AA = Dictionary(C=Dictionary(S=Name.JavaScript, JS=made.make_stream(b"hidden()")))


def script_by_name(made: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.JavaScript, JS=String("hidden()"))
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))


def packed() -> bytes:
    """The script stands in a compressed part: no search of the bytes finds it."""
    made = pdf(script(), object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"JavaScript" not in made
    return made


def spelled() -> bytes:
    """PDF lets every letter of a word be written as a number."""
    return pdf(script()).replace(b"/JavaScript", b"/J#61v#61Scr#69pt").replace(b"/JS", b"/J#53")


def with_packed_pages(megabytes: int) -> bytes:
    """The list of pages stands in a compressed part, packed twice, before so many megabytes of blanks."""
    packer = zlib.compressobj(9)
    begin = packer.compress(b"3 0\n<</Type/Pages/Kids[5 0 R]/Count 1>>") + packer.flush(zlib.Z_FULL_FLUSH)
    blanks = packer.compress(b" " * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    content = zlib.compress(begin + blanks * megabytes, 9)
    part = b"<</Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]/Length %d>>\nstream\n" % len(content)
    body, places = b"%PDF-1.5\n", {}
    for number, item in (
        (1, b"<</Type/Catalog/Pages 3 0 R>>"),
        (2, part + content + b"\nendstream"),
        (5, b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]>>"),
    ):
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    entries = ((0, 0), (1, places[1]), (1, places[2]), (2, 2), (1, len(body)), (1, places[5]))
    rows = b"".join(bytes([kind]) + at.to_bytes(4, "big") + b"\0" for kind, at in entries)
    table = b"4 0 obj\n<</Type/XRef/Size 6/Root 1 0 R/W[1 4 1]/Length %d>>\nstream\n%s\nendstream\nendobj\n"
    return body + table % (len(rows), rows) + b"startxref\n%d\n%%%%EOF\n" % len(body)


def older_version() -> bytes:
    """What a later version of the same file no longer shows, but which still stands in it."""

    def note(made: pikepdf.Pdf) -> None:
        made.Root.Lang = String(MARK.decode())

    first = pdf(note)
    with pikepdf.open(BytesIO(first)) as made:
        catalog, pages = made.Root.objgen[0], made.Root.Pages.objgen[0]
    trailer = first[first.index(b"trailer") : first.index(b"startxref")]
    again = b"%d 0 obj\n<</Type/Catalog/Pages %d 0 R>>\nendobj\n" % (catalog, pages)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (catalog, len(first))
    before = int(first.rpartition(b"startxref")[2].split()[0])
    end = trailer.replace(b"<<", b"<</Prev %d " % before, 1)
    return first + again + table + end + b"startxref\n%d\n%%%%EOF\n" % (len(first) + len(again))


def padded() -> bytes:
    """A page stands as a comment between the first line and the first object."""
    made = pdf()
    line = made.index(b"\n") + 1
    return made[:line] + b"%" + MARK + b"\n" + made[line:]


def locked(**passwords) -> bytes:
    return pdf(encryption=pikepdf.Encryption(**passwords))


LINK = partial(Dictionary, S=Name.URI)
MEDIA = "holds sound, film or 3D"
REFUSED = [
    Hostile("script as it opens", "a.pdf", lambda: pdf(script()), SCRIPT),
    Hostile("script in a compressed part", "a.pdf", packed, SCRIPT),
    Hostile("script spelled in numbers", "a.pdf", spelled, SCRIPT),
    Hostile("script as a page is left", "a.pdf", lambda: pdf(script_on_leaving), SCRIPT),
    Hostile("script beside another action", "a.pdf", lambda: pdf(opens_with("Hide", JS=String("hidden()"))), SCRIPT),
    Hostile("script by name", "a.pdf", lambda: pdf(script_by_name), SCRIPT),
    Hostile("starts a program", "a.pdf", lambda: pdf(opens_with("Launch", F=String("cmd.exe"))), ACTION),
    Hostile("opens a file elsewhere", "a.pdf", lambda: pdf(opens_with("GoToR", F=String("//server/a"))), ACTION),
    Hostile("sends a form", "a.pdf", lambda: pdf(opens_with("SubmitForm", F=String("https://x.test"))), ACTION),
    Hostile("carries a file", "a.pdf", lambda: pdf(with_file), "Other files are attached"),
    Hostile("carries a form of XFA", "a.pdf", lambda: pdf(with_form(XFA=Array([]))), "XFA form"),
    Hostile("carries a film", "a.pdf", lambda: pdf(notes_on_page(Subtype=Name.RichMedia)), MEDIA),
    Hostile(
        "link that is a script",
        "a.pdf",
        lambda: pdf(notes_on_page(Subtype=Name.Link, A=LINK(URI=String("javascript:hidden()")))),
        "A link in this PDF",
    ),
    Hostile("signed", "a.pdf", lambda: pdf(signed), "digital signature"),
    Hostile("locked by a password", "a.pdf", lambda: locked(owner="a", user="b"), "protected by a password"),
    Hostile("locked against copying", "a.pdf", lambda: locked(owner="a", user=""), "protected by a password"),
    Hostile("unpacks to a gigabyte", "a.pdf", lambda: with_packed_pages(1_000), UNREADABLE),
    Hostile("page before the PDF", "a.pdf", lambda: MARK + pdf(), "something stands before its beginning"),
    Hostile("only the first line", "a.pdf", lambda: b"%PDF-1.7\n" + MARK, UNREADABLE),
    Hostile("page with a PDF's name", "a.pdf", lambda: b"<html>" + MARK, "This is no PDF"),
    Hostile("archive with a PDF's name", "a.pdf", an_archive, "This is no PDF"),
]
CLEANED = [
    Hostile("page behind a PDF", "a.pdf", lambda: pdf() + MARK, HARMLESS),
    Hostile("archive behind a PDF", "a.pdf", lambda: pdf() + an_archive(), HARMLESS),
    Hostile("page in a remark of a PDF", "a.pdf", padded, HARMLESS),
    Hostile("older version in a PDF", "a.pdf", older_version, HARMLESS),
]
