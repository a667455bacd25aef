"""What an applicant is told of each date, on each day: nothing that is past is ever still to come."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fellowship.application_dates import DateState, cycles_on, days_in_words
from fellowship.models import ApplicantDate
from tests.publications.items import examples

day = datetime.date


def date(kind: str, cycle: int, starts_on=None, ends_on=None, **fields) -> ApplicantDate:
    return ApplicantDate(kind=kind, cycle=cycle, starts_on=starts_on, ends_on=ends_on, **fields)


def shown(dates: list[ApplicantDate], today: day, kind: str, year: int | None = None):
    cycles = cycles_on(dates, today)
    cycle = next(cycle for cycle in cycles if year in (None, cycle.year))
    return next(entry for entry in cycle.entries if entry.kind == kind)


A_CYCLE = [
    date("open", 2028, day(2026, 10, 1)),
    date("close", 2028, day(2026, 12, 1)),
    date("interviews", 2028, day(2027, 2, 27), day(2027, 3, 1)),
    date("decisions", 2028, day(2027, 4, 15)),
    date("start", 2028, day(2028, 8, 1)),
]


@pytest.mark.parametrize(
    "today, states",
    [
        (day(2026, 9, 30), ["upcoming", "upcoming", "upcoming", "upcoming", "upcoming"]),
        (day(2026, 10, 1), ["today", "upcoming", "upcoming", "upcoming", "upcoming"]),
        (day(2026, 10, 2), ["now", "upcoming", "upcoming", "upcoming", "upcoming"]),
        (day(2026, 12, 1), ["now", "today", "upcoming", "upcoming", "upcoming"]),
        (day(2026, 12, 2), ["past", "past", "upcoming", "upcoming", "upcoming"]),
        (day(2027, 2, 26), ["past", "past", "upcoming", "upcoming", "upcoming"]),
        (day(2027, 2, 27), ["past", "past", "now", "upcoming", "upcoming"]),
        (day(2027, 3, 1), ["past", "past", "now", "upcoming", "upcoming"]),
        (day(2027, 3, 2), ["past", "past", "past", "upcoming", "upcoming"]),
        (day(2027, 4, 15), ["past", "past", "past", "today", "upcoming"]),
        (day(2028, 8, 1), ["past", "past", "past", "past", "today"]),
    ],
)
def test_each_day_of_a_cycle_has_its_states(today, states):
    cycle = cycles_on(A_CYCLE, today)[0]
    assert cycle.year == 2028 and [entry.state for entry in cycle.entries] == states


def test_once_the_fellows_are_chosen_the_next_cycle_stands_below_theirs():
    assert [cycle.year for cycle in cycles_on(A_CYCLE, day(2027, 4, 15))] == [2028]
    chosen, following = cycles_on(A_CYCLE, day(2027, 4, 16))
    assert (chosen.year, following.year) == (2028, 2029)
    assert {entry.state for entry in following.entries} == {DateState.NOT_ANNOUNCED}
    assert following.entries[0].before_words == "October 1, 2026"
    assert following.entries[-1].before is None  # That day is still to come.


def test_a_cycle_of_which_only_the_start_is_known_has_not_chosen_anybody():
    assert [cycle.year for cycle in cycles_on([date("start", 2028, day(2028, 8, 1))], day(2027, 6, 1))] == [2028]


def test_when_the_fellows_have_started_the_next_cycle_is_not_announced_with_the_last_days_known():
    (cycle,) = cycles_on(A_CYCLE, day(2028, 8, 2))
    assert cycle.year == 2029
    assert {entry.state for entry in cycle.entries} == {DateState.NOT_ANNOUNCED}
    assert [entry.before_words for entry in cycle.entries] == [
        "October 1, 2026",
        "December 1, 2026",
        "February 27 to March 1, 2027",
        "April 15, 2027",
        "August 1, 2028",
    ]


def test_long_after_the_last_cycle_no_year_is_guessed():
    (cycle,) = cycles_on(A_CYCLE, day(2031, 1, 1))
    assert cycle.year is None and cycle.entries[0].before_words == "October 1, 2026"


def test_a_date_that_is_not_announced_shows_the_day_of_the_cycle_before_once_that_is_over():
    dates = [*A_CYCLE, date("open", 2029, note="expected in the fall")]
    entry = shown(dates, day(2027, 5, 1), "open", 2029)
    assert (entry.state, entry.before_words) == (DateState.NOT_ANNOUNCED, "October 1, 2026")
    assert entry.date.note == "expected in the fall"
    # What is still to come in one cycle is no orientation for the next.
    assert shown(dates, day(2027, 5, 1), "start", 2029).before is None


def test_two_cycles_that_run_stand_side_by_side_the_nearest_first():
    dates = [date("open", 2029, day(2027, 10, 1)), *A_CYCLE]
    assert [cycle.year for cycle in cycles_on(dates, day(2027, 6, 1))] == [2028, 2029]


def test_applications_that_opened_are_open_only_until_a_day_that_is_announced():
    assert shown([date("open", 2028, day(2026, 10, 1))], day(2026, 10, 2), "open").state == DateState.PAST
    closing = [date("open", 2028, day(2026, 10, 1)), date("close", 2028)]
    assert shown(closing, day(2026, 10, 2), "open").state == DateState.PAST


def test_a_cycle_whose_entered_days_are_over_gives_way_to_the_next_in_its_own_year():
    (cycle,) = cycles_on([date("close", 2028, day(2028, 2, 29))], day(2028, 3, 1))
    assert (cycle.year, cycle.entries[1].before_words) == (2029, "February 29, 2028")


def test_nothing_entered_is_nothing_shown():
    assert cycles_on([], day(2026, 11, 26)) == []


def test_a_leap_day_is_a_day():
    dates = [date("close", 2028, day(2028, 2, 29)), date("start", 2028)]
    states = [shown(dates, today, "close").state for today in (day(2028, 2, 28), day(2028, 2, 29))]
    assert states == [DateState.UPCOMING, DateState.TODAY]
    assert shown(dates, day(2028, 3, 1), "close").state == DateState.PAST


def test_days_are_said_once():
    assert days_in_words(day(2027, 3, 3)) == days_in_words(day(2027, 3, 3), day(2027, 3, 3)) == "March 3, 2027"
    assert days_in_words(day(2027, 3, 3), day(2027, 3, 5)) == "March 3 to 5, 2027"
    assert days_in_words(day(2027, 12, 30), day(2028, 1, 2)) == "December 30, 2027 to January 2, 2028"


@pytest.mark.thorough
def test_what_is_past_is_never_shown_as_still_to_come():
    days = st.dates(day(2024, 1, 1), day(2032, 12, 31))
    record = st.tuples(
        st.sampled_from(ApplicantDate.Kind.values), st.integers(2025, 2031), st.none() | days, st.integers(0, 9)
    )

    @settings(max_examples=examples(150), deadline=None)
    @given(st.lists(record, max_size=15, unique_by=lambda entry: entry[:2]), days)
    def check(records, today):
        dates = [
            date(kind, cycle, first, first + datetime.timedelta(days=more) if first and kind == "interviews" else None)
            for kind, cycle, first, more in records
        ]
        for cycle in cycles_on(dates, today):
            assert [entry.kind for entry in cycle.entries] == ApplicantDate.Kind.values
            for entry in cycle.entries:
                if entry.state == DateState.NOT_ANNOUNCED:
                    assert entry.date is None or entry.date.starts_on is None
                    assert entry.before is None or entry.before.last_day < today
                    continue
                first, last = entry.date.starts_on, entry.date.last_day
                assert (entry.state == DateState.UPCOMING) == (today < first)
                if entry.state == DateState.TODAY:
                    assert first == today
                elif entry.state == DateState.PAST:
                    assert last < today

    check()
