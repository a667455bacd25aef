"""What Crossref says of a work becomes a record in our form."""

import time

import pytest

from publications.upstream import crossref
from publications.upstream.crossref_csl import csl_from_crossref
from publications.upstream.jats import plain_line, plain_paragraphs

from .ncbi_faults import (
    says,
    status,
    web_page,
)
from .ncbi_server import titles

WORK = {
    "DOI": "10.5555/Made.Work",
    "type": "journal-article",
    "title": ["Made-up <i>BRCA</i><sub>2</sub> &amp; what follows."],
    "subtitle": ["A trial"],
    "container-title": ["Journal of Made-up Medicine"],
    "short-container-title": ["J Made Up Med"],
    "volume": "7",
    "issue": "2",
    "article-number": "e123",
    "publisher": "Made-up Press",
    "ISSN": ["1234-5679", "2345-6789"],
    "language": "en",
    "published-print": {"date-parts": [[2021, 4]]},
    "published-online": {"date-parts": [[2021, 1, 9]]},
    "author": [
        {"given": "Anna B.", "family": "Example", "sequence": "additional"},
        {
            "given": "Lars",
            "family": "van der Muster",
            "suffix": "Jr.",
            "sequence": "first",
            "ORCID": "http://orcid.org/0000-0002-1825-009x",
        },
        {"name": "The Made-up &amp; Co Study Group", "sequence": "additional", "affiliation": []},
    ],
    "abstract": (
        "<jats:title>Abstract</jats:title><jats:sec><jats:title>Background</jats:title><jats:p>Some text with "
        "<jats:italic>P</jats:italic> &amp;lt; 0.05.</jats:p></jats:sec><jats:sec><jats:title>Methods:</jats:title>"
        "<jats:p>10<jats:sup>6</jats:sup> cells.</jats:p><jats:p>More.</jats:p></jats:sec>"
    ),
}


def test_a_work_of_crossref_becomes_our_record(ncbi):
    ncbi.works["10.5555/made.work"] = WORK
    [record] = crossref.fetch(["https://doi.org/10.5555/MADE.work"])
    assert record.problems == record.warnings == []
    assert record.csl == {
        "id": "doi:10.5555/made.work",
        "type": "article-journal",
        "title": "Made-up BRCA2 & what follows: A trial",
        "author": [
            {"non-dropping-particle": "van der", "family": "Muster", "given": "Lars", "suffix": "Jr."},
            {"family": "Example", "given": "Anna B."},
            {"literal": "The Made-up & Co Study Group"},
        ],
        "container-title": "Journal of Made-up Medicine",
        "container-title-short": "J Made Up Med",
        "volume": "7",
        "issue": "2",
        "page": "e123",
        "ISSN": "1234-5679",
        "issued": {"date-parts": [[2021, 4]]},
        "available-date": {"date-parts": [[2021, 1, 9]]},
        "DOI": "10.5555/Made.Work",
        "abstract": "BACKGROUND: Some text with P < 0.05.\n\nMETHODS: 10⁶ cells.\n\nMore.",
        "custom": {"author-orcid": {"1": "0000-0002-1825-009X"}},
    }
    assert ncbi.requests("works")[0].path.endswith("/works/10.5555%2FMADE.work")


def work(**fields) -> dict:
    message = {key.replace("_", "-"): value for key, value in fields.items()}
    return csl_from_crossref({"DOI": "10.5555/own", "type": "journal-article", "title": ["Made up"]} | message)


def test_a_preprint_says_where_it_is_and_what_it_became():
    item = work(
        type="posted-content",
        subtype="preprint",
        institution=[{"name": "madeRxiv"}],
        posted={"date-parts": [[2020, 5, 6]]},
        relation={
            "is-preprint-of": [{"id-type": "doi", "id": "https://doi.org/10.5555/final", "asserted-by": "subject"}]
        },
    )
    assert (item["type"], item["container-title"]) == ("article", "madeRxiv")
    assert item["issued"] == {"date-parts": [[2020, 5, 6]]}
    assert item["custom"] == {"kind": "preprint", "relates-to": [{"type": "preprint-of", "DOI": "10.5555/final"}]}


def test_a_retraction_is_seen_from_both_sides():
    notice = {"type": "retraction", "DOI": "10.5555/notice", "source": "publisher", "label": "Retraction"}
    paper = work(updated_by=[notice, notice | {"source": "retraction-watch"}])
    assert paper["custom"] == {"notices": [{"type": "retraction", "DOI": "10.5555/notice"}]}
    note = work(title=["Retraction: Made up"], update_to=[{"type": "retraction", "DOI": "10.5555/paper"}])
    assert note["custom"]["kind"] == "retraction-notice"
    assert note["custom"]["relates-to"] == [{"type": "retraction-of", "DOI": "10.5555/paper"}]


def test_a_paper_retracted_in_place_is_retracted_and_is_not_the_notice():
    item = work(update_to=[{"type": "retraction", "DOI": "10.5555/OWN"}])
    assert item["custom"] == {"notices": [{"type": "retraction"}]}


def test_an_unknown_kind_of_notice_is_not_lost():
    item = work(updated_by=[{"type": "something_new", "DOI": "10.5555/n"}])
    assert item["custom"]["notices"] == [{"type": "update", "DOI": "10.5555/n"}]


@pytest.mark.parametrize(
    ("fields", "ahead"),
    [
        ({"published_online": {"date-parts": [[2026, 1, 2]]}}, True),
        ({"published_online": {"date-parts": [[2026, 1, 2]]}, "volume": "3"}, False),
        ({"published_online": {"date-parts": [[2026, 1, 2]]}, "article_number": "e1"}, False),
        ({"published_print": {"date-parts": [[2026, 1]]}}, False),
        ({"issued": {"date-parts": [[None]]}}, False),
    ],
)
def test_ahead_of_print_is_what_has_neither_volume_nor_pages(fields, ahead):
    item = work(**fields)
    assert (item.get("status") == "advance online publication") is ahead
    assert ("available-date" in item) is ahead


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({"author": "Muster"}, "could not be understood"),
        ({"title": [7, {}], "issued": {"date-parts": "x"}}, "could not be understood"),
        ({"published-print": {"date-parts": [["2020", "?"]]}}, "could not be understood"),
        ({"title": []}, "The record has no title."),
        ({"abstract": "long " * 300_000}, "longer than 1,000,000 characters"),
        ({"published-print": {"date-parts": [[float("inf")]]}}, "could not be understood"),
    ],
)
def test_a_work_of_another_shape_is_a_problem(ncbi, broken, message):
    ncbi.works["10.5555/odd"] = {"DOI": "10.5555/odd", "type": "journal-article", "title": ["Odd"]} | broken
    [record] = crossref.fetch(["10.5555/odd"])
    assert message in record.problems[0]


def test_crossref_without_the_record_and_with_another_are_problems(ncbi):
    ncbi.works["10.5555/asked"] = {"DOI": "10.5555/other", "title": ["Other"]}
    other, missing, nonsense = crossref.fetch(["10.5555/asked", "10.5555/none", "no doi"])
    assert other.problems == ["Crossref answered with 10.5555/other when asked for 10.5555/asked."]
    assert missing.problems == ["Crossref has no record of 10.5555/none."]
    assert nonsense.problems == ["“no doi” is not a DOI."]
    assert other.csl == {"DOI": "10.5555/asked"}


@pytest.mark.parametrize("fault", [web_page(), says("{}"), says("{"), says('{"message": {"DOI": 5}}'), status(504)])
def test_a_garbled_answer_of_crossref_is_asked_again(ncbi, fault):
    ncbi.add_work("10.5555/made.1")
    ncbi.fail("works", fault)
    assert titles(list(crossref.fetch(["10.5555/made.1"]))) == ["A made-up work"]


@pytest.mark.parametrize(
    ("marked_up", "plain"),
    [
        ("p<0.05 and a<b or c>d", "p<0.05 and a<b or c>d"),
        ("The <scp>EXAMPLE</scp> trial: Ca<sup>2+</sup>, 10<sup>6</sup>", "The EXAMPLE trial: Ca2+, 10⁶"),
        (
            "Value <mml:math><mml:mi>x</mml:mi></mml:math><tex-math>\\x</tex-math> of <b>y</b>",
            "Value x of y",
        ),
        ("<title>Only this</title>", "Only this"),
        ("Unclosed <i>tag", "Unclosed tag"),
        ("<!-- made up --><![if a]>b &#xFFFFFFFF;", "<![if a]>b \ufffd"),
        ('A <ext-link xlink:href="https://example.org/?a=1">link</ext-link><br/>and <p q>', "A link and <p q>"),
    ],
)
def test_markup_comes_out_of_titles_and_other_brackets_stay(marked_up, plain):
    assert plain_line(marked_up) == plain


HOSTILE = ["<a ", "<", "<!--", "</", "<a b='", "<p>", "1<sup>2", "<title>", "&", f"<b c='d'{' ' * 399_000}"]


@pytest.mark.parametrize("unit", HOSTILE, ids=lambda unit: unit[:12])
def test_hostile_markup_costs_no_time(unit):
    started = time.monotonic()
    plain_paragraphs(unit * (400_000 // len(unit)))
    assert time.monotonic() - started < 3


def test_an_abstract_without_sections_is_its_paragraphs():
    assert plain_paragraphs("<jats:p>One.</jats:p>\n<jats:p>Two\n lines.</jats:p>") == "One.\n\nTwo lines."
    assert plain_paragraphs("Plain text &amp; no tags") == "Plain text & no tags"
