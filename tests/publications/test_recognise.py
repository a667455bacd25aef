"""A file's beginning tells its format, its encoding and, from a title, its kind."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publications.formats import decoding
from publications.formats.decoding import text_lines
from publications.formats.kinds import kind_from_title
from publications.formats.recognise import FORMATS, HEAD_BYTES, recognise
from publications.formats.records import MAX_RECORD_CHARACTERS, UnreadableFile

NAMES = [name for name, _ in FORMATS]
HEADS = [
    ("text", ""),
    ("text", "1. Muster BA. A title. J Made Up. 2025;1:2."),
    ("text", "[1] Muster BA. A title. J Made Up. 2025;1:2."),
    ("text", "<p>Muster BA. A title.</p>"),
    ("text", "<!DOCTYPE html><html><body>"),
    ("text", "Muster BA. A title. PMID: 99990001"),
    ("pubmed-xml", '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "" "">\n<PubmedArticleSet>'),
    ("pubmed-xml", "\n<PubmedArticleSet><PubmedArticle>"),
    ("pubmed-xml", "<PubmedBookArticle>"),
    ("pubmed-xml", "<?xml version='1.0'?><other/>"),
    ("nbib", "PMID- 99990001\nOWN - NLM\n"),
    ("nbib", "\n\nPMID- 99990001\nTI  - A title\n"),
    ("ris", "TY  - JOUR\nAU  - Muster, B\n"),
    ("ris", "Provider: Made Up\nDatabase: Made Up\n\nTY  - JOUR\n"),
    ("ris", "AU  - Muster, B\n"),
    ("bibtex", "% made up\n\n@article{made,\n title = {Up}}"),
    ("bibtex", "@comment{x}\n@Article (made,"),
    ("csl-json", '[\n  {"id": "x"}]'),
    ("csl-json", '{"type": "article-journal"}'),
    ("csl-json", "[]"),
    ("ids", "99990001\n99990002\n"),
    ("ids", "10.5555/a, 10.5555/b"),
    ("ids", "PMID: 99990001\nPMID: 99990002\nwhat is this"),
    ("ids", "https://doi.org/10.5555/a\nPMC99990001\n"),
]
KINDS = [
    ("article", "A made-up title"),
    ("article", "Correction of made-up deformities"),
    ("article", "Response to made-up treatment"),
    ("article", "Retraction of the made-up tendon"),
    ("article", "Replying to the call: a study"),
    ("article", "Commentaries in the made-up age"),
    ("article", "RETRACTED: A made-up title"),
    ("article", "A systematic review of made-up titles"),
    ("visual-abstract", "ASO Visual Abstract: A made-up title"),
    ("visual-abstract", "Graphical abstract: A made-up title"),
    ("author-reflections", "ASO Author Reflections: A made-up title"),
    ("reply", "Reply to: Comment on: A made-up title"),
    ("reply", "Authors' reply"),
    ("reply", "Author’s Response: A made-up title"),
    ("reply", "Response to: A made-up title"),
    ("reply", "Response to the Letter to the Editor"),
    ("reply", "A made-up title: Reply"),
    ("reply", "A made-up title—Reply"),
    ("erratum", "Erratum"),
    ("erratum", "Erratum to: A made-up title"),
    ("erratum", "Correction to: A made-up title"),
    ("erratum", "Publisher Correction: A made-up title"),
    ("erratum", "[Corrigendum to “A made-up title”]"),
    ("erratum", "A made-up title: Erratum."),
    ("comment", "Comment on: A made-up title"),
    ("comment", "Comment on “A made-up title”"),
    ("comment", "Invited Commentary: A made-up title"),
    ("comment", "Letter to the Editor: A made-up title"),
    ("comment", "Re: A made-up title"),
    ("retraction-notice", "Retraction: A made-up title"),
    ("retraction-notice", "Retraction notice to “A made-up title”"),
    ("retraction-notice", "Retraction of “A made-up title”"),
    ("expression-of-concern", "Editorial Expression of Concern: A made-up title"),
    ("editorial", "Editorial: A made-up title"),
]


def lines(data: bytes, **more) -> list[tuple[int, str]]:
    return list(text_lines(io.BytesIO(data), **more))


@pytest.mark.parametrize(("name", "head"), HEADS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_format_is_told_by_its_beginning(name, head, encoding):
    assert recognise(head.encode(encoding)) == name


def test_a_cut_last_line_says_nothing():
    assert recognise(("99990001\n" * HEAD_BYTES).encode()[: HEAD_BYTES - 4] + b"made up") == "ids"


@given(st.binary(max_size=400))
def test_any_bytes_have_a_format(data):
    assert recognise(data) in NAMES


def test_the_formats_are_those_of_the_command_line():
    assert NAMES == ["text", "pubmed-xml", "nbib", "ris", "bibtex", "csl-json", "ids"]


@pytest.mark.parametrize(("kind", "title"), KINDS)
def test_a_kind_is_told_by_its_title(kind, title):
    assert kind_from_title(title) == kind


@given(st.text(max_size=300))
def test_any_title_has_a_kind(title):
    assert kind_from_title(title)


class TestLines:
    """Bytes become numbered lines."""

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
    def test_every_line_end_counts_once(self, encoding):
        assert lines("a\r\nb\rc\n\nä".encode(encoding)) == [(1, "a"), (2, "b"), (3, "c"), (4, ""), (5, "ä")]

    @given(st.text(alphabet="aä€𝄞\n\r", max_size=60), st.integers(1, 7))
    def test_pieces_of_any_size_give_the_same_lines(self, text, size):
        class Dripping(io.BytesIO):
            def read(self, _=-1):
                return super().read(size)

        text = f"\ufeff{text}" if size % 2 else text
        whole = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        whole = whole if whole[-1] else whole[:-1]
        assert [line for _, line in text_lines(Dripping(text.encode()))] == whole

    @pytest.mark.parametrize("before", [0, decoding.CHUNK_BYTES - 1, decoding.CHUNK_BYTES * 2])
    def test_a_byte_that_fits_no_letter_is_named(self, before):
        with pytest.raises(UnreadableFile, match=rf"not UTF-8: byte {before + 3} \(0xE4\), in line {before // 2 + 1},"):
            lines(b"a\n" * (before // 2) + b"a" * (before % 2) + b"ab\xe4c")

    def test_a_letter_cut_off_at_the_end_is_named(self):
        with pytest.raises(UnreadableFile, match=r"byte 3 \(0xE2\)"):
            lines(b"a\n\xe2\x82")

    def test_utf_16_without_its_mark_is_named(self):
        with pytest.raises(UnreadableFile, match="UTF-16 without"):
            lines("Muster".encode("utf-16-be"))

    def test_a_file_that_is_too_large_is_refused(self):
        with pytest.raises(UnreadableFile, match="larger than 1 MB"):
            lines(b"a\n" * 600_000, max_bytes=1024 * 1024)

    def test_a_line_without_end_is_cut(self):
        assert [len(line) for _, line in lines(b"a" * (MAX_RECORD_CHARACTERS + 500) + b"\nb")] == [1_000_001, 1]
