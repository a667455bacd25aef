"""Citations pasted as text become the right items, whatever the list looks like; what is none says so."""

import io
import textwrap
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from publications.csl import printed_name
from publications.formats.plain_text import read
from publications.formats.records import MAX_RECORD_CHARACTERS, ReadRecord, UnreadableFile

from .citation_shapes import SHAPES
from .items import examples

ROOT = Path(__file__).resolve().parents[2]
SEEDS = sorted((ROOT.parent / "shared" / "seeds").glob("004_*.txt"))
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()

FIRST = "Muster BA, Example C. A made-up title. J Made Up. 2025 Mar 1;1(2):3-4. doi: 10.5555/a. PMID: 99990001."
SECOND = "Sample D. Is it another? Made Up Lett. 2024 Mar;2(1):e3. doi: 10.5555/b. Epub 2024 Jan 2. PMID: 99990002."
THIRD = "Muster E, Example F; MADE Group. A third. J Made Up. 2023 Jan 7. doi: 10.5555/c. Epub ahead of print."
THREE = [FIRST, SECOND, THIRD]
TITLES = ["A made-up title", "Is it another?", "A third"]


def records(text: str | bytes) -> list[ReadRecord]:
    return list(read(io.BytesIO(text.encode() if isinstance(text, str) else text)))


def titles(text: str | bytes) -> list[str]:
    found = records(text)
    assert [record.problems for record in found] == [[]] * len(found)
    return [record.csl["title"] for record in found]


RESULTS = """\
2 results
Cite
Share
1
A made-up title of PubMed's page.
Muster BA, Example C; MADE Group.
J Made Up (Phila). 2025 Mar 1;1(2):3-4. doi: 10.5555/a. Epub 2025 Jan 2.
PMID: 99990001 Free PMC article. Review.
STUDY DESIGN: Made up, and cut off where PubMed cuts it ...
Cite
Share
2
Is there another?
Sample D.
Made Up Lett. 2024 Mar 7. doi: 10.5555/b. Online ahead of print.
PMID: 99990002
"""


def test_a_page_of_results_has_its_titles_above_the_authors():
    first, cut_off, second = records(RESULTS)
    assert cut_off.problems and cut_off.line == 9
    assert (first.line, first.problems, first.csl["title"]) == (5, [], "A made-up title of PubMed's page")
    assert [printed_name(name) for name in first.csl["author"]] == ["Muster BA", "Example C", "MADE Group"]
    assert (first.csl["container-title"], first.csl["page"]) == ("J Made Up (Phila)", "3-4")
    assert (second.line, second.problems, second.csl["title"]) == (13, [], "Is there another?")
    assert (second.csl["id"], second.csl["container-title"]) == ("pmid:99990002", "Made Up Lett")


def test_results_without_lines_between_them_are_parted():
    text = "\n".join(line for line in RESULTS.splitlines() if line not in ("Cite", "Share", "1", "2", "2 results"))
    assert [record.csl.get("PMID") for record in records(text)] == ["99990001", None, "99990002"]
    assert [record.csl.get("title", "") for record in records(text)][2] == "Is there another?"


def test_a_number_that_a_wrapped_citation_ends_in_stays_with_it():
    wrapped = "Muster BA, Example C. A made-up title. J Made Up. 2025 Mar 1;1(2):3-4. Epub 2025 Jan\n2."
    (record,) = records(wrapped)
    assert record.csl["available-date"] == {"date-parts": [[2025, 1, 2]]}
    first, _, second = records(f"{wrapped}\n\n{RESULTS[RESULTS.index('STUDY') :]}")
    assert first.csl["available-date"] == {"date-parts": [[2025, 1, 2]]}
    assert second.csl["title"] == "Is there another?"


def test_a_line_above_a_whole_citation_is_no_title_of_it():
    found = records(f"What we wrote this year\n{FIRST}\n{SECOND}")
    assert [record.csl.get("title") for record in found] == [None, "A made-up title", "Is it another?"]


def listed() -> list[dict]:
    return yaml.safe_load((ROOT / "content" / "publications.yaml").read_text(encoding="utf-8"))


def parts(iso: str) -> list[int]:
    return [int(part) for part in iso.split("-")]


def in_words(iso: str) -> str:
    year, *rest = parts(iso)
    return " ".join([str(year), *(MONTHS[part - 1] if not place else str(part) for place, part in enumerate(rest))])


def authors_in_words(names: list[dict]) -> str:
    text = ""
    for before, name in zip([None, *names], names, strict=False):
        is_group = "literal" in name or (before and "literal" in before)
        text += ("; " if is_group else ", ") * bool(before) + printed_name(name)
    return text


def in_pubmed_form(row: dict) -> str:
    """The record as PubMed prints it, with what the list itself printed for a title."""
    title = row.get("title_as_listed", row["title"])
    issue = f"({row['issue']})" if "issue" in row else ""
    volume = f";{row['volume']}{issue}" if "volume" in row else ""
    pages = f":{row['page']}" if "page" in row else ""
    ahead = " Epub ahead of print." if "status" in row else ""
    epub = f" Epub {in_words(row['epub'])}." if "epub" in row else ""
    pmcid = f"; PMCID: {row['PMCID']}" if "PMCID" in row else ""
    return (
        f"{authors_in_words(row['author'])}. {title}{'' if title.endswith('?') else '.'} {row['container_title']}. "
        f"{in_words(row['issued'])}{volume}{pages}. doi: {row['DOI']}.{ahead}{epub} PMID: {row['PMID']}{pmcid}."
    )


def expected(row: dict) -> dict:
    item = {"id": f"pmid:{row['PMID']}", "title": row.get("title_as_listed", row["title"])}
    item |= {"container-title": row["container_title"], "issued": {"date-parts": [parts(row["issued"])]}}
    keys = ("type", "author", "volume", "issue", "page", "status", "DOI", "PMID", "PMCID")
    item |= {key: row[key] for key in keys if key in row}
    item |= {"available-date": {"date-parts": [parts(row["epub"])]}} if "epub" in row else {}
    return item | ({"custom": {"kind": row["kind"]}} if row["kind"] != "article" else {})


def assert_are_listed(found: list[ReadRecord]) -> None:
    assert [record.csl for record in found] == [expected(row) for row in listed()]
    assert [(record.problems, record.warnings) for record in found] == [([], [])] * 22


@pytest.mark.parametrize(("text", "item"), [shape[1:] for shape in SHAPES], ids=[shape[0] for shape in SHAPES])
def test_a_citation_becomes_the_exact_item(text, item):
    found = records(text)
    assert [(record.csl, record.problems) for record in found] == [(item, [])]


def test_the_table_of_shapes_is_long_enough():
    assert len(SHAPES) >= 40


class TestSeeds:
    """The 22 citations of the fellowship's own list."""

    @pytest.mark.parametrize("width", [0, 50, 72, 80, 120])
    @pytest.mark.parametrize("mark", ["", "- ", "• ", "{}. ", "[{}] ", "({}) ", "{}: "])
    def test_all_22_are_read_in_any_list(self, mark, width):
        lines = [mark.format(place) + in_pubmed_form(row) for place, row in enumerate(listed(), start=1)]
        assert_are_listed(records("\n".join(textwrap.fill(line, width) if width else line for line in lines)))

    def test_all_22_are_read_from_paragraphs_a_web_page_and_one_line(self):
        texts = [in_pubmed_form(row) for row in listed()]
        assert_are_listed(records("\n\n".join(textwrap.fill(text, 70) for text in texts)))
        assert_are_listed(records("<ol>" + "".join(f"<li>{text}</li>" for text in texts) + "</ol>"))
        assert_are_listed(records(" ".join(texts)))

    def test_the_seed_file_gives_the_same_22(self):
        if not SEEDS:
            pytest.skip("the seeds are not beside this checkout")
        text = "".join(path.read_text(encoding="utf-8") for path in SEEDS)
        lines = [line for line in text.splitlines() if line.startswith("- ") and "PMID:" in line]
        assert_are_listed(records("\n".join(lines)))

    def test_the_whole_seed_page_gives_the_22_and_problems_for_its_prose(self):
        if not SEEDS:
            pytest.skip("the seeds are not beside this checkout")
        found = records(b"".join(path.read_bytes() for path in SEEDS))
        assert [record.csl for record in found if not record.problems] == [expected(row) for row in listed()]


class TestLists:
    """Where one citation ends and the next begins."""

    @pytest.mark.parametrize(
        "text",
        [
            "\n".join(THREE),
            "\r\n".join(THREE),
            "\r".join(THREE),
            "\n\n".join(THREE),
            "References\n" + "\n".join(f"{place}. {text}" for place, text in enumerate(THREE, start=1)),
            "\n".join(f"{place}.\n{text}" for place, text in enumerate(THREE, start=1)),
            "\n".join(f"{place}.\t{text}" for place, text in enumerate(THREE, start=7)),
            "\n".join(f"{place}. {text}" for place, text in zip((3, 5, 12), THREE, strict=True)),
            "\n---\n".join(THREE),
            f"• {FIRST}\n* {SECOND}\n– {THIRD}",
            "\n".join(textwrap.fill(f"> {text}", 60, subsequent_indent="> ") for text in THREE),
            "\n".join(f"“{text}”" for text in THREE),
            "".join(f"<p>{text}<br></p>" for text in THREE),
            f"1. {FIRST} 2. {SECOND} 3. {THIRD}",
            "\n".join(textwrap.fill(text, 45, initial_indent="    ", subsequent_indent="  ") for text in THREE),
        ],
    )
    def test_every_kind_of_list_gives_its_three(self, text):
        assert titles(text) == TITLES

    def test_lines_and_numbers_are_counted(self):
        found = records(f"\n1. {FIRST}\n\n2. {textwrap.fill(SECOND, 60)}\n3. {THIRD}\n")
        assert [record.where for record in found] == ["record 1, line 2", "record 2, line 4", "record 3, line 6"]

    def test_a_number_at_a_wrapped_lines_beginning_begins_no_citation(self):
        text = "Sample D. Another. Made Up Lett. 2024 Mar;2(1):3. doi: 10.5555/b. Epub 2024 Jan\n1. PMID: 99990002."
        assert [record.csl.get("PMID") for record in records(text)] == ["99990002"]

    def test_a_dash_at_a_wrapped_lines_beginning_begins_no_citation(self):
        wrapped = "Muster BA, Example C. What is made up and what is not in outcomes\n- A review. J Made Up. 2025;1:2."
        text = f"- {wrapped}\n- {SECOND}"
        assert titles(text) == ["What is made up and what is not in outcomes - A review", "Is it another?"]

    def test_identifiers_in_a_paragraph_of_their_own_belong_to_the_citation_before(self):
        found = records(f"Muster BA. A title. J Made Up. 2025;1:2.\n\nPMID: 99990001\n\n{SECOND}")
        assert [record.csl["PMID"] for record in found] == ["99990001", "99990002"]

    def test_words_and_dois_that_were_broken_at_a_line_end_are_whole_again(self):
        text = "Muster-\nExample C. A well-\nmade title. J Made Up. 2025;1:24-\n31. doi: 10.5555/\nmade-\nup.1."
        found = records(text)[0].csl
        assert found["author"] == [{"family": "Muster-Example", "given": "C"}]
        assert (found["title"], found["page"], found["DOI"]) == ("A well-made title", "24-31", "10.5555/made-up.1")

    def test_records_come_one_by_one(self):
        class Endless(io.RawIOBase):
            def read(self, size=-1):
                return (FIRST + "\n").encode() * 100

        reading = read(Endless())
        assert [next(reading).number for _ in range(5)] == [1, 2, 3, 4, 5]


class TestBadInput:
    """Each bad piece is named and quoted; the good ones beside it are still read."""

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("Muster BA, Example C. Half a title", "no journal followed by a year"),
            ("Muster BA, Example C. Only a title. 2025.", "no title or no journal"),
            ("We are proud of our research, which began in 2025.", "no citation"),
            ("We met. It was nice. 2025.", "may be a sentence"),
            ("TY  - JOUR\nAU  - Muster, B\nER  - ", "looks like RIS"),
            ("PMID- 99990001\nTI  - A title", "looks like NBIB"),
            ("@article{made, title={Up}}", "looks like BibTeX"),
            ("<?xml version='1.0'?><PubmedArticleSet>", "looks like PubMed XML"),
            ('[{"id": "made-up"}]', "looks like CSL-JSON"),
            ("99990001", "identifier alone"),
            ("Muster, B. A., & Example, C. (2025). A title. Made Up, 1(2), 3-4.", "APA"),
            ("Muster BA. A part. In: Example C, editor. A book. Boston: Made Up Press; 2025.", "book or a chapter"),
            ("Muster Beate, Example Carl. A title. J Made Up. 2025;1:2.", "names in full"),
            ("J Made Up. 2025 Jan 7. doi: 10.5555/c.", "abstract format"),
            ("Muster BA. A\0title. J Made Up. 2025;1:2.", "NUL"),
        ],
    )
    def test_what_is_no_citation_is_a_problem_between_good_records(self, text, says):
        found = records(f"{FIRST}\n\n{text}\n\n{SECOND}")
        assert [record.csl.get("PMID") for record in (found[0], found[-1])] == ["99990001", "99990002"]
        assert len(found) == 3
        assert says in found[1].problems[0]
        assert found[1].problems[0].startswith("“" + text.split()[0][:20])
        assert found[1].where == "record 2, line 3"

    def test_half_a_citation_before_a_good_one_does_not_spoil_it(self):
        found = records(f"Muster BA, Example C. Half a title\n{SECOND}\n{THIRD}")
        assert [bool(record.problems) for record in found] == [True, False, False]

    def test_html_leaves_neither_tags_nor_scripts(self):
        text = (
            "<p>Muster BA. A <script>alert('made up')</script>title <img src=x onerror=alert(1)>here<!-- <b> -->. "
            "J Made Up. 2025;1:2.</p><style>p {color: red}</style>\n<script>\nvar x = 1\n</script>\n"
            "<p>Sample D. &lt;b&gt;Bold&lt;/b&gt; <scr<b>ipt>words. J Made Up. 2024;1:2.</p>"
        )
        assert titles(text) == ["A title here", "Bold words"]

    def test_a_script_without_its_end_swallows_no_records(self):
        assert titles(f"<p>{FIRST}</p><script>\n\n<p>{SECOND}</p>") == TITLES[:2]

    def test_a_record_without_end_is_too_long(self):
        found = records("Muster BA. " + "made up " * (MAX_RECORD_CHARACTERS // 8) + f"\n\n{FIRST}")
        assert "longer than 1,000,000 characters" in found[0].problems[0]
        assert found[1].csl["PMID"] == "99990001"

    def test_an_incomplete_list_of_authors_and_strange_words_are_warnings(self):
        found = records("Muster BA, et al. A title. J Made Up. 2025;1:2. Made-up leftover words. PMID: 99990001.")[0]
        assert "et al." in found.warnings[0]
        assert "Made-up leftover words" in found.warnings[1]
        assert found.csl["PMID"] == "99990001"

    def test_two_identifiers_of_a_kind_and_a_day_that_is_none_are_warnings(self):
        found = records("Muster BA. A title. J Made Up. 2025 Feb 31;1:2. PMID: 99990001. PMID: 99990002.")[0]
        assert "does not exist" in found.warnings[0]
        assert "two PMIDs, 99990001 and 99990002" in found.warnings[1]
        assert found.csl["issued"]["date-parts"] == [[2025, 2]]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_encodings_with_a_mark_are_read(self, encoding):
        assert titles("Müster Ä. Größe. J Made Up. 2025;1:2.".encode(encoding)) == ["Größe"]

    def test_other_bytes_are_named_with_their_place(self):
        with pytest.raises(UnreadableFile, match=r"byte 8 \(0xFC\), in line 2"):
            records("A\nB\nC".replace("B", "1234M\u00fcster").encode("latin-1"))
        with pytest.raises(UnreadableFile, match="UTF-16 without"):
            records(FIRST.encode("utf-16-le"))


@pytest.mark.thorough
class TestHostile:
    """Whatever is pasted, reading ends in time and raises nothing."""

    @settings(max_examples=examples(30), deadline=None)
    @given(st.text(max_size=400))
    def test_any_text_is_read(self, text):
        for record in records(text.encode("utf-8", errors="ignore")):
            assert record.problems or record.csl["title"]

    @settings(max_examples=examples(40), deadline=None)
    @given(
        st.lists(st.sampled_from([*THREE, *FIRST.split(" "), *SECOND.split(", "), "\n", "\n\n", "<p>", "[", "&lt;"]))
    )
    def test_any_scraps_of_citations_are_read(self, scraps):
        for record in records(" ".join(scraps)):
            assert record.problems or (record.csl["title"] and record.csl["container-title"])
            assert "<p>" not in str(record.csl)

    @settings(max_examples=examples(15), deadline=None)
    @given(st.binary(max_size=300))
    def test_any_bytes_are_read_or_refused(self, data):
        try:
            records(data)
        except UnreadableFile as refusal:
            assert str(refusal)

    @pytest.mark.parametrize(
        "scrap",
        ["a", ". ", "Muster B, ", "Muster B. ", "; Made Group", "2025 ", ". 2025;1:1", "(", "<", "<a =", "<!--", "J. ",
         "2025;(", "PMID: 1 ", "10.5555/", "Erratum in: x. ", "!)", "2025 Jan-", "1,", "A? "],
    )  # fmt: skip
    @pytest.mark.parametrize("start", ["", "Muster BA. A title. J Made Up. 2025;1:2. "])
    def test_time_grows_with_length_and_no_faster(self, start, scrap):
        def seconds(length: int) -> float:
            text = (start + scrap * (length // len(scrap))).encode()
            began = time.process_time()
            records(text)
            return time.process_time() - began

        assert seconds(200_000) < 12 * seconds(40_000) + 0.5
