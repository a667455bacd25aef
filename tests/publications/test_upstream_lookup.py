"""A list of identifiers becomes full records, and what cannot be had says why."""

import io

from publications.formats import identifier_list
from publications.formats.records import ReadRecord
from publications.upstream.lookup import look_up

from .ncbi_faults import status, truncated
from .ncbi_server import titles


def asking(**identifiers: str) -> list[ReadRecord]:
    """Records as the reader of identifier lists makes them; `PMID_2` is a second PMID."""
    items = [{name.partition("_")[0]: value} for name, value in identifiers.items()]
    return [ReadRecord(number, 10 * number, csl) for number, csl in enumerate(items, start=1)]


def test_a_list_becomes_full_records_in_its_order(papers):
    papers.add_work("10.5555/only.crossref", title=["Only at Crossref"])
    records = list(
        look_up(
            asking(
                DOI="10.5555/only.crossref", PMID="99990002", DOI_2="https://doi.org/10.5555/MADE.3", PMCID="pmc9994"
            )
        )
    )
    assert titles(records) == ["Only at Crossref", "Made-up paper 2", "Made-up paper 3", "Made-up paper 4"]
    assert [(record.number, record.line) for record in records] == [(1, 10), (2, 20), (3, 30), (4, 40)]
    assert records[2].csl["PMID"] == "99990003"


def test_what_nobody_has_says_so(papers):
    records = list(look_up(asking(PMID="99999999", DOI="10.5555/none", PMCID="PMC1")))
    assert titles(records) == [
        "PubMed has no record 99999999.",
        "Neither PubMed nor Crossref has a record of 10.5555/none.",
        "PubMed has no record of PMC1.",
    ]
    assert [record.csl for record in records] == [{"PMID": "99999999"}, {"DOI": "10.5555/none"}, {"PMCID": "PMC1"}]


def test_records_with_problems_and_doubles_keep_their_place(papers):
    listed = asking(PMID="99990001", PMID_2="99990001")
    listed.insert(1, ReadRecord(9, 15, problems=["“abc” is no identifier."]))
    first, bad, second = look_up(listed)
    assert bad.problems == ["“abc” is no identifier."]
    assert first.csl == second.csl
    assert first.csl is not second.csl
    assert len(papers.requests("efetch")) == 1


def test_two_papers_with_one_doi_are_not_guessed_between(papers):
    papers.add("99990007", doi="10.5555/made.1")
    [record] = look_up(asking(DOI="10.5555/made.1"))
    assert record.problems == [
        "PubMed has 2 records of 10.5555/made.1; give the PMID of the one you mean: 99990001 or 99990007."
    ]


def test_when_pubmed_is_down_the_others_go_on(papers):
    papers.fail_always("esearch", status(503))
    papers.add_work("10.5555/made.1", title=["At Crossref too"])
    by_doi, by_pmid = look_up(asking(DOI="10.5555/made.1", PMID="99990002"))
    assert titles([by_pmid]) == ["Made-up paper 2"]
    assert by_doi.problems == [
        "10.5555/made.1 could not be looked up: PubMed has a fault just now (status 503). Try again later."
    ]
    assert papers.requests("works") == []


def test_when_crossref_is_down_the_others_go_on_and_it_is_soon_left_alone(papers):
    papers.fail_always("works", status(500))
    unknown = {f"DOI_{number}": f"10.5555/unknown.{number}" for number in range(20)}
    *lost, good = look_up(asking(**unknown, PMID="99990001"))
    assert titles([good]) == ["Made-up paper 1"]
    assert all("Crossref could not be asked: Crossref has a fault just now" in record.problems[0] for record in lost)
    assert len(papers.requests("works")) == 10  # two DOIs, five attempts each


def test_one_refused_doi_does_not_close_crossref(papers):
    papers.add_work("10.5555/good.1", title=["Good"])
    papers.fail("works", status(400), status(400), status(400))
    asked = {f"DOI_{number}": f"10.5555/bad.{number}" for number in range(3)} | {"DOI": "10.5555/good.1"}
    records = list(look_up(asking(**asked)))
    assert titles(records)[-1] == "Good"
    assert "refused the question (status 400)" in records[0].problems[0]


def test_a_long_list_is_looked_up_as_it_is_read(ncbi):
    pmids = [str(99_990_000 + number) for number in range(500)]
    for pmid in pmids:
        ncbi.add(pmid)
    taken = []

    def listed():
        for number, pmid in enumerate(pmids, start=1):
            taken.append(pmid)
            yield ReadRecord(number, number, {"PMID": pmid})

    records = look_up(listed())
    assert next(records).csl["PMID"] == pmids[0]
    assert len(taken) == 200
    assert [record.number for record in records] == list(range(2, 501))


def test_an_answer_that_cannot_be_read_is_not_taken_for_unknown(papers):
    papers.add_work("10.5555/made.1", title=["At Crossref too"])
    papers.fail_always("efetch", truncated(0.5))
    [record] = look_up(asking(DOI="10.5555/made.1"))
    assert "10.5555/made.1 could not be looked up: PubMed's answer was not readable" in record.problems[0]
    assert papers.requests("works") == []


def test_a_pasted_list_becomes_records_at_its_lines(papers):
    pasted = io.BytesIO(b"PMID: 99990001\n\nhttps://doi.org/10.5555/MADE.2\nPMC9993\nnonsense\n")
    records = list(look_up(identifier_list.read(pasted)))
    assert titles(records)[:3] == ["Made-up paper 1", "Made-up paper 2", "Made-up paper 3"]
    assert [record.line for record in records] == [1, 3, 4, 5]
    assert records[3].problems
