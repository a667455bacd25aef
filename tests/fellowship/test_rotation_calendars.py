"""The calendars of rotations, read back by icalendar and by a small parser of our own."""

import datetime
import re

import pytest
import structlog
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from structlog.testing import capture_logs
from wagtail.models import Page, PageViewRestriction

from fellowship.models import Fellow, Leave, RotationPage, Stay
from fellowship.year_board import take_back
from sarcoma_site.core.site_frame import forget_frame
from tests.factories.rotations import START, add_year, name_fellow
from tests.site.queries import assert_frugal, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site"), pytest.mark.sqlite_later]

EVERYBODY = "/fellowship/rotations/calendar.ics"
A_DAY = datetime.timedelta(days=1)


def own(fellow: Fellow) -> str:
    return f"/fellowship/rotations/fellow/{fellow.calendar_key}.ics"


def parsed(text: bytes) -> list[dict[str, str]]:
    """The events of a calendar as RFC 5545 writes them: unfolded lines of name, parameters and value."""
    assert text.endswith(b"\r\n")
    assert b"\n" not in text.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    lines = re.sub(r"\r\n[ \t]", "", text.decode()).split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "VERSION:2.0" in lines
    assert any(line.startswith("PRODID:") for line in lines)
    events: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and not line.startswith(("BEGIN", "END")):
            assert name not in events[-1], f"{name} twice"
            events[-1][name] = value.replace("\\,", ",").replace("\\;", ";")
    return events


def events_at(client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    events = parsed(response.content)
    read = Calendar.from_ical(response.content)
    assert read.errors == []
    assert len(read.walk("VEVENT")) == len(events)
    assert len({event["UID"] for event in events}) == len(events)
    return events


def test_everybodys_calendar_has_every_stay_as_whole_days(client):
    add_year()
    events = events_at(client, EVERYBODY)
    assert len(events) == Stay.objects.count() == 12
    first = events[0]
    assert first["SUMMARY"] == "Fellow A: Mass General"
    assert first["DTSTART;VALUE=DATE"] == "20260801"
    assert first["DTEND;VALUE=DATE"] == "20261101"  # The day after the last.
    assert first["SEQUENCE"] == "0"
    assert first["LOCATION"] == "Massachusetts General Hospital"
    for event in events:
        assert event["DTSTART;VALUE=DATE"] < event["DTEND;VALUE=DATE"]
        assert {"DTSTAMP", "LAST-MODIFIED", "UID", "SUMMARY"} <= set(event)
    for letter in "AB":
        days = [event for event in events if event["SUMMARY"].startswith(f"Fellow {letter}")]
        ends = [event["DTEND;VALUE=DATE"] for event in days]
        assert [event["DTSTART;VALUE=DATE"] for event in days][1:] == ends[:-1]  # One after the other, all year.


def test_it_is_a_calendar_without_a_year_too(client):
    add_year(public=False)
    assert events_at(client, EVERYBODY) == []


def test_a_change_keeps_the_number_and_counts(client, monkeypatch):
    year = add_year()
    before = {event["UID"]: event for event in events_at(client, EVERYBODY)}
    later = timezone.now() + datetime.timedelta(hours=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    stay = Stay.objects.filter(fellow__letter="B", block__number=1).last()
    stay.starts_on += 7 * A_DAY
    stay.save()
    after = {event["UID"]: event for event in events_at(client, EVERYBODY)}
    assert set(after) == set(before)
    changed = [uid for uid in after if after[uid] != before[uid]]
    assert changed == [str(stay.uid)]
    assert after[changed[0]]["SEQUENCE"] == "1"
    assert after[changed[0]]["LAST-MODIFIED"] > before[changed[0]]["LAST-MODIFIED"]
    stay.save()  # Nothing new.
    block = year.blocks.get(number=4)
    block.ends_on -= A_DAY
    block.save()
    last = {event["UID"]: event for event in events_at(client, EVERYBODY)}
    assert last[changed[0]]["SEQUENCE"] == "1"
    assert sum(last[uid]["SEQUENCE"] == "1" for uid in last) == 1 + 3  # The three stays of block 4 end earlier.


def test_a_name_comes_and_goes_with_the_consent_and_counts(client):
    year = add_year()
    fellow = name_fellow(year)
    named = [event for event in events_at(client, EVERYBODY) if "MusterA" in event["SUMMARY"]]
    assert len(named) == 6
    assert named[0]["SUMMARY"] == "Ada MusterA, MD: Mass General"
    assert named[0]["SEQUENCE"] == "1"
    fellow.consent_withdrawn_on = datetime.date(2026, 8, 2)
    fellow.save()
    events = events_at(client, EVERYBODY)
    assert "MusterA" not in str(events)
    assert events[0]["SEQUENCE"] == "2"


def test_weekdays_come_again_each_week_until_the_last_day(client):
    year = add_year()
    block, fellow = year.blocks.get(number=1), year.fellows.get(letter="B")
    first, second = Stay.objects.filter(block=block, fellow=fellow)
    for stay, days in ((first, "01"), (second, "234")):
        stay.starts_on = stay.ends_on = None
        stay.weekdays = days
        stay.save()
    response = client.get(EVERYBODY)
    event = next(e for e in parsed(response.content) if e["UID"] == str(first.uid))
    assert event["DTSTART;VALUE=DATE"] == "20260803"  # The first Monday of the block.
    assert event["DTEND;VALUE=DATE"] == "20260804"
    rule = dict(part.split("=") for part in event["RRULE"].split(";"))
    assert rule == {"FREQ": "WEEKLY", "BYDAY": "MO,TU", "UNTIL": "20261031"}


def test_a_fellows_own_calendar_has_stays_and_leave_and_no_name_in_its_address(client):
    year = add_year()
    fellow = name_fellow(year, agreed=False)
    Leave.objects.create(fellow=fellow, starts_on=START, ends_on=START + A_DAY, note="At a wedding")
    events = events_at(client, own(fellow))
    assert len(events) == 7
    assert {event["SUMMARY"] for event in events} == {
        "Mass General",
        "BIDMC",
        "Boston Children's",
        "Leave: At a wedding",
    }
    response = client.get(own(fellow))
    assert response["Cache-Control"].startswith("private")
    assert response["X-Robots-Tag"] == "noindex"
    for word in ("Ada", "Muster"):
        assert word not in own(fellow)
        assert word not in response.text  # Its owner knows; a stranger who finds it does not.
    assert "wedding" not in client.get(EVERYBODY).text
    assert not response.cookies


def test_a_plan_that_is_not_public_stands_in_no_calendar(client):
    year = add_year()
    fellow = year.fellows.get(letter="A")
    Leave.objects.create(fellow=fellow, starts_on=START, ends_on=START)
    take_back(year)
    assert events_at(client, EVERYBODY) == []
    assert [event["SUMMARY"] for event in events_at(client, own(fellow))] == ["Leave"]


def test_a_revoked_address_leads_nowhere(client):
    fellow = add_year().fellows.get(letter="A")
    old = own(fellow)
    fellow.revoke_calendar()
    response = client.get(old)
    assert response.status_code == 404
    assert response["Cache-Control"].startswith("private")
    assert response["X-Robots-Tag"] == "noindex"
    assert client.get(own(fellow)).status_code == 200


@pytest.mark.parametrize("key", ["x", "a" * 64, "a" * 65, "%00", "..%2f..%2fetc", "A%20B", "-", "💉"])
def test_an_address_that_was_guessed_leads_nowhere(client, key):
    add_year()
    assert client.get(f"/fellowship/rotations/fellow/{key}.ics").status_code == 404


def test_keys_are_long_random_and_each_fellows_own():
    add_year()
    add_year(datetime.date(2027, 8, 1))
    keys = list(Fellow.objects.values_list("calendar_key", flat=True))
    assert len(set(keys)) == 4
    assert all(len(key) >= 32 for key in keys)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_calendars_are_only_read(client, method):
    fellow = add_year().fellows.get(letter="A")
    for address in (EVERYBODY, own(fellow)):
        assert getattr(client, method)(address).status_code == 405


def test_the_key_is_in_no_log(client, caplog):
    fellow = add_year().fellows.get(letter="A")
    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        client.get(own(fellow))
        client.get(own(fellow).removesuffix(".ics"))
        client.get(own(fellow) + "?x=1")
        Client(raise_request_exception=False).post(own(fellow))
    assert len(lines) >= 4
    assert fellow.calendar_key not in str(lines)
    written = [record for record in caplog.records if not record.name.startswith(("django.request", "wagtail"))]
    assert fellow.calendar_key not in str([record.getMessage() for record in written])


def test_a_hospital_that_is_not_public_has_no_name_in_a_calendar(client):
    add_year()
    site = RotationPage.objects.get(slug="mass-general")
    PageViewRestriction.objects.create(page=site, restriction_type="login")
    forget_frame()
    assert "Mass General" not in client.get(EVERYBODY).text.replace("\r\n ", "")


@pytest.mark.parametrize("address", ["/fellowship/", "/fellowship/rotations/"])
@pytest.mark.parametrize("how", ["private", "unpublished"])
def test_everybodys_calendar_closes_with_its_pages_and_a_fellows_own_stays(client, address, how):
    fellow = add_year().fellows.get(letter="A")
    page = Page.objects.get(url_path=f"/home{address}")
    if how == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    else:
        page.unpublish()
    forget_frame()
    assert client.get(EVERYBODY).status_code == 404
    names = {event["SUMMARY"] for event in events_at(client, own(fellow))}
    assert names == ({"A hospital"} if how == "private" else {"Mass General", "BIDMC", "Boston Children's"})


def test_calendars_ask_the_same_at_one_year_and_at_four(client, settings):
    fellow = add_year().fellows.get(letter="A")
    found = {address: [len(queries_of(client, settings, address))] for address in (EVERYBODY, own(fellow))}
    for year in (2027, 2028, 2029):
        add_year(datetime.date(year, 8, 1))
    for number in range(9):
        day = START + 10 * number * A_DAY
        Leave.objects.create(fellow=fellow, starts_on=day, ends_on=day)
    for address, counts in found.items():
        queries = queries_of(client, settings, address)
        assert_frugal(queries, 10, address)
        assert counts == [len(queries)]
