"""Dates of any conference that staff can enter: the same in pages, in calendar programs, and by plain counting."""

import calendar
import datetime

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st

from fellowship.conference_calendar import calendar_of, fingerprint
from fellowship.occurrences import MOST_DAYS, next_dates, occurrences_between
from fellowship.schedules import FIRST_YEAR, LAST_YEAR, ZONE, Change, Frequency, Kind, Nth, Plan
from tests.publications.items import examples

from . import ics_reader
from .made_conferences import made_plan

pytestmark = pytest.mark.thorough

_DAY = datetime.timedelta(days=1)
days = st.dates(datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR - 1, 12, 31))
# From three at night: the hours before that do not always exist.
times = st.times(datetime.time(3), datetime.time(22, 59)).map(lambda at: at.replace(second=0, microsecond=0))
thoroughly = settings(max_examples=examples(20), deadline=None)


def first_from(day: datetime.date, nth: int | None) -> datetime.date:
    """The first day from one on that is the nth (or last) of its name in its month, found in printed calendars."""
    while True:
        month = [week[day.weekday()] for week in calendar.monthcalendar(day.year, day.month) if week[day.weekday()]]
        if nth is None or month[nth if nth < 0 else nth - 1] == day.day:
            return day
        day += 7 * _DAY


@st.composite
def plans(draw, ends: bool | None = None) -> Plan:
    """A conference of any kind, on any day at any hour, some with an end."""
    frequency = draw(st.sampled_from([Frequency.WEEKLY, Frequency.FORTNIGHTLY, Frequency.MONTHLY]))
    nth = draw(st.sampled_from(Nth.values)) if frequency == Frequency.MONTHLY else None
    first = first_from(draw(days), nth)
    has_end = draw(st.booleans()) if ends is None else ends
    last = min(first + draw(st.integers(0, 400)) * _DAY, datetime.date(LAST_YEAR, 12, 31))
    return made_plan(
        frequency=frequency,
        weekday=first.weekday(),
        nth=nth,
        starts_on=first,
        starts_at=draw(times),
        length_minutes=draw(st.integers(1, 60)),
        ends_on=last if has_end else None,
    )


def year_from(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    return day, day + (MOST_DAYS - 1) * _DAY


@given(plans())
@thoroughly
def test_the_hour_stays_the_same_through_both_changes_of_the_clocks(plan):
    first, last = year_from(plan.schedule.starts_on)
    found = occurrences_between([plan], first, last)
    assert {each.starts.time() for each in found} == {plan.schedule.starts_at}
    assert {each.ends - each.starts for each in found} == {plan.schedule.length}
    if plan.schedule.ends_on is None:
        offsets = {each.starts.utcoffset() for each in found}
        assert offsets == {datetime.timedelta(hours=-4), datetime.timedelta(hours=-5)}


@given(plans(), st.integers(0, 70 * 365))
@thoroughly
def test_every_date_is_a_regular_day_and_no_regular_day_is_missing(plan, later):
    first = min(plan.schedule.starts_on + later * _DAY, datetime.date(LAST_YEAR - 1, 12, 1))
    first, last = year_from(first)
    wanted = [day for number in range(MOST_DAYS) if plan.schedule.falls_on(day := first + number * _DAY)]
    found = occurrences_between([plan], first, last)
    assert [each.day for each in found] == [day for day in wanted if day.year <= LAST_YEAR]


@given(plans())
@thoroughly
def test_the_feed_says_the_same_to_another_reader(plan):
    first, last = year_from(plan.schedule.starts_on)
    read = ics_reader.read(calendar_of([plan], "Made").to_ical())
    assert [moment for moment, _ in ics_reader.starts(read, last)] == [
        each.starts for each in occurrences_between([plan], first, last)
    ]


@given(plans(ends=True))
@thoroughly
def test_a_series_has_no_date_after_its_last_day_and_one_on_it_if_it_falls_there(plan):
    schedule = plan.schedule
    first, last = year_from(schedule.ends_on - 60 * _DAY)
    found = [each.day for each in occurrences_between([plan], first, last)]
    assert all(day <= schedule.ends_on for day in found)
    assert (schedule.ends_on in found) == schedule.falls_on(schedule.ends_on)


@st.composite
def plans_with_changes(draw) -> Plan:
    """A conference of which some of the first year's dates are cancelled, some moved, and some are extra."""
    plan = draw(plans(ends=False))
    schedule = plan.schedule
    regular = [each.day for each in occurrences_between([plan], *year_from(schedule.starts_on))]
    changes = []
    for day in draw(st.lists(st.sampled_from(regular), max_size=6, unique=True)):
        to = draw(st.none() | st.integers(-6, 6).filter(bool))
        if to is None:
            changes.append(Change(Kind.CANCELLED, original_date=day, reason=draw(st.text(max_size=20))))
        else:
            changes.append(Change(Kind.MOVED, original_date=day, new_date=day + to * _DAY, new_time=draw(times)))
    for day in draw(st.lists(st.sampled_from(regular), max_size=3, unique=True)):
        changes.append(Change(Kind.EXTRA, new_date=day + 1 * _DAY, new_place=draw(st.text(max_size=20))))
    return made_plan(*changes, **vars(schedule))


@given(plans_with_changes())
@thoroughly
def test_the_feed_with_all_that_is_different_reads_the_same_everywhere(plan):
    first, last = year_from(plan.schedule.starts_on - 7 * _DAY)
    shown = [each for each in occurrences_between([plan], first, last) if not each.is_left]
    content = calendar_of([plan], "Made").to_ical()
    wanted = [(each.starts, "CANCELLED" if each.state == "cancelled" else "CONFIRMED") for each in shown]
    assert [found for found in ics_reader.starts(ics_reader.read(content), last) if found[0].date() >= first] == sorted(
        wanted
    )
    again = recurring_ical_events.of(icalendar.Calendar.from_ical(content)).between(first, last + _DAY)
    assert sorted((event.start, str(event["STATUS"])) for event in again) == sorted(wanted)


@given(plans_with_changes())
@thoroughly
def test_each_cancelled_date_stays_and_each_moved_one_is_shown_where_it_was_and_where_it_is(plan):
    first, last = year_from(plan.schedule.starts_on - 7 * _DAY)
    found = occurrences_between([plan], first, last)
    for change in plan.fitting_changes:
        shown = {(each.day, each.takes_place) for each in found if each.change is change}
        was, now = {(change.original_date, False)}, {(change.new_date, True)}
        wanted = {Kind.CANCELLED: was, Kind.MOVED: was | now, Kind.EXTRA: now}[change.kind]
        assert shown == {(day, takes_place) for day, takes_place in wanted if first <= day <= last}


@given(plans_with_changes(), days)
@thoroughly
def test_the_next_dates_are_never_over_and_never_more_than_asked_for(plan, today):
    now = datetime.datetime.combine(today, datetime.time(12), tzinfo=ZONE)
    found = next_dates(plan, now, 3)
    assert all(each.ends > now for each in found)
    assert sum(each.takes_place for each in found) <= 3
    assert [each.starts for each in found] == sorted(each.starts for each in found)


@given(plans_with_changes())
@thoroughly
def test_the_fingerprint_says_whether_the_dates_are_others(plan):
    same = made_plan(*plan.changes, **vars(plan.schedule))
    assert fingerprint(plan) == fingerprint(same)
    later = vars(plan.schedule) | {"length_minutes": plan.schedule.length_minutes + 1}
    assert fingerprint(plan) != fingerprint(made_plan(*plan.changes, **later))


def test_years_are_walked_to_the_last_one():
    plan = made_plan(frequency=Frequency.MONTHLY, nth=-1, starts_on=datetime.date(2026, 9, 29))
    for year in (*range(2026, 2040), 2072, 2096, LAST_YEAR):
        first = datetime.date(year, 1, 1) if year > 2026 else plan.schedule.starts_on
        found = occurrences_between([plan], first, datetime.date(year, 12, 31))
        assert len(found) == (12 if year > 2026 else 4), year
        assert all((each.day + 7 * _DAY).month != each.day.month for each in found)


@pytest.mark.parametrize("year", [2028, 2096, 2100])
def test_the_last_days_of_february_count(year):
    leap = calendar.isleap(year)
    last = datetime.date(year, 2, 29 if leap else 28)
    plan = made_plan(weekday=last.weekday(), starts_on=last - 28 * _DAY)
    found = [each.day for each in occurrences_between([plan], last - 7 * _DAY, last + 7 * _DAY)]
    assert found == [last - 7 * _DAY, last, last + 7 * _DAY]


def test_more_than_a_year_at_once_is_refused():
    with pytest.raises(ValueError, match="370"):
        occurrences_between([made_plan()], datetime.date(2026, 1, 1), datetime.date(2027, 1, 6))
