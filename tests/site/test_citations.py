"""How a record is printed, and the CSL-JSON item inside it."""

import pytest

from publications.citations import journal_line, printed_date
from publications.csl import csl_item
from publications.models import PublicationAuthor, PublicationPage


@pytest.mark.parametrize(
    ("parts", "printed"), [([2025], "2025"), ([2025, 5], "2025 May"), ([2025, 3, 1], "2025 Mar 1")]
)
def test_a_date_is_printed_as_far_as_it_is_known(parts, printed):
    assert printed_date(parts) == printed


@pytest.mark.parametrize(
    ("item", "printed"),
    [
        (
            {"container-title": "Cancer", "volume": "131", "issue": "5", "page": "e35792", "parts": [2025, 3, 1]},
            "Cancer. 2025 Mar 1;131(5):e35792",
        ),
        (
            {"container-title": "J Bone Oncol", "volume": "52", "page": "100682", "parts": [2025, 4, 24]},
            "J Bone Oncol. 2025 Apr 24;52:100682",
        ),
        (
            {"container-title": "J Arthroplasty", "page": "S0883-5403(25)00335-3", "parts": [2025, 4, 8]},
            "J Arthroplasty. 2025 Apr 8:S0883-5403(25)00335-3",
        ),
        ({"container-title": "J Orthop Res", "parts": [2025, 1, 7]}, "J Orthop Res. 2025 Jan 7"),
    ],
)
def test_the_journal_line_is_that_of_a_pubmed_citation(item, printed):
    item["issued"] = {"date-parts": [item.pop("parts")]}
    assert journal_line(item) == printed


@pytest.mark.django_db
def test_the_item_holds_what_the_record_holds_and_nothing_empty():
    publication = PublicationPage(full_title="A title", container_title="J", issued_year=2025, issued_month=5, pmid="1")
    publication.authors = [
        PublicationAuthor(family="Linden", given="LR", non_dropping_particle="van der"),
        PublicationAuthor(literal="A Group"),
    ]
    assert csl_item(publication) == {
        "id": "pmid:1",
        "type": "article-journal",
        "title": "A title",
        "author": [{"family": "Linden", "given": "LR", "non-dropping-particle": "van der"}, {"literal": "A Group"}],
        "container-title": "J",
        "issued": {"date-parts": [[2025, 5]]},
        "PMID": "1",
    }
    assert [str(author) for author in publication.authors.all()] == ["van der Linden LR", "A Group"]
