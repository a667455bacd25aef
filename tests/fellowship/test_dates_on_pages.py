"""The dates as visitors and calendars get them, on both sides of midnight in Boston."""

import datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from fellowship.models import ApplicantDate, FactSheetPage, FellowshipFact, FellowshipPage
from sarcoma_site.core.site_frame import forget_frame
from sarcoma_site.core.staff_groups import COORDINATOR
from tests.site.queries import queries_of
from tests.staff import staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("loaded_site")]

SHEET, APPLY = "/fellowship/fact-sheet/", "/fellowship/apply/"
CALENDAR = "/fellowship/dates/calendar.ics"
BOSTON = ZoneInfo("America/New_York")


def at(monkeypatch, *moment: int) -> None:
    """Stop the clock at a time in Boston."""
    stopped = datetime.datetime(*moment, tzinfo=BOSTON).astimezone(datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: stopped)


def make(kind: str, cycle: int, starts_on=None, **fields) -> ApplicantDate:
    record = ApplicantDate(kind=kind, cycle=cycle, starts_on=starts_on, **fields)
    record.full_clean()
    record.save()
    return record


def words(client, address: str = SHEET) -> str:
    return " ".join(BeautifulSoup(client.get(address).content, "html.parser").find("main").get_text(" ").split())


def events(client) -> dict[str, icalendar.Event]:
    response = client.get(CALENDAR)
    assert response.status_code == 200 and response["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(event["SUMMARY"]): event for event in icalendar.Calendar.from_ical(response.content).walk("VEVENT")}


def test_while_nothing_is_announced_one_line_says_so(client):
    text = words(client)
    assert "No dates are announced here yet" in text
    assert "Add these dates to your calendar" not in text
    assert events(client) == {}


def test_the_day_begins_at_midnight_in_boston(client, monkeypatch):
    make("close", 2028, datetime.date(2026, 10, 1))
    at(monkeypatch, 2026, 9, 30, 23, 59)
    assert "Applications close October 1, 2026" in words(client)
    assert "October 1, 2026 today" not in words(client)
    at(monkeypatch, 2026, 10, 1, 0, 1)
    assert "Applications close October 1, 2026 today" in words(client)


def test_the_last_minute_of_the_day_is_still_the_day(client, monkeypatch):
    make("close", 2028, datetime.date(2026, 10, 1))
    at(monkeypatch, 2026, 10, 1, 23, 59)
    assert "October 1, 2026 today" in words(client)
    at(monkeypatch, 2026, 10, 2, 0, 1)
    assert "October 1, 2026 closed" in words(client)


def test_an_announced_date_answers_its_item_and_an_old_one_does_not(client, monkeypatch):
    make("open", 2028, datetime.date(2026, 10, 1))
    make("start", 2028, datetime.date(2028, 8, 1))
    at(monkeypatch, 2026, 9, 1, 12)
    assert "Deadline and timeline See the dates." in words(client)
    at(monkeypatch, 2028, 8, 2, 12)
    text = words(client)
    assert "See the dates" not in text and "the deadline" in text
    assert (
        "Fellows who start in 2029 Applications open Not announced yet Fellows who started in 2028: October 1, 2026"
        in text
    )


def test_the_page_for_applicants_shows_the_dates(client, monkeypatch, settings):
    assert "Dates No dates are announced here yet" in words(client, APPLY)
    make("close", 2028, datetime.date(2026, 10, 1))
    at(monkeypatch, 2026, 9, 1, 12)
    assert "Fellows who start in 2028" in words(client, APPLY)
    assert "Applications close October 1, 2026" in words(client, APPLY)
    assert "Add these dates to your calendar" in words(client, APPLY)
    few = queries_of(client, settings, APPLY)
    for kind in ("open", "start"):
        make(kind, 2028, datetime.date(2027, 1, 1))
    assert len(queries_of(client, settings, APPLY)) == len(few)


def test_an_answer_beside_the_dates_leads_to_them(client, monkeypatch):
    FellowshipFact.objects.create(slug="interviews", answer="By video, in two rounds.")
    make("interviews", 2028, datetime.date(2027, 3, 1))
    at(monkeypatch, 2026, 9, 1, 12)
    assert "By video, in two rounds." in words(client)
    html = BeautifulSoup(client.get(SHEET).content, "html.parser")
    assert html.find("dt", string="Interview process and dates").find("a")["href"] == "#dates"


@pytest.mark.parametrize(
    "answer, is_taken",
    [
        ("By video, in two rounds.", True),
        ("Three interviews of 20 minutes each.", True),
        ("You may apply each fall.", True),
        ("Until October 1.", False),
        ("On 1 October.", False),
        ("In the spring of 2027.", False),
        ("By 10/1.", False),
    ],
)
def test_a_day_is_no_part_of_an_answer_because_it_would_stay_when_it_is_over(client, answer, is_taken):
    response = staff_client(COORDINATOR).post(
        reverse("fellowship_fact", args=["deadline"]), {"answer": answer, "more": "", "as_of": "", "said_by": ""}
    )
    assert response.status_code == (302 if is_taken else 422)
    assert FellowshipFact.objects.filter(slug="deadline").exists() == is_taken
    assert ("Dates for applicants: there it is shown as past" in response.text) != is_taken


def test_the_calendar_holds_what_is_announced_as_whole_days(client, settings):
    make("interviews", 2028, datetime.date(2027, 2, 27), ends_on=datetime.date(2027, 3, 1), note="by video")
    make("open", 2028)
    (event,) = events(client).values()
    assert event["SUMMARY"] == "Interviews: fellows who start in 2028"
    assert event["DTSTART"].dt == datetime.date(2027, 2, 27) and event["DTEND"].dt == datetime.date(2027, 3, 2)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["URL"] == settings.SITE_URL + SHEET and "by video" in event["DESCRIPTION"]


def test_a_changed_day_keeps_its_uid_and_gets_a_higher_number(client):
    record = make("close", 2028, datetime.date(2026, 10, 1))
    before = next(iter(events(client).values()))
    record = ApplicantDate.objects.get(pk=record.pk)
    record.as_of = datetime.date(2026, 1, 1)
    record.save()
    assert next(iter(events(client).values()))["SEQUENCE"] == before["SEQUENCE"] == 0
    record.starts_on = datetime.date(2026, 10, 8)
    record.save()
    after = next(iter(events(client).values()))
    assert (after["UID"], after["SEQUENCE"]) == (before["UID"], 1)
    assert after["DTSTART"].dt == datetime.date(2026, 10, 8)


def test_the_calendar_is_not_there_for_strangers_while_the_fellowship_is_private(client):
    make("close", 2028, datetime.date(2026, 10, 1))
    PageViewRestriction.objects.create(page=FellowshipPage.objects.get(), restriction_type="login")
    forget_frame()
    assert client.get(CALENDAR).status_code == 404


def test_the_calendar_leads_to_the_fellowship_while_there_is_no_fact_sheet(client, settings):
    make("close", 2028, datetime.date(2026, 10, 1))
    FactSheetPage.objects.get().unpublish()
    (event,) = events(client).values()
    assert event["URL"] == f"{settings.SITE_URL}/fellowship/"


@pytest.mark.parametrize(
    "fields, fault",
    [
        ({"kind": "open", "ends_on": datetime.date(2026, 10, 2)}, "Only interviews have a last day"),
        ({"kind": "interviews", "ends_on": datetime.date(2026, 9, 30)}, "The last day lies before the first"),
        ({"kind": "open", "starts_on": datetime.date(2016, 10, 1)}, "does not fit fellows who start in 2028"),
        ({"kind": "open", "cycle": 2900}, "less than or equal to 2100"),
    ],
)
def test_a_date_that_cannot_be_is_refused_with_a_sentence(fields, fault):
    given = {"kind": "open", "cycle": 2028, "starts_on": datetime.date(2026, 10, 1)} | fields
    with pytest.raises(ValidationError, match=fault):
        ApplicantDate(**given).full_clean()


def test_the_coordinator_enters_a_date_and_it_is_on_the_site(client):
    coordinator = staff_client(COORDINATOR)
    form = {"kind": "start", "cycle": "2099", "starts_on": "2099-08-01", "ends_on": "", "note": "", "as_of": ""}
    response = coordinator.post(reverse("fellowship_dates:add"), form)
    assert response.status_code == 302, response.context["form"].errors
    assert "Fellowship starts August 1, 2099" in words(client)
    again = coordinator.post(reverse("fellowship_dates:add"), form)
    assert "is there already" in again.content.decode()
    listed = coordinator.get(reverse("fellowship_dates:index")).content.decode()
    assert "August 1, 2099" in listed
