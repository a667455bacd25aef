"""A record that no page may show stands in nobody's way: neither in its own import, nor in a later one."""

import pytest

from publications.models import Finding

from ..factories.publications import list_of_publications, made_item, staged, taken
from .admin import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_later]


@pytest.fixture(autouse=True)
def index():
    return list_of_publications()


def test_news_of_a_page_with_a_doi_that_is_none_waits_as_a_draft_and_the_rest_is_taken():
    taken([made_item(1, DOI="nonsense"), made_item(2)], publish=True)
    run = taken([made_item(1, DOI="nonsense", volume="13"), made_item(2, volume="13")])
    assert page_of(1).volume == "12"
    assert page_of(1).get_latest_revision_as_object().volume == "13"
    assert "waits there as a draft" in run.records.get(number=1).messages[-1]
    assert page_of(2).volume == "13"


def test_a_retraction_of_a_page_that_may_not_be_shown_is_told_to_somebody():
    taken([made_item(1, DOI="nonsense")], publish=True)
    taken([made_item(1, DOI="nonsense", custom={"notices": [{"type": "retraction", "PMID": "99990077"}]})])
    assert Finding.objects.get(kind=Finding.Kind.NOTICE).publication == page_of(1)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"issued": {"date-parts": [[1066]]}}, "“1066” cannot be its year."),
        ({"issued": {"date-parts": [[2025, 13]]}}, "“13” cannot be its month."),
        ({"issued": {"date-parts": [[2025, 1, 32]]}}, "“32” cannot be its day."),
        ({"PMCID": "12345"}, "“12345” cannot be its PMCID."),
    ],
)
def test_a_value_that_no_page_can_hold_is_a_problem_that_names_it(fields, words):
    row = staged([made_item(1, **fields)]).records.get()
    assert row.status == "problem"
    assert any(message.startswith(words) for message in row.messages)
