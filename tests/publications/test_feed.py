"""The Atom feed, as RFC 4287 wants it."""

from xml.etree import ElementTree

import pytest
from django.utils.dateparse import parse_datetime
from wagtail.models import PageViewRestriction

from publications.models import PublicationNotice, PublicationPage, Topic
from sarcoma_site.core.site_frame import forget_frame
from tests.site.queries import assert_frugal, queries_of

from .shelf import add_record, add_shelf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]

FEED = "/publications/feed.atom"
ATOM = "{http://www.w3.org/2005/Atom}"


def feed_at(client, address: str = FEED) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)  # noqa: S314 - we wrote it


def entries(feed) -> dict[str, ElementTree.Element]:
    return {entry.findtext(f"{ATOM}title"): entry for entry in feed.iter(f"{ATOM}entry")}


def links(element) -> dict[str, str]:
    return {link.get("rel"): link.get("href") for link in element.findall(f"{ATOM}link")}


def test_a_feed_has_what_the_standard_demands(client, settings):
    feed = feed_at(client)
    assert feed.tag == f"{ATOM}feed"
    assert (
        len(feed.findall(f"{ATOM}title")) == len(feed.findall(f"{ATOM}id")) == len(feed.findall(f"{ATOM}updated")) == 1
    )
    assert links(feed) == {
        "alternate": f"{settings.SITE_URL}/publications/",
        "self": f"{settings.SITE_URL}{FEED}",
    }
    found = entries(feed)
    assert len(found) == 22
    for entry in found.values():
        for name in ("id", "title", "updated"):
            assert len(entry.findall(f"{ATOM}{name}")) == 1
        assert entry.find(f"{ATOM}author") is not None or feed.find(f"{ATOM}author") is not None
        assert links(entry)["alternate"].startswith(settings.SITE_URL)
        assert parse_datetime(entry.findtext(f"{ATOM}updated")).tzinfo is not None
    ids = [entry.findtext(f"{ATOM}id") for entry in found.values()]
    assert len(set(ids)) == len(ids)


def test_an_entry_has_all_authors_topics_and_what_a_reader_must_know(client):
    topic = Topic.objects.create(name="A made topic", slug="a-made-topic")
    record = add_record(title="Fed & <b>", names=["Example", "Muster"], topics=[topic], volume="1", page="2")
    record.notices = [PublicationNotice(kind="retraction")]
    record.save()
    entry = entries(feed_at(client))["Fed & <b>"]
    assert [name.text for name in entry.iterfind(f"{ATOM}author/{ATOM}name")] == ["Example A", "Muster A"]
    assert [category.get("term") for category in entry.findall(f"{ATOM}category")] == ["A made topic"]
    assert entry.findtext(f"{ATOM}summary") == "Retracted. Article. J Shelf Res. 2020;1:2."


def test_the_newest_here_come_first_and_an_edit_changes_its_date_but_not_its_id(client):
    record = add_record(title="Came last", issued_year=1990)
    record.save_revision().publish()
    before = entries(feed_at(client))
    assert next(iter(before)) == "Came last"
    record.volume = "7"
    record.save_revision().publish()
    after = entries(feed_at(client))
    assert after["Came last"].findtext(f"{ATOM}id") == before["Came last"].findtext(f"{ATOM}id")
    moments = [parse_datetime(each["Came last"].findtext(f"{ATOM}updated")) for each in (before, after)]
    assert moments[0] <= moments[1]
    latest = max(parse_datetime(entry.findtext(f"{ATOM}updated")) for entry in after.values())
    assert parse_datetime(feed_at(client).findtext(f"{ATOM}updated")) == latest


def test_it_takes_the_filters_of_the_list(client, settings):
    add_record(title="Of that year", issued_year=2011)
    feed = feed_at(client, f"{FEED}?year=2011&person=&nonsense=1")
    assert list(entries(feed)) == ["Of that year"]
    assert feed.findtext(f"{ATOM}title").endswith("– 2011")
    assert links(feed)["alternate"] == f"{settings.SITE_URL}/publications/?year=2011"
    assert links(feed)["self"] == f"{settings.SITE_URL}{FEED}?year=2011"


def test_an_empty_feed_is_still_a_feed(client):
    feed = feed_at(client, f"{FEED}?year=1901")
    assert not entries(feed) and feed.findtext(f"{ATOM}updated")


def test_what_a_visitor_may_not_see_is_in_no_feed(client):
    add_record(title="CANARY draft", live=False)
    private = add_record(title="CANARY private")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    forget_frame()
    assert b"CANARY" not in client.get(FEED).content


@pytest.mark.parametrize("value", ["%00", "-1", "9" * 400, "%ff", "<script>", "x" * 3000, "]]>"])
def test_odd_values_are_no_fault(client, value):
    feed_at(
        client, f"{FEED}?" + "&".join(f"{name}={value}" for name in ("person", "topic", "year", "type", "q", "page"))
    )


def test_signs_that_xml_cannot_hold_do_not_break_the_feed(client):
    record = add_record(title="Clean")
    PublicationPage.objects.filter(pk=record.pk).update(full_title="Bell \x07 in the title")
    assert any("Bell" in title for title in entries(feed_at(client)))


def test_it_is_short_and_asks_as_often_for_many_as_for_few(client, settings):
    counts = []
    for more in (3, 9, 288):
        add_shelf(more)
        asked = queries_of(client, settings, FEED)
        assert_frugal(asked, 12, FEED)
        counts.append(len(asked))
    assert len(set(counts)) == 1
    assert len(entries(feed_at(client))) == 50
