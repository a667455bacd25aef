"""Records to take along, in each format."""

import io
import json
import re

import pytest
from wagtail.models import PageViewRestriction

from people.models import PersonPage
from publications.formats import bibtex, csl_json, ris
from publications.models import PublicationNotice, PublicationPage
from sarcoma_site.core.site_frame import forget_frame
from tests.site.queries import queries_of

from .shelf import add_record, add_shelf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]

DIRECTOR = "santiago-lozano-calderon"
READERS = {"bib": bibtex, "ris": ris, "json": csl_json}
TYPES = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "json": "application/vnd.citationstyles.csl+json",
}


def export(client, extension: str, query: str = "") -> bytes:
    response = client.get(f"/publications/export.{extension}?{query}")
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def items(client, query: str = "") -> list[dict]:
    return json.loads(export(client, "json", query))


def titles(client, query: str = "") -> set[str]:
    return {item["title"] for item in items(client, query)}


@pytest.mark.parametrize("extension", READERS)
def test_the_whole_list_comes_back_through_our_own_reader(client, extension):
    records = list(READERS[extension].read(io.BytesIO(export(client, extension))))
    assert len(records) == PublicationPage.objects.live().count()
    assert not any(record.problems for record in records)
    assert {record.csl["PMID"] for record in records} == set(
        PublicationPage.objects.live().values_list("pmid", flat=True)
    )


@pytest.mark.parametrize("extension", READERS)
def test_type_and_name_of_the_file(client, extension):
    response = client.get(f"/publications/export.{extension}?person={DIRECTOR}&year=2025")
    assert response["Content-Type"] == TYPES[extension]
    assert response["Content-Disposition"] == (
        f'attachment; filename="publications-santiago-lozano-calderon-2025.{extension}"'
    )
    assert response["X-Robots-Tag"] == "noindex"
    assert response.streaming
    b"".join(response.streaming_content)


def test_json_is_the_item_itself(client):
    record = add_record(title="Exported", names=["Example"], pmid="99995701", doi="10.5555/export.1")
    record.notices = [PublicationNotice(kind="retraction", pmid="99995702")]
    record.save()
    (item,) = items(client, "pmid=99995701")
    assert item == PublicationPage.objects.get(pk=record.pk).csl
    assert item["id"] == "pmid:99995701" and item["custom"]["notices"] == [{"type": "retraction", "PMID": "99995702"}]


def test_one_record_by_its_slug_or_its_pmid(client):
    record = add_record(title="Only this", pmid="99995703")
    assert titles(client, f"paper={record.slug}") == titles(client, "pmid=99995703") == {"Only this"}
    name = client.get(f"/publications/export.ris?paper={record.slug}")["Content-Disposition"]
    assert name == f'attachment; filename="publications-{record.slug}.ris"'


@pytest.mark.parametrize("query", ["pmid=1", "paper=nothing", "paper=%00", "pmid=' OR 1=1", "paper=" + "x" * 500])
def test_a_record_that_is_not_there_is_not_found(client, query):
    assert client.get(f"/publications/export.bib?{query}").status_code == 404


@pytest.mark.parametrize("extension", ["xml", "BIB", "bib/", "", "json.bib"])
def test_a_format_that_we_do_not_write_is_not_found(client, extension):
    assert client.get(f"/publications/export.{extension}").status_code in (301, 404)


def test_filters_are_those_of_the_list(client):
    person = PersonPage.objects.get(slug=DIRECTOR)
    paper = add_record(title="A filtered paper", people=[person], issued_year=2011, kind="review")
    add_record(title="Its reply", relates_to=paper, kind="reply", issued_year=2011)
    assert titles(client, "year=2011") == {"A filtered paper", "Its reply"}
    assert titles(client, f"year=2011&person={DIRECTOR}") == {"A filtered paper"}
    assert titles(client, "type=review") == titles(client, "q=filtered") == {"A filtered paper"}


def test_nothing_found_is_an_empty_file(client):
    assert items(client, "year=1901") == []
    assert export(client, "bib", "year=1901") == export(client, "ris", "year=1901") == b""


def test_what_a_visitor_may_not_see_is_in_no_export(client):
    draft = add_record(title="CANARY draft", live=False, pmid="99995704")
    private = add_record(title="CANARY private")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    forget_frame()
    for extension in READERS:
        assert b"CANARY" not in export(client, extension)
    for query in (f"paper={draft.slug}", f"paper={private.slug}", "pmid=99995704"):
        assert client.get(f"/publications/export.json?{query}").status_code == 404


def test_what_staff_noted_is_in_no_export(client):
    add_record(title="Noted", staff_note="CANARY note", title_as_listed="CANARY title")
    assert all(b"CANARY" not in export(client, extension) for extension in READERS)


def test_records_without_any_identifier_have_names_of_their_own(client):
    for _ in range(3):
        add_record(title="The same title", names=["Example"], issued_year=2011)
    keys = re.findall(rb"^@\w+\{([^,]+),", export(client, "bib", "year=2011"), re.MULTILINE)
    assert len(set(keys)) == 3
    assert len({item["id"] for item in items(client, "year=2011")}) == 3


@pytest.mark.parametrize("value", ["%00", "a%00b", "-1", "9" * 400, "%ff", "<script>", "x" * 3000])
def test_odd_values_are_no_fault(client, value):
    names = ("person", "program", "topic", "year", "type", "q", "page", "unknown")
    query = "&".join(f"{name}={value}" for name in names)
    response = client.get(f"/publications/export.ris?{query}&year=a&year=b")
    assert response.status_code == 200
    assert "\n" not in response["Content-Disposition"] and "<" not in response["Content-Disposition"]
    b"".join(response.streaming_content)


def test_only_reading_is_allowed(client):
    assert client.post("/publications/export.bib").status_code == 405
    assert client.head("/publications/export.bib").status_code == 200


def test_an_export_asks_as_often_for_many_as_for_few(client, settings):
    counts = []
    for more in (3, 180):
        add_shelf(more)
        address = "/publications/export.json?year=none"
        response_queries = queries_of(client, settings, address)
        counts.append(len(response_queries))
    assert counts[0] == counts[1]
