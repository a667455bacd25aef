"""Conferences in calendar programs: which are in which feed, how a program learns of a change, what a feed costs."""

import datetime
import re
from pathlib import Path

import icalendar
import pytest
from django.conf import settings as site_settings
from django.urls import resolve
from wagtail.models import PageViewRestriction

from fellowship.models import ConferenceException, ConferencePage, ConferenceSite, PublishedSchedule, RotationPage
from fellowship.urls import urlpatterns
from tests.site.queries import assert_frugal, queries_of

from . import ics_reader
from .made_conferences import add_conference, cancelled, day, extra, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site"), pytest.mark.sqlite_later]

ALL = "/fellowship/conferences/calendar.ics"
SITE = "/fellowship/conferences/at/mass-general/calendar.ics"


def feed(client, address: str = ALL, **headers) -> ics_reader.Part:
    response = client.get(address, **headers)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    icalendar.Calendar.from_ical(response.content)  # A second reader takes it too.
    return ics_reader.read(response.content)


def titles(client, address: str = ALL) -> list[str]:
    return sorted({event.text("SUMMARY") for event in feed(client, address).of_kind("VEVENT")})


def series(client, page: ConferencePage) -> ics_reader.Part:
    return feed(client, f"{page.href}calendar.ics").of_kind("VEVENT")[0]


def at_mass_general() -> list[ConferenceSite]:
    return [ConferenceSite(site=RotationPage.objects.get(slug="mass-general"))]


def test_before_any_hour_is_stated_every_feed_is_a_valid_and_empty_calendar(client):
    for address in (ALL, SITE, "/fellowship/conferences/journal-club/calendar.ics"):
        assert feed(client, address).of_kind("VEVENT") == []


def test_each_feed_holds_its_own(client):
    here = add_conference(title="Made here", sites=at_mass_general())
    add_conference(title="Made elsewhere")
    assert titles(client) == ["Made elsewhere", "Made here"]
    assert titles(client, SITE) == ["Made here"]
    assert titles(client, f"{here.href}calendar.ics") == ["Made here"]
    assert feed(client, SITE)["X-WR-CALNAME"] == "Fellowship conferences at Mass General"
    assert feed(client, f"{here.href}calendar.ics")["X-WR-CALNAME"] == "Made here"


@pytest.mark.parametrize(
    "address",
    [
        "/fellowship/conferences/no-such/calendar.ics",
        "/fellowship/conferences/at/no-such/calendar.ics",
        "/fellowship/conferences/at/journal-club/calendar.ics",
        "/fellowship/conferences/mass-general/calendar.ics",
        "/fellowship/conferences/%00/calendar.ics",
        "/fellowship/conferences/" + "a" * 3000 + "/calendar.ics",
    ],
)
def test_what_there_is_not_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_feeds_are_only_read(client):
    assert client.post(ALL).status_code == 405
    assert client.head(ALL).status_code == 200


def test_what_is_unpublished_deleted_or_private_leaves_every_feed(client):
    pages = [add_conference(title=f"Made {number}", sites=at_mass_general()) for number in range(4)]
    pages[0].unpublish()
    pages[1].delete()
    PageViewRestriction.objects.create(page=pages[2], restriction_type="groups")
    assert titles(client) == titles(client, SITE) == ["Made 3"]
    for page in pages[:3]:
        assert client.get(f"{page.href}calendar.ics").status_code == 404


def test_a_private_list_has_no_feed_and_a_private_hospital_none_of_its_own(client):
    page = add_conference(sites=at_mass_general())
    PageViewRestriction.objects.create(page=RotationPage.objects.get(slug="mass-general"), restriction_type="groups")
    assert client.get(SITE).status_code == 404
    assert titles(client) == [page.title]
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="groups")
    assert titles(client) == []
    assert client.get(f"{page.href}calendar.ics").status_code == 404


def test_identities_stay_through_every_change(client):
    page = add_conference(cancelled("2026-12-01"), extra("2026-12-03"))
    before = {event["UID"] for event in feed(client).of_kind("VEVENT")}
    publish(page, title="Made anew", slug="made-anew", starts_at=datetime.time(9))
    assert {event["UID"] for event in feed(client).of_kind("VEVENT")} == before
    assert str(page.translation_key) in before


@pytest.mark.parametrize(
    "change",
    [
        {"starts_at": datetime.time(9)},
        {"length_minutes": 90},
        {"place": "Elsewhere"},
        {"title": "Made anew"},
        {"ends_on": day("2027-06-29")},
        {"weekday": 2, "starts_on": day("2026-12-02")},
    ],
)
def test_the_sequence_rises_with_every_change_of_the_schedule(client, change):
    page = add_conference()
    before = series(client, page)
    after = series(client, publish(page, **change))
    assert int(after["SEQUENCE"]) == int(before["SEQUENCE"]) + 1
    assert after["LAST-MODIFIED"] >= before["LAST-MODIFIED"]
    assert all(event["SEQUENCE"] == after["SEQUENCE"] for event in feed(client).of_kind("VEVENT"))


def test_a_cancelled_date_raises_the_sequence_of_its_series_and_taking_it_back_again(client):
    page = add_conference()
    first = int(series(client, page)["SEQUENCE"])
    page = publish(page, cancelled("2026-12-01"))
    assert int(series(client, page)["SEQUENCE"]) == first + 1
    page.exceptions.clear()
    page.save_revision().publish()
    assert int(series(client, page)["SEQUENCE"]) == first + 2


def test_the_sequence_stays_when_something_else_is_published_or_a_draft_is_saved(client):
    page = add_conference()
    before = client.get(ALL).content
    publish(page, led_by="Somebody else", private_room="Annex")
    assert client.get(ALL).content == before
    draft = ConferencePage.objects.get(pk=page.pk)
    draft.starts_at = datetime.time(9)
    draft.save_revision()
    assert client.get(ALL).content == before


def test_what_comes_again_after_it_was_unpublished_is_a_newer_version(client):
    page = add_conference()
    before = int(series(client, page)["SEQUENCE"])
    page.unpublish()
    page = publish(page)
    assert int(series(client, page)["SEQUENCE"]) == before + 1


def test_a_program_that_has_the_newest_version_gets_nothing_again(client):
    page = add_conference()
    first = client.get(ALL)
    known = {"HTTP_IF_NONE_MATCH": first["ETag"]}
    assert client.get(ALL, **known).status_code == 304
    assert client.get(ALL, HTTP_IF_MODIFIED_SINCE=first["Last-Modified"]).status_code == 304
    publish(page, cancelled("2026-12-01"))
    assert client.get(ALL, **known).status_code == 200
    assert client.get(ALL)["ETag"] != first["ETag"]


def make_private(page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="groups")


GOING = {
    "unpublished": lambda page: page.unpublish(),
    "deleted": lambda page: page.delete(),
    "private": make_private,
    "the list private": lambda page: make_private(page.get_parent()),
    "renamed": lambda page: publish(page, slug="made-anew"),
    "leaving the hospital": lambda page: (page.sites.clear(), page.save_revision().publish()),
}


@pytest.mark.parametrize("how", GOING)
def test_a_program_that_asks_by_date_learns_also_of_what_left(
    client, set_clock, django_capture_on_commit_callbacks, how
):
    PublishedSchedule.objects.all().delete()  # They were noted when the content was loaded, by the true clock.
    set_clock("2026-11-26T12:00")
    page = add_conference(sites=at_mass_general())
    since = client.get(SITE)["Last-Modified"]
    assert client.get(SITE, HTTP_IF_MODIFIED_SINCE=since).status_code == 304
    set_clock("2026-11-26T12:01")
    with django_capture_on_commit_callbacks(execute=True):
        GOING[how](ConferencePage.objects.get(pk=page.pk))
    assert client.get(SITE, HTTP_IF_MODIFIED_SINCE=since).status_code == 200


def test_a_series_that_no_longer_has_an_hour_leaves_and_the_address_stays(client):
    page = publish(add_conference(), starts_at=None)
    assert feed(client, f"{page.href}calendar.ics").of_kind("VEVENT") == []


def test_a_date_that_fits_no_more_is_left_out(client):
    page = add_conference(cancelled("2026-12-01"))
    page = publish(page, weekday=2, starts_on=day("2026-12-02"))
    assert ConferenceException.objects.filter(page=page).count() == 1
    assert len(feed(client).of_kind("VEVENT")) == 1


def test_reading_writes_nothing_and_costs_little(client, settings):
    add_conference(cancelled("2026-12-01"), sites=at_mass_general())
    before = list(PublishedSchedule.objects.values())
    for address in (ALL, SITE):
        assert_frugal(queries_of(client, settings, address), 6, address)
    assert list(PublishedSchedule.objects.values()) == before


def test_feeds_are_for_programs_and_not_for_search_engines(client):
    assert client.get(ALL)["X-Robots-Tag"] == "noindex"


def test_what_no_publishing_was_noted_of_is_still_a_valid_feed(client):
    page = add_conference()
    PublishedSchedule.objects.all().delete()
    assert series(client, page)["SEQUENCE"] == "0"
    ConferencePage.objects.update(last_published_at=None, first_published_at=None)
    assert series(client, page)["LAST-MODIFIED"] == "19700101T000000Z"


def test_the_editors_guide_names_every_calendar():
    guide = (Path(site_settings.BASE_DIR) / "docs/editors.md").read_text()
    named = {resolve(address).url_name for address in re.findall(r"`(/fellowship/\S+\.ics)`", guide)}
    assert named == {pattern.name for pattern in urlpatterns if ".ics" in str(pattern.pattern).replace("\\", "")}
