"""Identifiers are the same however they are written, and lists of them are read whole."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publications.formats.identifier_list import read
from publications.formats.identifiers import MAX_DOI_CHARACTERS, bare_doi, bare_pmcid, bare_pmid, doi_key, is_doi

OLD = "10.5555/(SICI)1097-0142(19960101)77:1<1::AID-MADE1>3.0.CO;2-#"


def records(text: str) -> list:
    return list(read(io.BytesIO(text.encode())))


@pytest.mark.parametrize(
    "text",
    [
        "10.5555/Made.Up",
        " 10.5555/Made.Up. ",
        "doi:10.5555/Made.Up",
        "doi: 10.5555/Made.Up;",
        "DOI 10.5555/Made.Up",
        "https://doi.org/10.5555/Made.Up",
        "http://dx.doi.org/10.5555/Made.Up.",
        "https://www.doi.org/10.5555/Made.Up",
        "doi.org/10.5555/Made.Up",
        "doi: https://doi.org/10.5555/Made.Up",
        "https://doi.org/10.5555%2FMade.Up",
        "info:doi/10.5555/Made.Up",
        "(10.5555/Made.Up)",
        "10.5555/Made.Up”",
    ],
)
def test_a_doi_is_bare_and_keeps_its_letters(text):
    assert bare_doi(text) == "10.5555/Made.Up"
    assert doi_key(text) == "10.5555/made.up"


@pytest.mark.parametrize("doi", [OLD, "10.5555/S0022(25)00335-3", "10.5555.12/x", "10.5555/a/b/c", "10.5555/Ünder"])
def test_signs_of_a_doi_itself_stay(doi):
    assert bare_doi(f"doi: {doi}.") == doi
    assert is_doi(doi)


@pytest.mark.parametrize(
    "text", ["", "10.5555", "10.5555/", "11.5555/x", "doi:", "10.5555/a b", "10.5555/a\0b", "made up", "99990001"]
)
def test_what_is_no_doi_gives_nothing(text):
    assert (bare_doi(text), doi_key(text)) == ("", "")


def test_a_doi_longer_than_any_is_none():
    assert not bare_doi("10.5555/" + "x" * MAX_DOI_CHARACTERS)


def test_only_ascii_letters_compare_without_case():
    assert doi_key("10.5555/AÄ") == "10.5555/aÄ"


@pytest.mark.parametrize(
    "text",
    [
        "99990001",
        "PMID: 99990001.",
        "pmid:99990001",
        "PubMed PMID: 99990001",
        "https://pubmed.ncbi.nlm.nih.gov/99990001/",
        "https://pubmed.ncbi.nlm.nih.gov/99990001/?from=made-up",
        "http://www.ncbi.nlm.nih.gov/pubmed/99990001",
    ],
)
def test_a_pmid_is_its_digits(text):
    assert bare_pmid(text) == "99990001"


@pytest.mark.parametrize("text", ["", "0", "0123", "999900011", "PMC99990001", "PMID:", "９９９９", "1.5", "x1"])
def test_what_is_no_pmid_gives_nothing(text):
    assert bare_pmid(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "PMC99990001",
        "pmc99990001",
        "PMCID: PMC99990001;",
        "PMCID: 99990001",
        "PMC99990001.2",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC99990001/",
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC99990001",
        "https://europepmc.org/article/PMC/PMC99990001",
    ],
)
def test_a_pmcid_keeps_its_letters(text):
    assert bare_pmcid(text) == "PMC99990001"


@pytest.mark.parametrize("text", ["", "99990001", "PMC", "PMC0", "PMCX"])
def test_what_is_no_pmcid_gives_nothing(text):
    assert bare_pmcid(text) == ""


@given(st.text(max_size=200))
def test_any_text_has_an_answer_that_is_its_own_answer(text):
    for bare in (bare_doi, bare_pmid, bare_pmcid):
        assert bare(bare(text)) == bare(text)


@given(st.from_regex(r"10\.5555/[A-Za-z0-9._()-]{1,30}[A-Za-z0-9]", fullmatch=True))
def test_a_doi_is_found_behind_every_prefix(doi):
    prefixes = ("", "doi:", "DOI: ", "https://doi.org/", "http://dx.doi.org/")
    assert {doi_key(prefix + doi + end) for prefix in prefixes for end in ("", ".", ",", " ")} == {doi_key(doi)}


class TestList:
    """A file or a paste of nothing but identifiers."""

    def test_lines_commas_blanks_labels_and_addresses_are_read(self):
        text = (
            "99990001\n99990002, 99990003;99990004\nPMID: 99990005\n1. 99990006\n\n"
            "https://pubmed.ncbi.nlm.nih.gov/99990007/ 10.5555/A.b\ndoi: https://doi.org/10.5555/c. PMC99990008\n"
        )
        found = records(text)
        assert [record.csl["id"] for record in found] == [
            *(f"pmid:9999000{place}" for place in range(1, 8)), "doi:10.5555/a.b", "doi:10.5555/c", "pmcid:PMC99990008",
        ]  # fmt: skip
        assert found[7].csl == {"id": "doi:10.5555/a.b", "DOI": "10.5555/A.b"}
        assert found[9].csl == {"id": "pmcid:PMC99990008", "PMCID": "PMC99990008"}
        assert found[9].where == "record 10, line 7"

    def test_an_old_doi_is_not_cut_at_its_own_signs(self):
        assert [record.csl["DOI"] for record in records(f"{OLD},10.5555/b")] == [OLD, "10.5555/b"]

    def test_what_is_none_is_a_problem_with_its_line(self):
        found = records("99990001\nnot a number 99990002 nor this\n")
        assert [record.csl.get("PMID") for record in found] == ["99990001", None, "99990002", None]
        assert found[1].problems == ["“not a number” is no PMID, DOI or PMCID."]
        assert found[3].where == "record 4, line 2"

    def test_a_year_among_words_is_no_pmid(self):
        found = records("99990001\nMuster A. A title. J Example. 2025;12:345. doi: 10.5555/a\n2025\n")
        assert [record.csl.get("id") for record in found if record.csl] == [
            "pmid:99990001",
            "doi:10.5555/a",
            "pmid:2025",
        ]

    def test_a_repeated_one_is_a_warning(self):
        found = records("10.5555/A\n99990001\nhttps://doi.org/10.5555/a\n")
        assert not found[2].problems
        assert "in line 1" in found[2].warnings[0]
        assert not found[1].warnings

    def test_a_column_from_a_spreadsheet_is_read(self):
        assert [record.csl["PMID"] for record in records('PMID\n"99990001"\n"99990002"\n')] == ["99990001", "99990002"]

    @given(st.text(max_size=300))
    def test_any_text_is_read(self, text):
        for record in records(text.encode("utf-8", errors="ignore").decode()):
            assert bool(record.csl) != bool(record.problems)
