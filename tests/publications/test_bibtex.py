"""BibTeX: what each field becomes, how LaTeX is read, and what is written."""

import io
from pathlib import Path

import pytest

from publications.formats.bibtex import read, write
from publications.formats.bibtex_names import name_from
from publications.formats.latex import decoded, encoded
from publications.formats.records import UnreadableFile

RECORDS = Path(__file__).parent / "records"


@pytest.fixture(scope="module")
def fixture_records():
    with (RECORDS / "records.bib").open("rb") as stream:
        return list(read(stream))


def parse(text: str | bytes):
    return list(read(io.BytesIO(text.encode() if isinstance(text, str) else text)))


def csl(fields: str, kind: str = "article") -> dict:
    (record,) = parse(f"@{kind}{{key, title = {{A made-up paper}}, {fields}}}")
    assert record.problems == []
    return record.csl


def test_each_entry_has_its_line_and_comments_are_passed_over(fixture_records):
    lines = (RECORDS / "records.bib").read_text().split("\n")
    begins = [n for n, line in enumerate(lines, 1) if line.startswith(("@article", "@InBook", "@unpublished"))]
    assert [(record.number, record.line) for record in fixture_records] == list(enumerate(begins, 1))
    assert not any(record.problems or record.warnings for record in fixture_records)


def test_a_paper_becomes_a_whole_item(fixture_records):
    assert fixture_records[0].csl == {
        "id": "pmid:99990001",
        "type": "article-journal",
        "title": "A made-up paper on DNA: 50% of β-cells & 10⁶ others",
        "author": [
            {"non-dropping-particle": "van der", "family": "Muster", "given": "L. R."},
            {"family": "Example", "given": "Ann B.", "suffix": "Jr"},
            {"literal": "Made-up Study Group and Friends"},
            {"family": "Lozano-Calderón", "given": "Björn"},
            {"non-dropping-particle": "de la", "family": "Beispiel", "given": "Cé"},
        ],
        "container-title": "Made J Ex (Print)",
        "volume": "12",
        "issue": "3",
        "page": "246-252",
        "issued": {"date-parts": [[2025, 3, 1]]},
        "available-date": {"date-parts": [[2025, 1, 7]]},
        "DOI": "10.5555/made_up%1",
        "PMID": "99990001",
        "PMCID": "PMC99990001",
        "abstract": "Nothing is known. It is long.\n\nThe end, with an a@b.org in it.",
        "custom": {"authors-incomplete": True},
    }


def test_a_chapter_in_parentheses_and_a_preprint_on_one_line(fixture_records):
    chapter, preprint = (record.csl for record in fixture_records[1:])
    assert chapter == {
        "type": "chapter",
        "title": "Made-up tumors",
        "author": [{"family": "Muster", "given": "A"}],
        "editor": [{"family": "Editor", "given": "E"}],
        "container-title": "The Made-up Handbook",
        "publisher": "Made-up Press",
        "ISBN": "9789999999991",
        "issued": {"date-parts": [[2024, 1]]},
    }
    assert preprint == {
        "id": "pmid:99990003",
        "type": "article",
        "title": "A preprint",
        "author": [{"family": "Muster", "given": "AB"}],
        "issued": {"date-parts": [[2025, 3]], "literal": "2025 Mar-Apr"},
        "PMID": "99990003",
        "custom": {"kind": "preprint"},
    }


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"M{\"u}ller, M\"uller, {M\"{u}ller}", "Müller, Müller, Müller"),
        (r"\~{n} \c{c} \v{s} \o{} \ss{} {\aa} \o re", "ñ ç š ø ß å øre"),
        (r"{{DNA}} of {{\em E. coli}}", "DNA of E. coli"),
        (r"50% of A & B cost $5 and $10, #1", "50% of A & B cost $5 and $10, #1"),
        (r"50\% of A \& B cost \$5, \#1, x\_y", "50% of A & B cost $5, #1, x_y"),
        (r"$p<0.05$, $\alpha$, CO$_2$, Ca$^{2+}$, 10$^{-5}$, $10^6$", "p<0.05, α, CO2, Ca2+, 10⁻⁵, 10⁶"),
        (r"1--2, 1---2, ``so'', don't", "1–2, 1—2, “so”, don't"),
        (r"a~b\,c\-d", "a b cd"),
        (
            r"\textit{in vivo} \textsuperscript{18}F \url{https://example.org/a_b}",
            "in vivo 18F https://example.org/a_b",
        ),
        (r"\href{https://example.org}{a link}", "a link"),
        (r"\unknown{kept}", "kept"),
        ("Größe 日本", "Größe 日本"),
        ("{open", "open"),
        ("{" * 500 + "deep" + "}" * 500, "deep"),
    ],
)
def test_latex_is_read_as_it_is_printed(latex, text):
    assert " ".join(decoded(latex).split()) == text


@pytest.mark.parametrize("text", ["a_b & 50% #1 $5 {x} ~^\\", "--", "---", "``a''", "!`?`", r"\alpha {\em x}", "don't"])
def test_text_is_written_so_that_it_is_read_back(text):
    assert decoded(encoded(text)) == text


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Muster, A", {"family": "Muster", "given": "A"}),
        ("Anna Muster", {"family": "Muster", "given": "Anna"}),
        ("Anna B. van der Muster", {"non-dropping-particle": "van der", "family": "Muster", "given": "Anna B."}),
        (
            "van der Muster, Jr, A",
            {"non-dropping-particle": "van der", "family": "Muster", "given": "A", "suffix": "Jr"},
        ),
        ("{Muster Group}", {"literal": "Muster Group"}),
        ("{{Muster Group}}", {"literal": "Muster Group"}),
        ("Made-up Study Group", {"literal": "Made-up Study Group"}),
        ("Muster", {"family": "Muster"}),
        ("Muster AB", {"family": "Muster", "given": "AB"}),
        ("{\\'E}mile Muster", {"family": "Muster", "given": "Émile"}),
        ("{Muster y Beispiel}, A", {"family": "Muster y Beispiel", "given": "A"}),
        ("Muster, {}", {"family": "Muster"}),
    ],
)
def test_names(written, name):
    assert name_from(written) == name


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ("year = 2025", {"date-parts": [[2025]]}),
        ("year = {2025}, month = jul", {"date-parts": [[2025, 7]]}),
        ("year = {2025}, month = {July}, day = 4", {"date-parts": [[2025, 7, 4]]}),
        ("year = {2025}, month = 7", {"date-parts": [[2025, 7]]}),
        ("year = {2025}, month = jul # {--} # aug", {"date-parts": [[2025, 7]], "literal": "2025 Jul-Aug"}),
        ("year = {2025}, month = {Spring}", {"date-parts": [[2025]], "literal": "2025 Spring"}),
        ("date = {2025-07-04}", {"date-parts": [[2025, 7, 4]]}),
        ("date = {2025-07/2025-08}", {"date-parts": [[2025, 7]], "literal": "2025 Jul-2025 Aug"}),
    ],
)
def test_dates(fields, issued):
    assert csl(fields)["issued"] == issued


def test_an_entry_that_is_broken_is_a_problem_and_the_next_is_taken():
    text = "@article{a, title = {One}}\n@article{b, title = {Two\n@article{c, title = {Three}}\n@article{d, title = {Fo"
    one, two, three, four = parse(text)
    assert (one.problems, three.problems) == ([], [])
    assert [two.where, four.where] == ["record 2, line 2", "record 4, line 4"]
    for record in (two, four):
        assert "a brace, a quotation mark or a comma is missing" in record.problems[0]
        assert record.csl == {}


CITATION = "Muster A, Beispiel B. A title that tells something. J Example. 2025 Mar 1;12(3):1-9. PMID: 99990001."


def test_papers_in_another_format_between_entries_are_problems_with_their_line():
    one, two = "@article{a, title = {One}}", "@article{b, title = {Two}}"
    text = f"{CITATION}\n{one}\n- {CITATION}\nJust a remark.\nTY  - JOUR\nER  - \n{two}\n{CITATION}"
    found = parse(text)
    assert [(record.csl.get("title", ""), record.line, bool(record.problems)) for record in found] == [
        ("", 1, True), ("One", 2, False), ("", 3, True), ("", 5, True), ("Two", 7, False), ("", 8, True),
    ]  # fmt: skip
    assert "is not BibTeX; it looks like a citation" in found[0].problems[0]
    assert "it looks like RIS" in found[3].problems[0]


def test_what_stands_twice_is_said_and_nothing_is_lost():
    first, second = parse("@article{k, title={One}, title={Uno}}\n@article{k, title={Two}}")
    assert first.csl["title"] == "One"
    assert first.warnings == ["The entry has “title” twice; the first was taken."]
    assert second.csl["title"] == "Two"
    assert second.warnings == ["The key “k” stands in the file more than once."]


def test_what_cannot_be_read_is_said():
    (record,) = parse("@article{k, title={One}, year={soon}, crossref={other}, pmid={many}}")
    assert len(record.warnings) == 3
    assert record.problems == []
    assert "PMID" not in record.csl


def test_a_nul_a_record_without_title_and_one_that_is_too_long_are_problems_of_their_records():
    text = "@article{a, title={A\0B}}\n@article{b, year=2025}\n@article{c, title={" + "long\n" * 250_000
    first, second, third, fourth = parse(text + "}}\n@article{d, title={Four}}")
    assert first.problems == ["The record holds a NUL character, which no text has."]
    assert second.problems == ["The record has no title."]
    assert "longer than 1,000,000 characters" in third.problems[0]
    assert fourth.problems == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"<html><body>@article{x,</body></html>", "web page"),
        (b"Muster A. A made-up citation. 2025.", "not BibTeX"),
        (b"@string{a = {b}}", "not BibTeX"),
        (CITATION.encode(), "not BibTeX"),
        ("@article{k,\n title={Über}}".encode("latin-1"), "not UTF-8.*line 2"),
    ],
)
def test_what_is_not_bibtex_is_refused_with_the_reason(content, reason):
    with pytest.raises(UnreadableFile, match=reason):
        parse(content)


def test_an_entry_is_written_for_people_too(fixture_records):
    text = write(fixture_records[0].csl)
    assert text.startswith(
        "@article{pmid99990001,\n  author = {van der Muster, L. R. and Example, Jr, Ann B. and {Made-up"
    )
    assert "  title = {{A made-up paper on DNA: 50\\% of β-cells \\& 10⁶ others}},\n" in text
    assert "  year = {2025},\n  month = mar,\n  day = {1},\n  pages = {246--252},\n" in text
    assert " and others},\n" in text
    assert "  doi = {10.5555/made_up%1},\n" in text


@pytest.mark.parametrize(
    ("item", "key"),
    [
        ({"PMID": "99990001", "DOI": "10.5555/a"}, "pmid99990001"),
        ({"DOI": "10.5555/A(b)C"}, "doi:10.5555/a_b_c"),
        (
            {"author": [{"family": "Müller"}], "issued": {"date-parts": [[2025]]}, "title": "On made-up keys"},
            "muller_2025_made",
        ),
        ({"title": "日本"}, "untitled"),
    ],
)
def test_the_key_comes_from_what_never_changes(item, key):
    assert write({"type": "article-journal", **item}).startswith(f"@article{{{key},")


def test_no_text_can_end_the_entry_that_it_stands_in():
    title = "A title}}\n@article{evil, title={Evil}}"
    (record,) = parse(write({"type": "article-journal", "title": title, "abstract": "One.\n\n@article{evil, x={y}}"}))
    assert record.csl["title"] == "A title}} @article{evil, title={Evil}}"
    assert record.csl["abstract"] == "One.\n\n@article{evil, x={y}}"
