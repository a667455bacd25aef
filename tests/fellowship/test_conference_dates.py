"""Single dates as readers meet them: when the clocks change, cancelled, moved, extra, ended; and weeks and months."""

import datetime

import icalendar
import pytest

from fellowship.conference_calendar import calendar_of, fingerprint
from fellowship.conference_diary import diary_of, month_parameter, week_parameter
from fellowship.occurrences import next_date, next_dates, occurrences_between
from fellowship.schedules import ZONE, Frequency

from . import ics_reader
from .made_conferences import cancelled, day, extra, made_plan, moved

TEN = datetime.time(10)
TODAY = day("2026-11-26")


def at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=ZONE)


def starts_of(plan, first: str, last: str) -> list[str]:
    return [each.starts.isoformat() for each in occurrences_between([plan], day(first), day(last))]


def test_seven_stays_seven_when_summer_time_begins_and_ends():
    assert starts_of(made_plan(), "2026-10-27", "2026-11-03") == [
        "2026-10-27T07:00:00-04:00",
        "2026-11-03T07:00:00-05:00",
    ]
    assert starts_of(made_plan(), "2027-03-09", "2027-03-16") == [
        "2027-03-09T07:00:00-05:00",
        "2027-03-16T07:00:00-04:00",
    ]


def test_a_meeting_on_the_very_sunday_on_which_the_clocks_change():
    plan = made_plan(weekday=6, starts_on=day("2026-10-25"), starts_at=datetime.time(3))
    assert starts_of(plan, "2026-10-25", "2026-11-01") == ["2026-10-25T03:00:00-04:00", "2026-11-01T03:00:00-05:00"]
    assert starts_of(plan, "2027-03-14", "2027-03-14") == ["2027-03-14T03:00:00-04:00"]


def test_a_cancelled_date_stays_and_does_not_take_place():
    (found,) = occurrences_between([made_plan(cancelled("2026-12-01", "Snow"))], day("2026-12-01"), day("2026-12-01"))
    assert (found.state, found.takes_place, found.change_words, found.reason) == (
        "cancelled",
        False,
        "Cancelled",
        "Snow",
    )


def test_a_moved_date_says_in_both_places_where_the_other_is():
    plan = made_plan(moved("2026-12-01", "2026-12-03", TEN, new_place="Library"))
    was, now = occurrences_between([plan], day("2026-11-30"), day("2026-12-06"))
    assert (was.day_words, was.takes_place, was.change_words) == (
        "Tuesday, December 1",
        False,
        "Moved to Thursday, December 3, 10 a.m.",
    )
    assert (now.day_words, now.hours_words, now.place, now.change_words) == (
        "Thursday, December 3",
        "10 a.m. to 11 a.m.",
        "Library",
        "Moved here from Tuesday, December 1",
    )


def test_a_date_that_moves_out_of_the_week_or_into_it_is_shown_in_both():
    plan = made_plan(moved("2026-12-01", "2026-12-11"))
    assert [each.state for each in occurrences_between([plan], day("2026-11-30"), day("2026-12-06"))] == ["moved-away"]
    assert [each.state for each in occurrences_between([plan], day("2026-12-07"), day("2026-12-13"))] == ["", "moved"]


def test_a_date_at_another_hour_or_place_of_the_same_day_is_shown_once():
    later = made_plan(moved("2026-12-01", "2026-12-01", TEN))
    elsewhere = made_plan(moved("2026-12-01", "2026-12-01", new_place="Library"))
    (one,) = occurrences_between([later], day("2026-12-01"), day("2026-12-01"))
    (other,) = occurrences_between([elsewhere], day("2026-12-01"), day("2026-12-01"))
    assert (one.hours_words, one.change_words) == ("10 a.m. to 11 a.m.", "Usually at 7 a.m.")
    assert (other.place, other.change_words) == ("Library", "In another place than usual")


def test_an_extra_date_beside_the_regular_ones_and_on_the_same_day():
    plan = made_plan(extra("2026-12-03"), extra("2026-12-01", TEN))
    found = occurrences_between([plan], day("2026-11-30"), day("2026-12-06"))
    assert [(each.day.day, each.starts.hour, each.state) for each in found] == [
        (1, 7, ""),
        (1, 10, "extra"),
        (3, 7, "extra"),
    ]


def test_next_dates_are_three_that_take_place_with_what_is_different_among_them():
    plan = made_plan(cancelled("2026-12-01"), moved("2026-12-15", "2026-12-17"))
    found = next_dates(plan, at("2026-11-26T12:00"), 3)
    assert [(each.day.isoformat(), each.state) for each in found] == [
        ("2026-12-01", "cancelled"),
        ("2026-12-08", ""),
        ("2026-12-15", "moved-away"),
        ("2026-12-17", "moved"),
        ("2026-12-22", ""),
    ]


@pytest.mark.parametrize(
    ("now", "is_next"),
    [("2026-12-01T06:59", "2026-12-01"), ("2026-12-01T07:59", "2026-12-01"), ("2026-12-01T08:00", "2026-12-08")],
)
def test_a_date_is_the_next_one_until_it_is_over(now, is_next):
    assert next_date(made_plan(), at(now)).day == day(is_next)


def test_a_date_far_ahead_is_found_and_one_after_a_year_is_not():
    plan = made_plan(starts_on=day("2027-09-07"))
    assert next_date(plan, at("2026-11-26T12:00")).day == day("2027-09-07")
    assert next_date(plan, at("2026-08-01T12:00")) is None


@pytest.mark.parametrize(("now", "left"), [("2026-12-07T12:00", 1), ("2026-12-08T08:00", 0)])
def test_a_series_that_ends_has_no_next_date_after_its_last(now, left):
    plan = made_plan(ends_on=day("2026-12-08"))
    assert len(next_dates(plan, at(now), 3)) == left


# --- The calendar file ------------------------------------------------------------------------------------------


def test_a_file_says_all_that_calendar_programs_need():
    calendar = ics_reader.read(calendar_of([made_plan(cancelled("2026-12-01", "Snow; ice, wind"))], "Made").to_ical())
    assert calendar["X-WR-CALNAME"] == "Made"
    assert calendar["REFRESH-INTERVAL"] == "PT4H"
    series, off = calendar.of_kind("VEVENT")
    assert (series["SEQUENCE"], series["LAST-MODIFIED"]) == ("3", "20261101T120000Z")
    assert series["URL"] == "https://example.org/fellowship/conferences/made/"
    assert off["UID"] == series["UID"]
    assert (off["STATUS"], off.moment("RECURRENCE-ID")) == ("CANCELLED", at("2026-12-01T07:00"))
    assert off.text("DESCRIPTION").startswith("Cancelled: Snow; ice, wind\n")
    assert not calendar.all("EXDATE") and not series.all("EXDATE")


def test_the_zone_knows_the_clock_of_every_year_by_rule():
    zone = ics_reader.read(calendar_of([], "Made").to_ical()).of_kind("VTIMEZONE")[0]
    summer, winter = zone.of_kind("DAYLIGHT")[0], zone.of_kind("STANDARD")[0]
    assert (summer["TZOFFSETFROM"], summer["TZOFFSETTO"], summer["TZNAME"]) == ("-0500", "-0400", "EDT")
    assert (winter["TZOFFSETFROM"], winter["TZOFFSETTO"], winter["TZNAME"]) == ("-0400", "-0500", "EST")
    # What the rules say, against the zone as Python has it, for every year that staff may enter.
    for part, month, sunday in ((summer, 3, 2), (winter, 11, 1)):
        rule = dict(entry.split("=") for entry in part["RRULE"].split(";"))
        assert rule == {"FREQ": "YEARLY", "BYMONTH": str(month), "BYDAY": f"{sunday}SU"}
        for year in range(2010, 2101):
            sundays = [each for number in range(1, 15) if (each := datetime.date(year, month, number)).weekday() == 6]
            noon = datetime.datetime.combine(sundays[sunday - 1], datetime.time(12), tzinfo=ZONE)
            assert noon.utcoffset() != (noon - datetime.timedelta(days=1)).utcoffset(), year


def test_the_end_of_a_series_is_said_in_utc_and_counts_its_last_day():
    plan = made_plan(ends_on=day("2026-12-08"))
    content = calendar_of([plan], "Made").to_ical()
    assert b"UNTIL=20261208T120000Z" in content
    assert len(ics_reader.starts(ics_reader.read(content), day("2027-06-01"))) == 15


def test_an_extra_date_keeps_its_identity_when_its_hour_changes():
    one, other = (
        ics_reader.read(calendar_of([made_plan(extra("2026-12-03", hour))], "Made").to_ical()).of_kind("VEVENT")[1]
        for hour in (None, TEN)
    )
    assert one["UID"] == other["UID"] != made_plan().uid
    assert one["DTSTART"] != other["DTSTART"]


def test_long_words_control_characters_and_every_script_survive():
    plan = made_plan(extra("2026-12-03", reason="Zürich\x00 東京 " * 15, new_place="A;b,c\\d\x0b"))
    content = calendar_of([plan], "Name\r\nBEGIN:VEVENT").to_ical()
    read = ics_reader.read(content)
    assert read["X-WR-CALNAME"] == "Name BEGIN:VEVENT"
    assert read.of_kind("VEVENT")[1].text("LOCATION") == "A;b,c\\d"
    assert "東京" in read.of_kind("VEVENT")[1].text("DESCRIPTION")
    assert len(icalendar.Calendar.from_ical(content).walk("VEVENT")) == 2


def test_a_conference_without_an_hour_is_in_no_calendar():
    calendar = ics_reader.read(calendar_of([made_plan(starts_at=None)], "Made").to_ical())
    assert calendar.of_kind("VEVENT") == []


def test_the_fingerprint_changes_with_what_is_said_and_with_nothing_else():
    plain = made_plan()
    assert fingerprint(plain) != fingerprint(made_plan(cancelled("2026-12-01")))
    assert fingerprint(plain) != fingerprint(made_plan(place="Elsewhere"))
    assert fingerprint(plain) != fingerprint(plain, [5])
    assert fingerprint(plain) == fingerprint(made_plan(cancelled("2026-12-02")))  # Not one of its days.
    assert fingerprint(made_plan(starts_at=None)) == ""


# --- Weeks and months -------------------------------------------------------------------------------------------


def test_without_any_hour_there_is_only_the_list():
    diary = diary_of({"view": "week"}, [], TODAY)
    assert diary.is_list and not diary.is_open


def test_a_week_is_monday_to_friday_and_has_a_weekend_when_something_falls_on_it():
    week = diary_of({"view": "week", "week": "2026-W49"}, [made_plan()], TODAY)
    assert week.heading == "Week of November 30, 2026"
    assert week.day_names == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    assert [each.date for each in week.busy_days] == [day("2026-12-01")]
    busy = diary_of({"view": "week", "week": "2026-W49"}, [made_plan(extra("2026-12-06"))], TODAY)
    assert busy.day_names[-1] == "Sunday"


def test_a_month_has_its_own_days_and_fills_its_rows_with_blanks():
    month = diary_of({"view": "month", "month": "2026-12"}, [made_plan()], TODAY)
    assert month.heading == "December 2026"
    assert [len(week) for week in month.weeks] == [5] * 5
    assert [each.date.day for each in month.busy_days] == [1, 8, 15, 22, 29]
    assert not month.weeks[0][0].is_of_period


def test_a_month_that_begins_on_a_weekend_has_no_empty_row():
    month = diary_of({"view": "month", "month": "2026-08"}, [made_plan(starts_on=day("2026-08-04"))], TODAY)
    assert month.weeks[0][0].date == day("2026-08-03")


def test_steps_lead_a_week_or_a_month_back_and_on_and_home():
    week = diary_of({"view": "week", "week": "2026-W53"}, [made_plan()], TODAY)
    assert week.previous.href == "?view=week&week=2026-W52"
    assert week.following.href == "?view=week&week=2027-W01"
    assert week.now.href == "?view=week" and not week.now.is_current
    month = diary_of({"view": "month", "month": "2026-12"}, [made_plan()], TODAY)
    assert (month.previous.href, month.following.href) == ("?view=month&month=2026-11", "?view=month&month=2027-01")


def test_steps_end_a_year_from_today_and_at_the_ends_of_time():
    far = diary_of({"view": "month", "month": "2027-11"}, [made_plan()], TODAY)
    assert far.previous is not None and far.following is None
    for value in ("2010-W01", "2100-W52"):
        diary = diary_of({"view": "week", "week": value}, [made_plan()], TODAY)
        assert diary.previous is None and diary.following is None
    for value in ("2010-01", "2100-12"):
        assert diary_of({"view": "month", "month": value}, [made_plan()], TODAY).previous is None


@pytest.mark.parametrize(
    "value",
    [
        "",
        "\x00",
        "2026-W54",
        "2026-W00",
        "2026-w48",
        "0000-W01",
        "9999-W52",
        "2009-W10",
        "２０２６-W48",
        "2026-W1",
        "-1",
        "1e9",
    ],
)
def test_a_week_that_cannot_be_is_this_week(value):
    assert week_parameter(value) is None
    assert diary_of({"view": "week", "week": value}, [made_plan()], TODAY).now.is_current


@pytest.mark.parametrize("value", ["", "\x00", "2026-13", "2026-00", "0000-01", "9999-12", "2026-1", "9" * 5000])
def test_a_month_that_cannot_be_is_this_month(value):
    assert month_parameter(value) is None
    assert diary_of({"view": "month", "month": value}, [made_plan()], TODAY).heading == "November 2026"


@pytest.mark.parametrize("view", ["year", "\x00", "WEEK", "9" * 5000])
def test_a_view_that_cannot_be_is_the_list(view):
    assert diary_of({"view": view}, [made_plan()], TODAY).is_list


def test_every_fortnight_is_counted_from_its_first_day():
    plan = made_plan(frequency=Frequency.FORTNIGHTLY)
    assert starts_of(plan, "2026-11-30", "2026-12-20") == ["2026-12-08T07:00:00-05:00"]
