"""PubMed's answers, right and wrong, become records, each of the paper that was asked for."""

import json

import pytest

from publications.formats.records import ReadRecord
from publications.upstream import ncbi as pubmed
from publications.upstream.http import UpstreamFault

from .ncbi_faults import (
    other_record,
    says,
    search_error,
    truncated,
)
from .ncbi_server import titles


def fetched(*pmids: str) -> list[ReadRecord]:
    return list(pubmed.fetch(pmids))


# --- Searching --------------------------------------------------------------------------------------------------------


def test_a_search_finds_papers_by_author_orcid_and_place(ncbi):
    ncbi.add("99990001", authors=[{"family": "Muster", "given": "B", "orcid": "0000-0002-1825-0097"}])
    ncbi.add("99990002", authors=["Example A"], affiliation="Made-up Hospital, Nowhere")
    assert pubmed.search("Muster B[Author]") == ["99990001"]
    assert pubmed.search("0000-0002-1825-0097[auid]") == ["99990001"]
    assert pubmed.search("Example A[Author] AND Made-up Hospital[Affiliation]") == ["99990002"]


def test_a_search_says_how_many_there_are_and_gives_as_many_as_wanted(ncbi):
    ncbi.finds("sarcoma", *(str(99_990_000 + number) for number in range(30)))
    found = pubmed.search("sarcoma", 12)
    assert (len(found), found.total) == (12, 30)


def test_a_search_goes_on_where_an_answer_stopped_short(ncbi):
    ncbi.finds("sarcoma", *(str(99_990_000 + number) for number in range(30)))
    ncbi.fail("esearch", says(json.dumps({"esearchresult": {"count": "30", "idlist": ["99990000", "99990001"]}})))
    assert len(pubmed.search("sarcoma")) == 30
    assert ncbi.requests("esearch")[1].form["retstart"] == "2"


def test_a_name_that_pubmed_does_not_know_is_said(ncbi):
    found = pubmed.search("Mustre B[Author]")
    assert found == []
    assert found.warnings == ["PubMed found nothing for “Mustre B[Author]”."]


@pytest.mark.parametrize(
    "fault",
    [
        search_error("Search Backend failed: Exception:\n no server"),
        says('{"error":"API rate limit exceeded","api-key":"127.0.0.1","count":"4","limit":"3"}'),
        says("<html>oops</html>"),
        says("[]"),
        says('{"esearchresult":{"count":"1","idlist":["<b>"]}}'),
        says("[" * 100_000),
        truncated(),
    ],
    ids=["backend", "rate", "html", "list", "no number", "deep", "truncated"],
)
def test_a_garbled_search_is_asked_again(papers, fault):
    papers.fail("esearch", fault)
    assert pubmed.search("99990001[uid]") == ["99990001"]


def test_a_refused_query_is_explained_in_pubmeds_words(ncbi):
    ncbi.fail_always("esearch", search_error("Unbalanced parentheses\\n in the query"))
    with pytest.raises(UpstreamFault, match=r"^PubMed says: Unbalanced parentheses in the query\.$") as raised:
        pubmed.search("(sarcoma")
    assert not raised.value.passing
    assert len(ncbi.requests("esearch")) == 1


def test_an_empty_query_is_not_asked(ncbi):
    with pytest.raises(UpstreamFault, match="the query is empty"):
        pubmed.search("  ")
    assert ncbi.asked == []


# --- Fetching ---------------------------------------------------------------------------------------------------------


def test_many_papers_come_in_batches_and_as_they_are_read(ncbi):
    pmids = [str(99_990_000 + number) for number in range(450)]
    for pmid in pmids:
        ncbi.add(pmid, title=f"Paper {pmid}")
    records = pubmed.fetch(pmids)
    assert next(records).csl["PMID"] == pmids[0]
    assert len(ncbi.requests("efetch")) == 1
    assert [record.csl["PMID"] for record in records] == pmids[1:]
    assert [len(request.form["id"].split(",")) for request in ncbi.requests("efetch")] == [200, 200, 50]


def test_a_paper_asked_for_twice_comes_once(papers):
    records = fetched("99990001", "99990002", "99990001")
    assert [(record.number, record.csl["PMID"]) for record in records] == [(1, "99990001"), (2, "99990002")]


def test_a_paper_that_pubmed_does_not_have_is_a_problem(papers):
    good, missing = fetched("99990001", "99999999")
    assert not good.problems
    assert missing.csl == {"PMID": "99999999"}
    assert missing.problems == ["PubMed has no record 99999999."]


def test_what_is_no_number_is_not_asked(papers):
    record, good = fetched("12ab", "99990001")
    assert record.problems == ["“12ab” is not a PMID, a number of up to eight digits."]
    assert titles([good]) == ["Made-up paper 1"]
    assert papers.requests("efetch")[0].form["id"] == "99990001"


@pytest.mark.parametrize("code", [200, 400])
def test_an_error_that_means_no_records_is_understood(ncbi, code):
    ncbi.fail_always(
        "efetch",
        says(
            '<?xml version="1.0"?><eFetchResult><ERROR>ID list is empty! Possibly it has no correct IDs.</ERROR>'
            "</eFetchResult>",
            "text/xml",
            code,
        ),
    )
    assert titles(fetched("99999998")) == ["PubMed has no record 99999998."]


def test_a_relayed_fault_with_status_400_is_asked_again(papers):
    relayed = "<eFetchResult><ERROR>Error: proxy_stream() failed &lt;html&gt;502 Bad Gateway</ERROR></eFetchResult>"
    papers.fail("efetch", says(relayed, "text/xml", 400))
    assert titles(fetched("99990001")) == ["Made-up paper 1"]


def test_an_answer_for_another_paper_is_a_problem_that_names_both(papers):
    papers.fail_always("efetch", other_record("99990009"))
    [record] = fetched("99990001")
    assert record.csl == {"PMID": "99990001"}
    assert record.problems == ["PubMed answered with record 99990009 when asked for record 99990001."]


def test_one_wrong_answer_among_right_ones_hurts_only_its_own(papers):
    papers.articles["99990002"]["pmid"] = "99990008"
    assert titles(fetched("99990001", "99990002", "99990003")) == [
        "Made-up paper 1",
        "Made-up paper 3",
        "PubMed answered with record 99990008 when asked for record 99990002.",
    ]


@pytest.mark.parametrize("fault", [truncated(0.5), truncated(0.01), says("no XML <at> all"), says("<other/>")])
def test_what_a_truncated_answer_lost_is_asked_for_again(papers, fault):
    papers.fail("efetch", fault)
    records = fetched("99990001", "99990002", "99990003")
    assert sorted(titles(records)) == ["Made-up paper 1", "Made-up paper 2", "Made-up paper 3"]
    assert [record.number for record in records] == [1, 2, 3]
    first, second = papers.requests("efetch")
    assert set(second.form["id"].split(",")) <= set(first.form["id"].split(","))


def test_what_stays_truncated_is_a_problem_and_not_called_missing(papers):
    papers.fail_always("efetch", truncated(0.95))
    good, lost = fetched("99990001", "99990002")
    assert titles([good]) == ["Made-up paper 1"]
    assert "Record 99990002 was not in the readable part of PubMed's answer" in lost.problems[0]
    assert lost.problems[0].endswith("Try again later.")


def test_entities_in_an_answer_are_not_expanded(papers):
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><PubmedArticleSet>&b;</PubmedArticleSet>'
    papers.fail_always("efetch", says(laughs, "text/xml"))
    [record] = fetched("99990001")
    assert "declares entities" in record.problems[0]


# --- DOIs and PMCIDs --------------------------------------------------------------------------------------------------


def test_a_doi_leads_to_the_paper_whatever_its_case(papers):
    known = pubmed.known("DOI", ["10.5555/made.1", "10.5555/made.99"])
    assert {doi: record.csl["PMID"] for doi, [record] in known.records.items()} == {"10.5555/made.1": "99990001"}


def test_a_paper_that_merely_mentions_the_doi_does_not_count(papers):
    papers.finds('"10.5555/made.77"[aid]', "99990002")
    assert pubmed.known("DOI", ["10.5555/made.77"]).records == {}


def test_a_doi_that_pubmed_reads_in_its_own_way_does_not_drown_the_others(papers):
    flood = [str(88_880_000 + number) for number in range(500)]
    papers.finds('"10.5555/made.1"[aid] OR "10.5555/odd"[aid]', *flood)
    papers.finds('"10.5555/odd"[aid]', *flood)
    assert set(pubmed.known("DOI", ["10.5555/made.1", "10.5555/odd"]).records) == {"10.5555/made.1"}
