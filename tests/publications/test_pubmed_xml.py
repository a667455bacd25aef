"""PubMed's XML: what each element becomes, and what happens to files that are broken or hostile."""

import io
import itertools
import re
import tracemalloc
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from publications.formats import pubmed_stream
from publications.formats.pubmed_xml import read
from publications.formats.records import UnreadableFile

RECORDS = Path(__file__).parent / "records"
SHARED = Path(__file__).parents[3] / "shared/data/pubmed"
HEAD = '<?xml version="1.0"?>\n<PubmedArticleSet>\n'


@pytest.fixture(scope="module")
def fixture_records():
    with (RECORDS / "pubmed.xml").open("rb") as stream:
        return list(read(stream))


def article(
    pmid="99990001",
    title="A made-up paper.",
    model="Print",
    date="<Year>2025</Year>",
    types=(),
    links="",
    more="",
    status="",
) -> str:
    """One PubmedArticle with what a test is about."""
    named = "".join(f"<PublicationType>{name}</PublicationType>" for name in types)
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article PubModel='{model}'><Journal><JournalIssue>"
        f"<PubDate>{date}</PubDate></JournalIssue><Title>Made-up J</Title></Journal>"
        f"<ArticleTitle>{title}</ArticleTitle>{more}"
        f"<PublicationTypeList>{named}</PublicationTypeList></Article>"
        f"<CommentsCorrectionsList>{links}</CommentsCorrectionsList></MedlineCitation>"
        f"<PubmedData><PublicationStatus>{status}</PublicationStatus></PubmedData></PubmedArticle>\n"
    )


def parse(text: str | bytes):
    return list(read(io.BytesIO(text.encode() if isinstance(text, str) else text)))


def csl(**parts) -> dict:
    (record,) = parse(f"{HEAD}{article(**parts)}</PubmedArticleSet>")
    assert record.problems == []
    return record.csl


def online(day: str) -> str:
    year, month, date = day.split("-")
    return (
        f"<ArticleDate DateType='Electronic'><Year>{year}</Year><Month>{month}</Month><Day>{date}</Day></ArticleDate>"
    )


def test_every_record_is_numbered_with_its_line_and_deleted_ones_give_nothing(fixture_records):
    text = (RECORDS / "pubmed.xml").read_text().split("\n")
    begins = [number for number, line in enumerate(text, 1) if re.match(r"<Pubmed(Book)?Article>", line)]
    assert [record.where for record in fixture_records] == [f"record {n}, line {x}" for n, x in enumerate(begins, 1)]
    assert not any(record.problems or record.warnings for record in fixture_records)


def test_an_article_becomes_a_whole_item(fixture_records):
    item = dict(fixture_records[0].csl)
    assert item.pop("author") == [
        {"non-dropping-particle": "van der", "family": "Muster", "given": "LR"},
        {"family": "Example", "given": "AB", "suffix": "Jr"},
        {"literal": "Made-up Study Group"},
        {"non-dropping-particle": "de la", "family": "Beispiel", "given": "Cé"},
        {"family": "Van Exemple", "given": "D"},
        {"family": "Solo"},
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
            {"PMID": "99990012", "DOI": "10.5555/pre.1", "citation": "medExample. 2024 Jun 1. doi: 10.5555/pre.1"}
        ],
    }
    assert item == {
        "id": "pmid:99990001",
        "type": "article-journal",
        "title": "Role of EX2 and 18F in 10⁶ made-up cells: is it real?",
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
        "abstract": "BACKGROUND: Nothing is known about this.\n\nRESULTS: A was 10⁻⁵ < B.\n\nThe end.",
    }


def test_a_paper_ahead_of_print_has_the_publishers_number_for_pages_and_its_title_in_two_languages(fixture_records):
    item = fixture_records[1].csl
    assert item["status"] == "advance online publication"
    assert item["issued"] == item["available-date"] == {"date-parts": [[2025, 4, 8]]}
    assert item["page"] == "S9999-9999(25)00002-1"
    assert item["title"] == "[A made-up paper in another language]"
    assert item["original-title"] == "Eine erfundene Arbeit"
    assert item["language"] == "ger"
    assert item["container-title"] == "Made J Ex"
    assert "container-title-short" not in item
    assert item["custom"] == {"kind": "review", "authors-incomplete": True}


def test_a_chapter_stands_in_its_book_and_a_book_stands_alone(fixture_records):
    chapter, book = (record.csl for record in fixture_records[2:])
    assert chapter == {
        "id": "pmid:99990003",
        "type": "chapter",
        "title": "Made-up tumors",
        "container-title": "The Made-up Handbook",
        "author": [{"family": "Muster", "given": "A"}],
        "editor": [{"family": "Editor", "given": "E"}],
        "publisher": "Made-up Press",
        "publisher-place": "Nowhere (XX)",
        "ISBN": "9789999999991",
        "issued": {"date-parts": [[2024, 1]]},
        "PMID": "99990003",
        "URL": "https://www.ncbi.nlm.nih.gov/books/NBK999999/",
        "abstract": "A chapter.",
        "custom": {"kind": "review"},
    }
    assert book["type"] == "book"
    assert book["title"] == "A whole made-up book"
    assert book["author"] == [{"literal": "Example Panel"}]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("<Year>2025</Year>", {"date-parts": [[2025]]}),
        ("<Year>2025</Year><Month>Mar</Month>", {"date-parts": [[2025, 3]]}),
        ("<Year>2025</Year><Month>03</Month><Day>9</Day>", {"date-parts": [[2025, 3, 9]]}),
        ("<Year>2025</Year><Month>Feb</Month><Day>31</Day>", {"date-parts": [[2025, 2]]}),
        ("<Year>2025</Year><Season>Spring</Season>", {"date-parts": [[2025]], "literal": "2025 Spring"}),
        ("<MedlineDate>2025 Mar-Apr</MedlineDate>", {"date-parts": [[2025, 3]], "literal": "2025 Mar-Apr"}),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", {"date-parts": [[1998, 12]], "literal": "1998 Dec-1999 Jan"}),
        ("<MedlineDate>Spring 2000</MedlineDate>", {"date-parts": [[2000]], "literal": "Spring 2000"}),
        ("<Year>2025</Year><Month>Jul-Aug</Month>", {"date-parts": [[2025, 7]], "literal": "2025 Jul-Aug"}),
        ("<MedlineDate>no year</MedlineDate>", None),
        ("", None),
    ],
)
def test_dates_keep_what_one_date_cannot_hold(date, expected):
    assert csl(date=date).get("issued") == expected


@pytest.mark.parametrize(
    ("model", "status", "issued", "available"),
    [
        ("Print", "ppublish", [2025, 3], None),
        ("Print-Electronic", "ppublish", [2025, 3], [2025, 1, 7]),
        ("Electronic-Print", "epublish", [2025, 3], [2025, 1, 7]),
        ("Electronic", "epublish", [2025, 1, 7], None),
        ("Electronic-eCollection", "epublish", [2025, 1, 7], None),
        ("Print-Electronic", "aheadofprint", [2025, 1, 7], [2025, 1, 7]),
    ],
)
def test_a_paper_is_dated_by_its_print_issue_else_by_the_day_it_went_online(model, status, issued, available):
    more = "" if model == "Print" else online("2025-01-07")
    item = csl(model=model, status=status, date="<Year>2025</Year><Month>Mar</Month>", more=more)
    assert item["issued"] == {"date-parts": [issued]}
    assert item.get("available-date", {}).get("date-parts") == ([available] if available else None)
    assert ("status" in item) is (status == "aheadofprint")


@pytest.mark.parametrize(
    ("types", "title", "kind"),
    [
        (["Journal Article"], "A made-up paper", None),
        (["Journal Article", "Review"], "A made-up paper", "review"),
        (["Systematic Review"], "A made-up paper", "review"),
        (["Editorial"], "A made-up paper", "editorial"),
        (["Editorial", "Comment"], "A made-up paper", "comment"),
        (["Letter"], "A made-up paper", None),
        (["Letter", "Comment"], "Reply to: A made-up paper", "reply"),
        (["Published Erratum"], "A made-up paper", "erratum"),
        (["Retraction of Publication"], "A made-up paper", "retraction-notice"),
        (["Retraction Notice"], "A made-up paper", "retraction-notice"),
        (["Expression of Concern"], "A made-up paper", "expression-of-concern"),
        (["Preprint"], "A made-up paper", "preprint"),
        (["Journal Article"], "ASO Visual Abstract: A made-up paper", "visual-abstract"),
    ],
)
def test_pubmeds_types_and_the_title_tell_what_a_record_is(types, title, kind):
    item = csl(types=types, title=title)
    assert item.get("custom", {}).get("kind") == kind
    assert item["type"] == ("article" if kind == "preprint" else "article-journal")


def link(name: str) -> str:
    return (
        f"<CommentsCorrections RefType='{name}'><RefSource>Made J. 2025;1:2</RefSource><PMID>99990050</PMID>"
        "</CommentsCorrections>"
    )


TARGET = {"PMID": "99990050", "citation": "Made J. 2025;1:2"}


@pytest.mark.parametrize(
    ("name", "types", "place", "kind"),
    [
        ("RetractionIn", [], "notices", "retraction"),
        ("PartialRetractionIn", [], "notices", "retraction"),
        ("RetractedandRepublishedIn", [], "notices", "retraction"),
        ("ErratumIn", [], "notices", "erratum"),
        ("ExpressionOfConcernIn", [], "notices", "expression-of-concern"),
        ("CorrectedandRepublishedIn", [], "notices", "corrected-republication"),
        ("RepublishedIn", [], "notices", "corrected-republication"),
        ("UpdateIn", [], "notices", "update"),
        ("UpdateIn", ["Preprint"], "relates-to", "preprint-of"),
        ("RetractionOf", [], "relates-to", "retraction-of"),
        ("ErratumFor", [], "relates-to", "erratum-for"),
        ("ExpressionOfConcernFor", [], "relates-to", "concern-for"),
        ("CommentOn", [], "relates-to", "comment-on"),
        ("RepublishedFrom", [], "relates-to", "republished-from"),
        ("CorrectedandRepublishedFrom", [], "relates-to", "republished-from"),
    ],
)
def test_notices_about_a_paper_and_the_paper_that_a_record_belongs_to_are_kept(name, types, place, kind):
    assert csl(links=link(name), types=types)["custom"][place] == [{"type": kind, **TARGET}]


def test_a_reply_belongs_to_what_it_replies_to_and_pointers_of_no_weight_are_left_out():
    custom = csl(title="Reply to: A made-up paper", links=link("CommentOn") + link("CommentIn") + link("Cites"))[
        "custom"
    ]
    assert custom == {"kind": "reply", "relates-to": [{"type": "reply-to", **TARGET}]}


def test_a_retracted_paper_says_so_even_when_nothing_points_to_the_notice():
    types = ["Journal Article", "Retracted Publication"]
    assert csl(types=types)["custom"] == {"notices": [{"type": "retraction"}]}
    assert csl(types=types, links=link("RetractionIn"))["custom"] == {"notices": [{"type": "retraction", **TARGET}]}


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("CO<sub>2</sub> &amp; Ca<sup>2+</sup>", "CO2 & Ca2+"),
        ("10<sup>6</sup> and 10<sup>-x</sup>", "10⁶ and 10^-x"),
        ("<b>Bold <i>and <u>more</u></i></b> words", "Bold and more words"),
        (
            "The <mml:math xmlns:mml='http://www.w3.org/1998/Math/MathML'><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn>"
            "</mml:msup><mml:mo>=</mml:mo><mml:mfrac><mml:mn>1</mml:mn><mml:mn>2</mml:mn></mml:mfrac></mml:math> rule",
            "The x2=1/2 rule",
        ),
        (
            "<mml:math xmlns:mml='http://www.w3.org/1998/Math/MathML'><mml:mmultiscripts><mml:mi>He</mml:mi>"
            "<mml:mprescripts/><mml:none/><mml:mn>3</mml:mn></mml:mmultiscripts><mml:mtext> </mml:mtext>"
            "<mml:mi>MRI</mml:mi></mml:math>",
            "3He MRI",
        ),
    ],
)
def test_markup_in_a_title_becomes_text(markup, text):
    assert csl(title=markup)["title"] == text


@pytest.mark.parametrize(
    ("printed", "kept"),
    [("One.", "One"), ("Why?", "Why?"), ("Now!", "Now!"), ("And so on...", "And so on..."), ("A. B.", "A. B")],
)
def test_a_title_loses_one_full_stop(printed, kept):
    assert csl(title=printed)["title"] == kept


def test_a_record_without_title_or_citation_is_a_problem_and_the_next_is_taken():
    empty = "<PubmedArticle><MedlineCitation><PMID>99990001</PMID></MedlineCitation></PubmedArticle>"
    records = parse(HEAD + empty + "\n" + article(title="") + article(pmid="99990002") + "</PubmedArticleSet>")
    assert [record.problems for record in records] == [
        ["The record has no citation in it."],
        ["The record has no title."],
        [],
    ]


def test_a_file_that_breaks_off_gives_its_good_records_and_one_problem_with_its_line():
    text = HEAD + article() + article(pmid="99990002")
    for cut in (len(text) - 30, len(text) - 200):
        first, second = parse(text[:cut])
        assert first.csl["id"] == "pmid:99990001"
        assert second.where == "record 2, line 4"
        assert second.problems == [
            "The file ends in the middle of this record, at line 4. Nothing from here on was read."
        ]
        assert second.csl == {}
    *good, last = parse(text)
    assert len(good) == 2
    assert last.problems == ["The file ends before its last tag: records may be missing. Those before can be taken."]


def test_a_broken_tag_gives_the_good_records_and_one_problem():
    first, second = parse(HEAD + article() + article(title="A <i>broken</b> title") + "</PubmedArticleSet>")
    assert first.problems == []
    assert second.line == 4
    assert second.problems == ["The XML breaks here (mismatched tag), at line 4. Nothing from here on was read."]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "subset",
    [
        f'<!ENTITY l0 "ha">{LAUGHS}',
        '<!ENTITY secret SYSTEM "file:///etc/passwd">',
        '<!ENTITY % more SYSTEM "http://127.0.0.1:9/x.dtd"> %more;',
        '<!NOTATION n SYSTEM "x"><!ENTITY u SYSTEM "x" NDATA n>',
    ],
)
def test_entities_are_refused_before_anything_is_read(subset):
    text = f"<!DOCTYPE PubmedArticleSet [{subset}]><PubmedArticleSet>{article(title='&l9;&secret;')}</PubmedArticleSet>"
    with pytest.raises(UnreadableFile, match="declares entities of its own"):
        parse(text)


def test_an_external_dtd_is_not_fetched_and_an_entity_of_it_is_a_problem_of_its_record():
    doctype = '<!DOCTYPE PubmedArticleSet SYSTEM "http://127.0.0.1:9/never.dtd">\n'
    text = f"{doctype}<PubmedArticleSet>\n{article()}{article(title='&nbsp;')}</PubmedArticleSet>"
    first, second = parse(text)
    assert first.problems == []
    assert "undefined entity" in second.problems[0]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"   \n", "not XML"),
        (b"Muster A. A made-up citation. 2025.", "not XML: syntax error, at line 1"),
        (b"<!doctype html><html><body>PubMed</body></html>", "not XML|web page"),
        (b"<html><body>PubMed</body></html>", "web page"),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"></html>', "web page"),
        (b'<PubmedArticleSet xmlns="urn:x"></PubmedArticleSet>', "namespace"),
        (b"<rss></rss>", "begins with <rss>"),
        (b"<eFetchResult><ERROR>Empty id list</ERROR></eFetchResult>", "answer of NCBI without records"),
        (b'<?xml version="1.0" encoding="no-such"?><PubmedArticleSet/>', "not XML: unknown encoding"),
        ("<PubmedArticleSet/>".encode("utf-32"), "UTF-32"),
        (b"\x00\x00\x00\x00", "not XML"),
    ],
)
def test_what_is_not_pubmeds_xml_is_refused_with_the_reason(content, reason):
    with pytest.raises(UnreadableFile, match=reason):
        parse(content)


def test_an_empty_set_holds_nothing_and_a_single_article_needs_no_set():
    assert parse("<PubmedArticleSet></PubmedArticleSet>") == []
    (record,) = parse(article())
    assert record.csl["id"] == "pmid:99990001"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_the_encoding_that_the_file_declares_is_used(encoding):
    declared = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16"}.get(encoding, encoding)
    text = f'<?xml version="1.0" encoding="{declared}"?>{article(title="Über Beispiele")}'
    (record,) = parse(text.encode(encoding))
    assert record.csl["title"] == "Über Beispiele"


@pytest.mark.parametrize("spoiled", [b"\xfcber", b"\x00"])
def test_a_wrong_byte_is_a_problem_of_its_record_and_those_before_are_taken(spoiled):
    content = (
        (HEAD + article() + article(title="SPOILED") + "</PubmedArticleSet>").encode().replace(b"SPOILED", spoiled)
    )
    first, second = parse(content)
    assert first.problems == []
    assert second.where == "record 2, line 4"
    assert "not well-formed (invalid token)" in second.problems[0]


def test_a_record_that_is_too_long_or_too_deep_is_passed_over_and_the_next_is_taken():
    long_one = article(pmid="99990001", title="long " * 250_000)
    deep_one = article(pmid="99990002", title="<i>" * 5000 + "x" + "</i>" * 5000)
    records = parse(HEAD + long_one + deep_one + article(pmid="99990003") + "</PubmedArticleSet>")
    assert "longer than 1,000,000 characters" in records[0].problems[0]
    assert "deep in each other" in records[1].problems[0]
    assert records[2].csl["id"] == "pmid:99990003"


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(pubmed_stream, "MAX_FILE_BYTES", 200_000)
    with pytest.raises(UnreadableFile, match="larger than"):
        parse(HEAD + article() * 1000 + "</PubmedArticleSet>")


def test_a_tag_without_end_is_refused_and_does_not_cost_a_minute():
    with pytest.raises(UnreadableFile, match="longer than a whole record may be"):
        parse(HEAD.encode() + b"<!--" + b"x" * 8_000_000)


class Endless:
    """A file of many records that are made as they are read."""

    def __init__(self, count: int) -> None:
        records = (article(pmid=str(99000000 + n)) for n in range(count))
        self.pieces = itertools.chain([HEAD], records, ["</PubmedArticleSet>"])

    def read(self, size: int) -> bytes:
        return next(self.pieces, "").encode()


def test_memory_does_not_grow_with_the_file():
    peaks = []
    for count in (300, 3000):
        tracemalloc.start()
        assert sum(1 for _ in read(Endless(count))) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5


def raw(text: str, name: str) -> list[str]:
    """The contents of an element, by its tags alone."""
    return re.findall(rf"<{name}[^>]*>(.*?)</{name}>", text, re.DOTALL)


@pytest.mark.parametrize("name", ["pubmed1.xml", "pubmed5.xml", "pubmed7.xml"])
def test_real_records_say_what_their_tags_say(name):
    if not (path := SHARED / name).exists():
        pytest.skip(f"{path} is not on this machine")
    articles = raw(path.read_text(), "PubmedArticle")
    with path.open("rb") as stream:
        records = list(read(stream))
    assert len(records) == len(articles)
    for text, record in zip(articles, records, strict=True):
        own = raw(text, "MedlineCitation")[0]
        without_references = re.sub(r"<ReferenceList>.*?</ReferenceList>", "", text, flags=re.DOTALL)
        item = record.csl
        assert record.problems == []
        assert item["PMID"] == raw(own, "PMID")[0]
        assert escape(item["title"]) + "." == raw(own, "ArticleTitle")[0]
        assert item["container-title"] == raw(own, "Title")[0]
        assert item["container-title-short"] == raw(own, "MedlineTA")[0]
        assert (item["volume"], item["issue"], item["page"]) == tuple(
            raw(own, tag)[0] for tag in ("Volume", "Issue", "MedlinePgn")
        )
        assert item["issued"]["date-parts"][0][0] == int(raw(raw(own, "PubDate")[0], "Year")[0])
        authors = raw(raw(own, "AuthorList")[0], "Author")
        assert [name.get("literal") or name["family"] for name in item["author"]] == [
            (raw(author, "CollectiveName") or raw(author, "LastName"))[0] for author in authors
        ]
        assert [name["given"] for name in item["author"] if "given" in name] == raw(own, "Initials")
        orcids = re.findall(r'Source="ORCID">[^<]*?(\d{4}-[\d-]+[\dX])<', own)
        assert list(item.get("custom", {}).get("author-orcid", {}).values()) == orcids
        for key, mark in (("DOI", "doi"), ("PMCID", "pmc")):
            found = re.findall(rf'IdType="{mark}"[^>]*>([^<]+)<', without_references)
            assert item.get(key) == (found[0] if found else None)
        assert not re.search(r"</?[a-z]", item.get("abstract", ""))
