"""What staff may say of when a conference takes place, and the words that readers get for it."""

import datetime

import pytest

from fellowship.schedules import Frequency, Kind, Schedule, repeated

from .made_conferences import TIMED, cancelled, day, extra, made_plan, moved

TEN = datetime.time(10)


def made(**changed) -> Schedule:
    return Schedule(**(TIMED | changed))


def test_what_is_stated_wholly_contradicts_nothing_and_has_dates():
    assert made().faults() == {}
    assert made().is_timed


def test_nothing_stated_is_no_fault_and_has_no_dates():
    assert Schedule().faults() == {}
    assert not Schedule().is_timed
    assert Schedule().words == ""


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"starts_on": day("2026-09-02")}, "starts_on", "is a Wednesday, not a Tuesday"),
        ({"length_minutes": None}, "length_minutes", "how long"),
        ({"length_minutes": 0}, "length_minutes", "from 1 to 720"),
        ({"length_minutes": 721}, "length_minutes", "from 1 to 720"),
        ({"starts_on": None}, "starts_on", "first day"),
        ({"weekday": None}, "weekday", "day of the week"),
        ({"frequency": Frequency.UNSET}, "frequency", "how often"),
        ({"nth": 1}, "nth", "every month"),
        ({"frequency": Frequency.MONTHLY}, "nth", "Which Tuesday"),
        ({"frequency": Frequency.MONTHLY, "nth": 2}, "starts_on", "not the second Tuesday"),
        ({"frequency": Frequency.MONTHLY, "nth": -1}, "starts_on", "not the last Tuesday"),
        ({"ends_on": day("2026-08-31")}, "ends_on", "before the first"),
        ({"starts_on": None, "ends_on": day("2026-08-31")}, "ends_on", "first day too"),
        ({"starts_on": day("2009-12-29")}, "starts_on", "2010 to 2100"),
        ({"ends_on": datetime.date(9999, 12, 31)}, "ends_on", "2010 to 2100"),
        ({"starts_at": datetime.time(2, 30)}, "starts_at", "clocks change"),
        ({"starts_at": datetime.time(23, 30)}, "starts_at", "after midnight"),
    ],
)
def test_what_contradicts_is_said_beside_its_field(changed, field, said):
    schedule = made(**changed)
    assert said in schedule.faults()[field]
    assert not schedule.is_timed


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "Every Tuesday, 7 a.m. to 8 a.m., Boston time"),
        ({"frequency": Frequency.FORTNIGHTLY}, "Every second Tuesday, 7 a.m. to 8 a.m., Boston time"),
        ({"frequency": Frequency.MONTHLY, "nth": 1}, "The first Tuesday of each month, 7 a.m. to 8 a.m., Boston time"),
        ({"frequency": Frequency.MONTHLY, "nth": -1}, "The last Tuesday of each month, 7 a.m. to 8 a.m., Boston time"),
        ({"starts_at": datetime.time(12), "length_minutes": 45}, "Every Tuesday, noon to 12:45 p.m., Boston time"),
        ({"starts_at": None}, "Every Tuesday. The hour is not published yet. Ask the coordinator."),
        ({"weekday": None}, ""),
    ],
)
def test_day_and_hour_are_said_in_words_as_far_as_they_are_known(changed, words):
    assert made(**changed).words == words


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        (cancelled("2026-12-02"), "original_date", "Wednesday, December 2, 2026 is not one"),
        (moved("2026-12-02", "2026-12-03"), "original_date", "not one of"),
        (moved("2026-12-01", "2026-12-01"), "new_date", "Nothing is new"),
        (moved("2026-12-01", "2026-12-08"), "new_date", "already"),
        (moved("2026-12-01", "2026-12-03", datetime.time(1)), "new_time", "clocks change"),
        (extra("2026-12-08"), "new_date", "already"),
        (extra("2109-12-08"), "new_date", "2010 to 2100"),
    ],
)
def test_a_date_that_is_different_has_to_fit_the_regular_ones(change, field, said):
    schedule = made(ends_on=day("2026-12-31"))
    assert said in change.faults(schedule)[field]
    assert not change.fits(schedule)


@pytest.mark.parametrize(
    "change",
    [
        cancelled("2026-12-01"),
        moved("2026-12-01", "2026-12-03"),
        moved("2026-12-01", "2026-12-01", TEN),
        moved("2026-12-01", "2026-12-01", new_place="Elsewhere"),
        moved("2026-12-01", "2026-12-08", TEN),
        extra("2026-12-03"),
        extra("2026-12-08", TEN),
    ],
)
def test_a_date_can_be_cancelled_moved_and_added(change):
    assert change.faults(made()) == {}


def test_dates_need_a_regular_hour_first():
    assert "Set the conference’s day" in cancelled("2026-12-01").faults(made(starts_at=None))["kind"]


def test_a_series_that_ended_has_no_date_to_cancel():
    assert "original_date" in cancelled("2026-12-01").faults(made(ends_on=day("2026-11-30")))


def test_one_date_is_spoken_of_once_but_an_extra_one_may_stand_on_a_regular_day():
    found = repeated([cancelled("2026-12-01"), moved("2026-12-01", "2026-12-02"), extra("2026-12-01", TEN)])
    assert found == [1]


def test_what_an_earlier_schedule_left_behind_is_left_out():
    plan = made_plan(cancelled("2026-12-01"), cancelled("2026-12-02"))
    assert [change.original_date for change in plan.fitting_changes] == [day("2026-12-01")]
    assert plan.fitting_changes[0].kind == Kind.CANCELLED
