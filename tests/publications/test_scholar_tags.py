"""What machines read on a paper's page."""

import json
import re
from html import unescape

import pytest

from people.models import PersonPage
from publications.models import PublicationAuthor, PublicationNotice
from publications.scholar import scholar_tags, structured_data

from .shelf import add_record

ITEM = {
    "type": "article-journal",
    "title": "A made paper",
    "author": [
        {"family": "Example", "given": "AB", "suffix": "Jr"},
        {"literal": "Made Group"},
        {"family": "Muster", "given": "C", "non-dropping-particle": "van der"},
    ],
    "container-title": "Journal of Made Results",
    "container-title-short": "J Made Res",
    "volume": "12",
    "issue": "3",
    "page": "1011-20",
    "issued": {"date-parts": [[2024, 3, 9]]},
    "available-date": {"date-parts": [[2023, 12]]},
    "DOI": "10.5555/made.1",
    "PMID": "99990001",
    "ISSN": "0000-0000",
    "custom": {"author-orcid": {"3": "0000-0002-1825-0097"}},
}


def test_the_tags_in_order_with_one_author_an_author():
    assert scholar_tags(ITEM) == [
        ("citation_title", "A made paper"),
        ("citation_author", "Example, AB Jr"),
        ("citation_author", "Made Group"),
        ("citation_author", "van der Muster, C"),
        ("citation_author_orcid", "https://orcid.org/0000-0002-1825-0097"),
        ("citation_journal_title", "Journal of Made Results"),
        ("citation_journal_abbrev", "J Made Res"),
        ("citation_publication_date", "2024/03/09"),
        ("citation_online_date", "2023/12"),
        ("citation_volume", "12"),
        ("citation_issue", "3"),
        ("citation_firstpage", "1011"),
        ("citation_lastpage", "1020"),
        ("citation_issn", "0000-0000"),
        ("citation_doi", "10.5555/made.1"),
        ("citation_pmid", "99990001"),
    ]


def test_what_is_ahead_of_print_has_only_the_date_online():
    item = {"title": "x", "issued": {"date-parts": [[2025, 1, 7]]}, "status": "advance online publication"}
    assert scholar_tags(item) == [("citation_title", "x"), ("citation_online_date", "2025/01/07")]


@pytest.mark.parametrize(
    ("page", "first"), [("e35792", "e35792"), ("145", "145"), ("S0883-5403(25)1", "S0883-5403(25)1")]
)
def test_a_single_place_is_the_first_page(page, first):
    tags = dict(scholar_tags({"title": "x", "page": page}))
    assert tags["citation_firstpage"] == first and "citation_lastpage" not in tags


def test_the_block_of_data_says_the_same():
    text = structured_data(ITEM, "https://x.example/p/", ())
    data = json.loads(re.fullmatch(r'<script type="application/ld\+json">(.*)</script>', text)[1])
    assert data["@type"] == "ScholarlyArticle" and data["headline"] == "A made paper"
    assert data["datePublished"] == "2024-03-09" and data["pageStart"] == "1011" and data["pageEnd"] == "1020"
    assert data["isPartOf"]["issueNumber"] == "3"
    assert data["isPartOf"]["isPartOf"]["isPartOf"]["name"] == "Journal of Made Results"
    assert "creativeWorkStatus" not in data


def test_nothing_can_end_the_block_of_data():
    evil = "</script><script>alert(1)</script><!-- & \u2028"
    item = {"title": evil, "container-title": evil, "DOI": evil, "author": [{"literal": evil}]}
    text = structured_data(item, "https://x.example/p/", ())
    assert text.count("<") == 2 and text.count(">") == 2 and "&" not in text
    assert json.loads(text[text.index("{") : text.rindex("}") + 1])["name"] == evil


@pytest.mark.django_db
@pytest.mark.sqlite
@pytest.mark.usefixtures("loaded_site")
def test_the_page_carries_both(client):
    record = add_record(title="On “the” page & more", names=["Second"], people=[], pmid="99995801", volume="3")
    record.authors = [
        PublicationAuthor(family="First", given="A"),
        PublicationAuthor(family="Second", given="B", orcid="0000-0002-1825-0097"),
        PublicationAuthor(literal="Third Group"),
        PublicationAuthor(
            family="Member", given="C", is_collaborator=True, person=PersonPage.objects.in_directory().first()
        ),
    ]
    record.notices = [PublicationNotice(kind="retraction")]
    record.save()
    html = client.get(record.href).content.decode()
    tags = [
        (name, unescape(value)) for name, value in re.findall(r'<meta name="(citation_\w+)" content="([^"]*)">', html)
    ]
    assert ("citation_title", "On “the” page & more") in tags
    assert [value for name, value in tags if name == "citation_author"] == ["First, A", "Second, B", "Third Group"]
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])
    assert [author["name"] for author in data["author"]] == ["First A", "Second B", "Third Group"]
    assert data["author"][1]["sameAs"] == "https://orcid.org/0000-0002-1825-0097"
    assert data["author"][2]["@type"] == "Organization"
    assert data["creativeWorkStatus"] == "Retracted"
    assert data["mainEntityOfPage"].endswith(record.href)
