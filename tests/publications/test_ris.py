"""RIS: what each tag becomes, where records end, and what is written."""

import io
from pathlib import Path

import pytest

from publications.formats.records import UnreadableFile
from publications.formats.ris import read, write

RECORDS = Path(__file__).parent / "records"


@pytest.fixture(scope="module")
def fixture_records():
    with (RECORDS / "records.ris").open("rb") as stream:
        return list(read(stream))


def parse(text: str | bytes):
    return list(read(io.BytesIO(text.encode() if isinstance(text, str) else text)))


def csl(*lines: str, kind: str = "JOUR") -> dict:
    (record,) = parse("\n".join([f"TY  - {kind}", "TI  - A made-up paper.", *lines, "ER  - "]))
    assert record.problems == []
    return record.csl


def test_each_record_has_its_line_and_what_publishers_set_before_it_is_passed_over(fixture_records):
    lines = (RECORDS / "records.ris").read_text().split("\n")
    begins = [number for number, line in enumerate(lines, 1) if line.startswith("TY")]
    assert [(record.number, record.line) for record in fixture_records] == list(enumerate(begins, 1))
    assert not any(record.problems or record.warnings for record in fixture_records)


def test_a_paper_becomes_a_whole_item(fixture_records):
    assert fixture_records[0].csl == {
        "id": "pmid:99990001",
        "type": "article-journal",
        "title": "A made-up paper whose title goes on in the next line",
        "author": [
            {"non-dropping-particle": "van der", "family": "Muster", "given": "LR"},
            {"family": "Example", "given": "Ann B.", "suffix": "Jr"},
            {"literal": "Made-up Study Group"},
            {"family": "Beispiel", "given": "C"},
        ],
        "container-title": "The made-up journal of examples",
        "container-title-short": "Made J Ex",
        "volume": "12",
        "issue": "3",
        "page": "246-252",
        "ISSN": "9999-9994",
        "issued": {"date-parts": [[2025, 3, 1]]},
        "available-date": {"date-parts": [[2025, 1, 7]]},
        "DOI": "10.5555/Made.Up.1",
        "PMID": "99990001",
        "PMCID": "PMC99990001",
        "URL": "https://example.org/a;b",
        "abstract": "BACKGROUND: Nothing is known.\n\nRESULTS: We made it up, and it is long.",
        "custom": {
            "notices": [{"type": "retraction", "PMID": "99990011", "citation": "Made J Ex. 2025 Apr;12(4):300"}]
        },
    }


def test_a_chapter_and_a_paper_in_press(fixture_records):
    chapter, in_press = (record.csl for record in fixture_records[1:])
    assert chapter == {
        "type": "chapter",
        "title": "Made-up tumors",
        "author": [{"family": "Muster", "given": "A"}],
        "editor": [{"family": "Editor", "given": "E"}],
        "container-title": "The Made-up Handbook",
        "page": "1-9",
        "publisher": "Made-up Press",
        "publisher-place": "Nowhere",
        "ISBN": "9789999999991",
        "issued": {"date-parts": [[2024, 1]]},
    }
    assert in_press == {
        "type": "article-journal",
        "title": "One blank only",
        "author": [{"family": "Muster", "given": "A"}],
        "container-title": "Made J Ex",
        "page": "e99001",
        "issued": {"date-parts": [[2025, 3]], "literal": "2025 Mar-Apr"},
        "status": "advance online publication",
        "custom": {"kind": "editorial", "authors-incomplete": True},
    }


@pytest.mark.parametrize(
    ("lines", "issued"),
    [
        (["PY  - 2025"], {"date-parts": [[2025]]}),
        (["PY  - 2025", "DA  - 2025/03/19/"], {"date-parts": [[2025, 3, 19]]}),
        (["PY  - 2025", "DA  - 2024/12/30"], {"date-parts": [[2025]]}),
        (["Y1  - 2025/03//"], {"date-parts": [[2025, 3]]}),
        (["DA  - 2025-03-19"], {"date-parts": [[2025, 3, 19]]}),
        (["PY  - 2025", "DA  - 2025 Mar 19"], {"date-parts": [[2025, 3, 19]]}),
        (["PY  - 2025///Spring"], {"date-parts": [[2025]], "literal": "2025 Spring"}),
        (["PY  - 2025/02/31/"], {"date-parts": [[2025, 2]]}),
    ],
)
def test_dates(lines, issued):
    assert csl(*lines)["issued"] == issued


def test_a_date_that_cannot_be_read_is_said():
    (record,) = parse("TY  - JOUR\nTI  - A made-up paper\nPY  - in press\nER  - \n")
    assert record.warnings == ["The date “in press” could not be read."]
    assert "issued" not in record.csl


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Muster, A", {"family": "Muster", "given": "A"}),
        (
            "de la Muster, A. B., III",
            {"non-dropping-particle": "de la", "family": "Muster", "given": "A. B.", "suffix": "III"},
        ),
        ("Muster, Anna B Jr", {"family": "Muster", "given": "Anna B", "suffix": "Jr"}),
        ("Muster", {"family": "Muster"}),
        ("Beane Muster, ,", {"family": "Beane Muster"}),
        ("Muster AB", {"family": "Muster", "given": "AB"}),
        ("Made-up Study Group", {"literal": "Made-up Study Group"}),
        ("Examples, Parts, and Co,", {"literal": "Examples, Parts, and Co"}),
    ],
)
def test_names(written, name):
    assert csl(f"AU  - {written}")["author"] == [name]


@pytest.mark.parametrize(
    ("lines", "pmid"),
    [
        (["AN  - 99990001", "DB  - PubMed"], "99990001"),
        (["AN  - 99990001", "DP  - NLM"], "99990001"),
        (["AN  - 99990001", "DB  - Some other index"], None),
        (["AN  - WOS:000999"], None),
        (["UR  - https://pubmed.ncbi.nlm.nih.gov/99990001"], "99990001"),
        (["N1  - PMID: 99990001"], "99990001"),
        (["N1  - a note", "PMCID: PMC99990002", "PMID: 99990001"], "99990001"),
    ],
)
def test_a_pmid_is_taken_only_from_where_one_stands(lines, pmid):
    assert csl(*lines).get("PMID") == pmid


def test_a_missing_end_is_a_warning_before_another_record_and_a_problem_at_the_end_of_the_file():
    first, second = parse("TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Tw")
    assert "“ER  - ” is missing" in first.warnings[0]
    assert first.csl["title"] == "One"
    assert second.where == "record 2, line 3"
    assert second.problems == ["The file ends in the middle of this record: its end mark “ER  - ” is missing."]


def test_lines_outside_of_records_and_records_without_title_are_problems_and_the_rest_is_taken():
    one, two = ("TY  - JOUR\nTI  - One\nER  - \n", "TY  - JOUR\nT1  - Two\nER  - ")
    first, lost, empty, second = parse(f"{one}AU  - Lost, A\nTI  - Lost\nER  - \nTY  - JOUR\nER  - \n{two}")
    assert (first.problems, second.problems) == ([], [])
    assert lost.where == "record 2, line 4"
    assert "“TY  - ” is missing" in lost.problems[0]
    assert empty.problems == ["The record has no title."]


CITATION = "Muster A, Beispiel B. A title that tells something. J Example. 2025 Mar 1;12(3):1-9. PMID: 99990001."


def test_papers_in_another_format_between_records_are_problems_with_their_line():
    one, two = "TY  - JOUR\nTI  - One\nER  - \n", "TY  - JOUR\nTI  - Two\nER  - \n"
    found = parse(f"{CITATION}\n{one}\n1. {CITATION}\n2. {CITATION}\n@article{{x, title={{A}}}}\nSource: Us\n{two}")
    assert [(record.csl.get("title", ""), record.line, bool(record.problems)) for record in found] == [
        ("", 1, True), ("One", 2, False), ("", 6, True), ("", 7, True), ("", 8, True), ("Two", 10, False),
    ]  # fmt: skip
    assert found[0].problems == [
        "“Muster A, Beispiel B. A title that tells something. J…” stands between the records and is not RIS; it looks "
        "like a citation. Import it by itself."
    ]
    assert "looks like BibTeX" in found[4].problems[0]


def test_a_line_that_continues_nothing_spoils_only_its_record():
    first, second = parse("TY  - JOUR\n  half a line\nTI  - One\nER  - \nTY  - JOUR\nTI  - Two\nER  - \n")
    assert first.csl.get("title", "One") == "One"
    assert second.csl["title"] == "Two"


def test_a_nul_and_a_record_that_is_too_long_are_problems_of_their_records():
    long_one = "TY  - JOUR\n" + "KW  - long\n" * 110_000 + "ER  - \n"
    first, second, third = parse(f"TY  - JOUR\nTI  - A\0B\nER  - \n{long_one}TY  - JOUR\nTI  - Two\nER  - \n")
    assert first.problems == ["The record holds a NUL character, which no text has."]
    assert "longer than 1,000,000 characters" in second.problems[0]
    assert third.problems == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"<html><body>TY  - JOUR</body></html>", "web page"),
        (b"Muster A. A made-up citation. 2025.", "not RIS"),
        (b"PMID- 99990001\n", "not RIS"),
        (CITATION.encode(), "not RIS"),
        ("TY  - JOUR\nTI  - Über\nER  - \n".encode("latin-1"), "not UTF-8.*line 2"),
    ],
)
def test_what_is_not_ris_is_refused_with_the_reason(content, reason):
    with pytest.raises(UnreadableFile, match=reason):
        parse(content)


def test_an_end_without_a_beginning_is_no_record(fixture_records):
    with pytest.raises(UnreadableFile, match="This is not RIS"):
        parse("ER  - \n")
    (record,) = parse("ER  - \n" + write(fixture_records[0].csl))
    assert record.csl["title"] == fixture_records[0].csl["title"]


def test_a_record_is_written_as_endnote_writes_it(fixture_records):
    text = write(fixture_records[0].csl)
    assert text.startswith("TY  - JOUR\nAU  - van der Muster, LR\n")
    assert text.endswith("\n\n  RESULTS: We made it up, and it is long.\nER  - \n")
    for line in ("AN  - 99990001", "C2  - PMC99990001", "SP  - 246", "EP  - 252", "DA  - 2025/03/01/", "DB  - PubMed"):
        assert f"\n{line}\n" in text


def test_no_text_can_end_the_record_that_it_stands_in():
    title = "A title\nER  - \nTY  - JOUR"
    item = {"type": "article-journal", "title": title, "abstract": "One.\n\nER  - \n\nTY  - JOUR"}
    (record,) = parse(write(item))
    assert record.csl["title"] == "A title ER - TY - JOUR"
    assert record.csl["abstract"] == "One.\n\nER -\n\nTY - JOUR"
