"""The list at 10,000 records: as many queries as at 20. `make bench` says how long they take."""

import pytest

from people.models import PersonPage
from publications.models import PublicationPage, Topic
from tests.site.queries import assert_frugal, queries_of

from .shelf import add_shelf, index_for_search

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]

DIRECTOR = "santiago-lozano-calderon"
LIST = "/publications/"
ADDRESSES = [
    LIST,
    f"{LIST}?page=400",
    f"{LIST}?person={DIRECTOR}",
    f"{LIST}?year=2005&type=article",
    f"{LIST}?q=allograft",
    f"{LIST}?topic=a-made-topic&person={DIRECTOR}",
    "/publications/feed.atom",
    f"/people/{DIRECTOR}/",
    "/publications/39775972/",
    "/",
]


def test_10_000_records_cost_as_many_queries_as_20(client, settings):
    director = PersonPage.objects.get(slug=DIRECTOR)
    topic = Topic.objects.create(name="A made topic", slug="a-made-topic")
    add_shelf(20, person=director, topic=topic, authors=8)
    index_for_search(PublicationPage.objects.filter(slug__startswith="bulk-"))
    few = {address: len(queries_of(client, settings, address)) for address in ADDRESSES}
    add_shelf(10_000, person=director, topic=topic, authors=8)
    # Writing the index takes longer than all the rest; a fifth of it is enough to be searched.
    index_for_search(PublicationPage.objects.filter(slug__startswith="bulk-").order_by("-pk")[:2000])
    many = {address: queries_of(client, settings, address) for address in ADDRESSES}
    for address, asked in many.items():
        assert_frugal(asked, 12, address)
    assert {address: len(asked) for address, asked in many.items()} == few
    response = client.get("/publications/export.json")
    size = sum(len(piece) for piece in response.streaming_content)
    assert size > 10_000_000
