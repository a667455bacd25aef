"""NBIB: what each tag becomes, where records end, and what happens to half of one."""

import io
import re
from pathlib import Path

import pytest

from publications.formats.nbib import in_paragraphs, read
from publications.formats.pubmed_xml import read as read_xml
from publications.formats.records import UnreadableFile

RECORDS = Path(__file__).parent / "records"
SHARED = Path(__file__).parents[3] / "shared/data/medline/pubmed_result2.nbib"


@pytest.fixture(scope="module")
def fixture_records():
    with (RECORDS / "pubmed.nbib").open("rb") as stream:
        return list(read(stream))


def parse(text: str | bytes):
    return list(read(io.BytesIO(text.encode() if isinstance(text, str) else text)))


def csl(*lines: str) -> dict:
    (record,) = parse("\n".join(["PMID- 99990001", "TI  - A made-up paper.", *lines]))
    assert record.problems == []
    return record.csl


def test_records_are_parted_by_blank_lines_and_by_the_next_pmid(fixture_records):
    lines = (RECORDS / "pubmed.nbib").read_text().split("\n")
    begins = [number for number, line in enumerate(lines, 1) if line.startswith("PMID-")]
    assert [(record.number, record.line) for record in fixture_records] == list(enumerate(begins, 1))
    assert not any(record.problems or record.warnings for record in fixture_records)


def test_a_paper_becomes_a_whole_item(fixture_records):
    item = dict(fixture_records[0].csl)
    assert item.pop("author") == [
        {"non-dropping-particle": "van der", "family": "Muster", "given": "LR"},
        {"family": "Example", "given": "AB", "suffix": "Jr"},
        {"literal": "Made-up Study Group"},
        {"non-dropping-particle": "de la", "family": "Beispiel", "given": "C"},
        {"family": "Exemple", "given": "Dora"},
    ]
    assert item.pop("custom") == {
        "author-orcid": {"1": "0000-0002-1825-0097", "4": "0000-0001-5109-370X"},
        "collaborators": ["Muster B", "von Beispiel C 3rd"],
        "notices": [
            {
                "type": "erratum",
                "PMID": "99990011",
                "DOI": "10.5555/err.1",
                "citation": "Made J Ex. 2025 Apr;12(4):300. doi: 10.5555/err.1.",
            }
        ],
        "update-of": [
            {"PMID": "99990012", "DOI": "10.5555/pre.1", "citation": "medExample. 2024 Jun 1. doi: 10.5555/pre.1."}
        ],
    }
    assert item == {
        "id": "pmid:99990001",
        "type": "article-journal",
        "title": "A made-up paper whose title is so long that it goes on in the next line",
        "container-title": "The made-up journal of examples",
        "container-title-short": "Made J Ex",
        "ISSN": "9999-9994",
        "volume": "12",
        "issue": "3",
        "page": "246-252",
        "issued": {"date-parts": [[2025, 3, 1]]},
        "available-date": {"date-parts": [[2025, 1, 7]]},
        "DOI": "10.5555/Made.Up.1",
        "PMID": "99990001",
        "PMCID": "PMC99990001",
        "abstract": "BACKGROUND: Nothing is known about this: nothing.\n\nMATERIALS AND METHODS: We made it up.\n\n"
        "RESULTS: See DNA: it is long.",
    }


def test_the_same_paper_is_the_same_in_nbib_and_in_xml(fixture_records):
    with (RECORDS / "pubmed.xml").open("rb") as stream:
        from_xml = [record.csl for record in read_xml(stream)]
    assert {key: value for key, value in fixture_records[2].csl.items() if key != "abstract"} == {
        key: value for key, value in from_xml[2].items() if key != "abstract"
    }
    same = (
        "type",
        "title",
        "original-title",
        "page",
        "issued",
        "available-date",
        "status",
        "language",
        "DOI",
        "author",
    )
    assert [fixture_records[1].csl[key] for key in same] == [from_xml[1][key] for key in same]


def test_a_retracted_paper_says_so(fixture_records):
    assert fixture_records[1].csl["custom"]["notices"] == [{"type": "retraction"}]


@pytest.mark.parametrize(
    ("tag", "types", "place", "kind"),
    [
        ("RIN", "", "notices", "retraction"),
        ("PRIN", "", "notices", "retraction"),
        ("RRI", "", "notices", "retraction"),
        ("EIN", "", "notices", "erratum"),
        ("ECI", "", "notices", "expression-of-concern"),
        ("CRI", "", "notices", "corrected-republication"),
        ("RPI", "", "notices", "corrected-republication"),
        ("UIN", "", "notices", "update"),
        ("UIN", "Preprint", "relates-to", "preprint-of"),
        ("ROF", "", "relates-to", "retraction-of"),
        ("EFR", "", "relates-to", "erratum-for"),
        ("ECF", "", "relates-to", "concern-for"),
        ("CON", "", "relates-to", "comment-on"),
        ("CRF", "", "relates-to", "republished-from"),
        ("RPF", "", "relates-to", "republished-from"),
    ],
)
def test_pointers_are_kept_with_their_pmid(tag, types, place, kind):
    custom = csl(f"{tag:4}- Made J. 2025;1:2. PMID: 99990050", f"PT  - {types}")["custom"]
    assert custom[place] == [{"type": kind, "PMID": "99990050", "citation": "Made J. 2025;1:2."}]


@pytest.mark.parametrize(
    ("lines", "issued", "available"),
    [
        (["DP  - 2025 Mar-Apr"], {"date-parts": [[2025, 3]], "literal": "2025 Mar-Apr"}, None),
        (["DP  - 2025 Spring"], {"date-parts": [[2025]], "literal": "2025 Spring"}, None),
        (["DP  - 2025", "DEP - 20250319", "PST - epublish"], {"date-parts": [[2025, 3, 19]]}, None),
        (["DP  - 2025", "DEP - 20250319", "PST - ppublish"], {"date-parts": [[2025]]}, {"date-parts": [[2025, 3, 19]]}),
        (["PUBM- Electronic", "DP  - 2025", "DEP - 20250319"], {"date-parts": [[2025, 3, 19]]}, None),
        (
            ["DP  - 2025 May", "PHST- 2025/03/19 06:00 [epublish]"],
            {"date-parts": [[2025, 5]]},
            {"date-parts": [[2025, 3, 19]]},
        ),
        (["DEP - 20250319"], {"date-parts": [[2025, 3, 19]]}, None),
        (["DP  - soon"], None, None),
    ],
)
def test_dates(lines, issued, available):
    item = csl(*lines)
    assert (item.get("issued"), item.get("available-date")) == (issued, available)


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        (["AU  - Muster A"], {"family": "Muster", "given": "A"}),
        (["AU  - Beane Muster LE"], {"family": "Beane Muster", "given": "LE"}),
        (["AU  - Smithe AB 3rd"], {"family": "Smithe", "given": "AB", "suffix": "3rd"}),
        (["AU  - Muster"], {"family": "Muster"}),
        (["FAU - Muster", "AU  - Muster"], {"family": "Muster"}),
        (["FAU - Muster, Änne", "AU  - Muster Ä"], {"family": "Muster", "given": "Ä"}),
        (["FAU - MUSTER, X", "AU  - MUSTER X"], {"family": "MUSTER", "given": "X"}),
    ],
)
def test_one_name_in_many_shapes(lines, author):
    assert csl(*lines)["author"] == [author]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("No labels at all. ONE: not first.", 1),
        ("AIM: A. METHODS: B. RESULTS: C.", 3),
        ("AIMS AND OBJECTIVES: A. PATIENTS/METHODS: B. CONCLUSION(S): C.", 3),
        ("PURPOSE: The word METHODS: is in a sentence.", 1),
        ("", 1),
    ],
)
def test_an_abstract_has_a_paragraph_for_each_label(text, paragraphs):
    assert len(in_paragraphs(text).split("\n\n")) == paragraphs
    assert in_paragraphs(text).replace("\n\n", " ") == text


def test_an_ris_record_among_them_is_a_problem_and_not_half_read():
    first, second = parse("PMID- 99990001\nTI  - One.\n\nTY  - JOUR\nTI  - Two\nER  - \n")
    assert first.problems == []
    assert second.where == "record 2, line 4"
    assert "as RIS" in second.problems[0]


def test_lines_that_are_no_record_are_a_problem_and_the_others_are_taken():
    first, second, third = parse("PMID- 99990001\nTI  - One.\n\nXX  - half a record\n\nPMID- 99990002\nTI  - Two.\n")
    assert (first.problems, third.problems) == ([], [])
    assert second.where == "record 2, line 4"
    assert second.problems == ["These lines are no record: they have neither a PMID nor a title."]


def test_a_record_that_is_cut_short_is_a_problem_or_has_a_warning():
    (record,) = parse("PMID- 99990001\nOWN - NLM\nSTAT- MEDLINE\nTI  - A made-up pa")
    assert "may have been cut short" in record.warnings[0]
    (record,) = parse("PMID- 99990001\nOWN - NLM\n")
    assert record.problems == ["The record has no title."]


def test_a_nul_is_a_problem_of_its_record_only():
    first, second = parse("PMID- 99990001\nTI  - A\0B.\n\nPMID- 99990002\nTI  - Two.\n")
    assert first.problems == ["The record holds a NUL character, which no text has."]
    assert first.csl == {}
    assert second.problems == []


def test_a_record_that_is_too_long_is_passed_over():
    first, second = parse("PMID- 99990001\n" + "AB  - long\n" * 110_000 + "\nPMID- 99990002\nTI  - Two.\n")
    assert "longer than 1,000,000 characters" in first.problems[0]
    assert second.problems == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"Muster A. A made-up citation. 2025.", "line 1 does not begin with a tag"),
        (b"@article{k, title={x}}", "does not begin with a tag"),
        ("PMID- 99990001\nTI  - Über\n".encode("latin-1"), "not UTF-8.*line 2"),
    ],
)
def test_what_is_not_nbib_is_refused_with_the_reason(content, reason):
    with pytest.raises(UnreadableFile, match=reason):
        parse(content)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_encodings_do_not_matter(encoding, end):
    (record,) = parse(end.join(["PMID- 99990001", "TI  - Über", "      Beispiele."]).encode(encoding))
    assert record.csl["title"] == "Über Beispiele"


def raw(text: str, tag: str) -> list[str]:
    """The values of a tag, by the lines alone."""
    found = re.findall(rf"^{tag:4}- (.*(?:\n      .*)*)", text, re.MULTILINE)
    return [" ".join(value.split()) for value in found]


def test_real_records_say_what_their_tags_say():
    if not SHARED.exists():
        pytest.skip(f"{SHARED} is not on this machine")
    text = SHARED.read_text()
    written = re.split(r"\n(?=PMID-)", "\n" + text)[1:]
    with SHARED.open("rb") as stream:
        records = list(read(stream))
    assert len(records) == len(written) == text.count("PMID- ")
    for lines, record in zip(written, records, strict=True):
        item = record.csl
        assert record.problems == []
        assert text.split("\n")[record.line - 1] == f"PMID- {item['PMID']}"
        assert [f"{item['title']}."] == raw(lines, "TI")
        assert [item["container-title"], item["container-title-short"]] == raw(lines, "JT") + raw(lines, "TA")
        assert [item["volume"], item["page"]] == raw(lines, "VI") + raw(lines, "PG")
        assert [item.get("issue")] == (raw(lines, "IP") or [None])
        assert [item.get("PMCID")] == (raw(lines, "PMC") or [None])
        assert [item.get("DOI")] == (re.findall(r"AID - (\S+) \[doi\]", lines) or [None])
        indexed = [
            " ".join(filter(None, (n.get("non-dropping-particle"), n["family"], n["given"]))) for n in item["author"]
        ]
        assert indexed == raw(lines, "AU")
        assert item["abstract"].replace("\n\n", " ") == raw(lines, "AB")[0]
        # PubMed's own citation of the record begins with the date that we give as its date of issue.
        printed = re.search(r"\. (\d{4}) (\w{3}) (\d+);", raw(lines, "SO")[0])
        year, month, day = item["issued"]["date-parts"][0]
        assert (f"{year}", f"{day}") == (printed[1], printed[3])
        assert "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()[month - 1] == printed[2]
