"""The rules of a year, and the year that the site proposes: any start until 2100, any single mistake."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from fellowship.academic_dates import Span, block_spans, end_of_year, months_later, range_in_words, year_name
from fellowship.rotation_plan import CannotPlan, day_after, proposed_year
from fellowship.rotation_rules import (
    PlannedLeave,
    PlannedSite,
    PlannedStay,
    Rule,
    YearPlan,
    problems_of,
    working_days,
)
from tests.publications.items import examples

few = settings(max_examples=examples(12), deadline=None, suppress_health_check=list(HealthCheck))
A_DAY = datetime.timedelta(days=1)
MGH, BIDMC, CHILDRENS = 1, 2, 3
SITES = (
    PlannedSite(MGH, "Mass General", "Mass General"),
    PlannedSite(BIDMC, "BIDMC", "BIDMC and Boston Children’s"),
    PlannedSite(CHILDRENS, "Boston Children’s", "BIDMC and Boston Children’s"),
)
starts = some.dates(datetime.date(1950, 1, 1), datetime.date(2100, 12, 31))


def plan_of(starts_on: datetime.date = datetime.date(2026, 8, 1)) -> YearPlan:
    return proposed_year(starts_on, SITES)


def rules_broken(plan: YearPlan) -> set[Rule]:
    return {problem.rule for problem in problems_of(plan)}


def without(plan: YearPlan, stay: PlannedStay) -> YearPlan:
    return replace(plan, stays=tuple(other for other in plan.stays if other is not stay))


def with_other(plan: YearPlan, stay: PlannedStay, **changes) -> YearPlan:
    return replace(without(plan, stay), stays=(*without(plan, stay).stays, replace(stay, **changes)))


def stays_at(plan: YearPlan, side: int) -> list[PlannedStay]:
    return [stay for stay in plan.stays if (stay.site == MGH) == (side == MGH)]


# --- Days -------------------------------------------------------------------------------------------------------


@pytest.mark.thorough
@few
@given(starts)
def test_a_year_is_four_blocks_without_a_day_lost_or_twice(starts_on):
    spans = block_spans(starts_on)
    days = [day for span in spans for day in span.days()]
    assert days == Span(starts_on, end_of_year(starts_on)).days()
    assert len(days) in (365, 366)
    assert all(89 <= len(span.days()) <= 92 for span in spans)


@pytest.mark.parametrize(
    ("starts_on", "begins", "ends_on"),
    [
        ("2026-07-01", ["2026-07-01", "2026-10-01", "2027-01-01", "2027-04-01"], "2027-06-30"),
        ("2026-08-15", ["2026-08-15", "2026-11-15", "2027-02-15", "2027-05-15"], "2027-08-14"),
        ("2027-08-31", ["2027-08-31", "2027-11-30", "2028-02-29", "2028-05-31"], "2028-08-30"),
        ("2027-11-30", ["2027-11-30", "2028-02-29", "2028-05-30", "2028-08-30"], "2028-11-29"),
        ("2028-02-29", ["2028-02-29", "2028-05-29", "2028-08-29", "2028-11-29"], "2029-02-27"),
        ("2026-01-01", ["2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"], "2026-12-31"),
    ],
)
def test_blocks_begin_on_the_same_day_of_the_month_or_on_its_last(starts_on, begins, ends_on):
    start = datetime.date.fromisoformat(starts_on)
    assert [span.starts_on.isoformat() for span in block_spans(start)] == begins
    assert end_of_year(start).isoformat() == ends_on


def test_a_month_has_only_the_days_it_has():
    assert months_later(datetime.date(2027, 11, 30), 3) == datetime.date(2028, 2, 29)
    assert months_later(datetime.date(2026, 12, 31), 2) == datetime.date(2027, 2, 28)


def test_days_and_years_are_said_as_people_say_them():
    july = datetime.date(2026, 7, 1)
    assert range_in_words(july, july) == "July 1, 2026"
    assert range_in_words(july, datetime.date(2026, 7, 14)) == "July 1 to 14, 2026"
    assert range_in_words(july, datetime.date(2026, 9, 30)) == "July 1 to September 30, 2026"
    assert range_in_words(july, datetime.date(2027, 6, 30)) == "July 1, 2026 to June 30, 2027"
    assert [year_name(day) for day in (july, datetime.date(2099, 7, 1), datetime.date(2026, 1, 1))] == [
        "2026–27",
        "2099–00",
        "2026",
    ]


# --- The proposal -----------------------------------------------------------------------------------------------


@pytest.mark.thorough
@few
@given(starts, some.sampled_from(["", *(site.side for site in SITES)]))
def test_every_proposed_year_keeps_every_rule(starts_on, last_side):
    plan = proposed_year(starts_on, SITES, last_side)
    assert problems_of(plan) == []
    first = next(stay for stay in plan.stays if (stay.block, stay.letter) == (1, "A"))
    assert plan.site(first.site).side != last_side


def test_the_next_year_begins_on_the_day_after_and_on_the_other_side():
    first = plan_of()
    assert day_after(first.span.starts_on) == first.span.ends_on + A_DAY
    last_of_a = next(stay for stay in first.stays if (stay.block, stay.letter) == (4, "A"))
    following = proposed_year(day_after(first.span.starts_on), SITES, first.site(last_of_a.site).side)
    assert following.sides_of("A", 1) == {"Mass General"}
    assert first.sides_of("A", 4) == {"BIDMC and Boston Children’s"}


def test_two_hospitals_share_a_block_by_halves_that_begin_on_a_monday():
    stays = plan_of().stays_of("A", 2)
    assert [stay.site for stay in stays] == [BIDMC, CHILDRENS]
    assert stays[1].span.starts_on == stays[0].span.ends_on + A_DAY
    assert stays[1].span.starts_on.weekday() == 0
    first, second = (len(stay.days()) for stay in stays)
    assert abs(first - second) <= 5


@pytest.mark.parametrize("sides", [("", "", ""), ("one", "one", "one"), ("one", "two", "three"), ("one", "", "one")])
def test_without_two_sides_nothing_is_proposed_and_the_fault_is_named(sides):
    sites = tuple(replace(site, side=side) for site, side in zip(SITES, sides, strict=True))
    with pytest.raises(CannotPlan):
        proposed_year(datetime.date(2026, 8, 1), sites)
    assert rules_broken(replace(plan_of(), sites=sites)) == {Rule.SIDES}


# --- One mistake at a time --------------------------------------------------------------------------------------


@pytest.mark.thorough
@few
@given(starts, some.data())
def test_a_day_less_is_a_gap_and_names_fellow_block_and_day(starts_on, data):
    plan = plan_of(starts_on)
    stay = data.draw(some.sampled_from(plan.stays))
    days = stay.days()
    lost = data.draw(some.sampled_from(days))
    pieces = [Span(stay.span.starts_on, lost - A_DAY), Span(lost + A_DAY, stay.span.ends_on)]
    kept = [replace(stay, span=span) for span in pieces if span.starts_on <= span.ends_on]
    problems = problems_of(replace(without(plan, stay), stays=(*without(plan, stay).stays, *kept)))
    assert [(problem.rule, problem.letter, problem.block) for problem in problems] == [
        (Rule.GAP, stay.letter, stay.block)
    ]
    assert f"Fellow {stay.letter}, block {stay.block}" in problems[0].text
    assert range_in_words(lost, lost) in problems[0].text


@pytest.mark.thorough
@few
@given(starts, some.data())
def test_a_day_at_two_places_of_one_side_is_an_overlap(starts_on, data):
    plan = plan_of(starts_on)
    stay = data.draw(some.sampled_from(stays_at(plan, BIDMC)))
    day = data.draw(some.sampled_from(stay.days()))
    other = CHILDRENS if stay.site == BIDMC else BIDMC
    problems = problems_of(replace(plan, stays=(*plan.stays, replace(stay, site=other, span=Span(day, day)))))
    assert {problem.rule for problem in problems} == {Rule.OVERLAP}
    assert all(word in problems[0].text for word in ("BIDMC", "Boston Children’s", range_in_words(day, day)))


@pytest.mark.thorough
@few
@given(starts, some.data())
def test_a_block_without_anybody_leaves_a_gap_and_a_side_uncovered(starts_on, data):
    plan = plan_of(starts_on)
    stay = data.draw(some.sampled_from(stays_at(plan, MGH)))
    problems = problems_of(without(plan, stay))
    assert [problem.rule for problem in problems] == [Rule.GAP, Rule.COVERAGE]
    assert problems[1].text == f"Block {stay.block}: nobody is at Mass General."


@pytest.mark.thorough
@few
@given(starts, some.data())
def test_a_hospital_that_is_never_visited_in_a_block_is_named(starts_on, data):
    plan = plan_of(starts_on)
    stay = data.draw(some.sampled_from(stays_at(plan, BIDMC)))
    other = CHILDRENS if stay.site == BIDMC else BIDMC
    problems = problems_of(with_other(plan, stay, site=other))
    assert [problem.rule for problem in problems] == [Rule.COVERAGE]
    missed = "BIDMC" if stay.site == BIDMC else "Boston Children’s"
    assert problems[0].text == f"Fellow {stay.letter}, block {stay.block}: never at {missed}."


@pytest.mark.thorough
@few
@given(starts, some.integers(1, 4))
def test_fellows_who_change_places_in_one_block_break_alternation_and_two_of_each(starts_on, number):
    plan = plan_of(starts_on)
    other = {"A": "B", "B": "A"}
    stays = tuple(replace(stay, letter=other[stay.letter]) if stay.block == number else stay for stay in plan.stays)
    assert rules_broken(replace(plan, stays=stays)) == {Rule.ALTERNATION, Rule.TWO_OF_EACH}


@pytest.mark.thorough
@few
@given(starts)
def test_the_order_of_blocks_matters_even_if_each_is_there_twice(starts_on):
    plan = plan_of(starts_on)
    other = {"A": "B", "B": "A"}
    stays = tuple(replace(stay, letter=other[stay.letter]) if stay.block > 2 else stay for stay in plan.stays)
    problems = problems_of(replace(plan, stays=stays))
    assert {problem.rule for problem in problems} == {Rule.ALTERNATION}
    assert {problem.block for problem in problems} == {3}


@pytest.mark.thorough
@few
@given(starts, some.data())
def test_whoever_is_sent_to_the_other_side_leaves_one_side_alone(starts_on, data):
    plan = plan_of(starts_on)
    stay = data.draw(some.sampled_from(stays_at(plan, MGH)))
    broken = rules_broken(with_other(plan, stay, site=BIDMC))
    assert Rule.COVERAGE in broken
    assert Rule.ALTERNATION in broken


@pytest.mark.thorough
@few
@given(starts, some.data(), some.integers(1, 60))
def test_a_stay_beyond_its_block_is_named(starts_on, data, more):
    plan = plan_of(starts_on)
    stay = data.draw(some.sampled_from(stays_at(plan, MGH)))
    longer = Span(stay.span.starts_on, stay.span.ends_on + more * A_DAY)
    problems = problems_of(with_other(plan, stay, span=longer))
    assert [(problem.rule, problem.letter, problem.block) for problem in problems] == [
        (Rule.DATES, stay.letter, stay.block)
    ]


def test_a_stay_that_ends_before_it_starts_is_named():
    plan = plan_of()
    stay = plan.stays_of("A", 2)[0]
    broken = problems_of(with_other(plan, stay, span=Span(stay.span.ends_on, stay.span.starts_on)))
    assert "ends before it starts" in broken[0].text


@pytest.mark.parametrize("number", [1, 2, 3])
def test_blocks_that_meet_or_leave_days_between_are_named(number):
    plan = plan_of()
    blocks = list(plan.blocks)
    span = blocks[number].span
    blocks[number] = replace(blocks[number], span=Span(span.starts_on - 7 * A_DAY, span.ends_on))
    assert Rule.DATES in rules_broken(replace(plan, blocks=tuple(blocks)))
    blocks[number] = replace(blocks[number], span=Span(span.starts_on + 7 * A_DAY, span.ends_on))
    said = [problem.text for problem in problems_of(replace(plan, blocks=tuple(blocks)))]
    assert any(text.startswith("No block holds") for text in said)


def test_a_block_beyond_the_year_is_named():
    plan = plan_of()
    last = plan.blocks[-1]
    longer = replace(last, span=Span(last.span.starts_on, last.span.ends_on + A_DAY))
    said = [problem.text for problem in problems_of(replace(plan, blocks=(*plan.blocks[:-1], longer)))]
    assert any("Block 4" in text and "reaches beyond the year" in text for text in said)


@pytest.mark.parametrize(("weekdays", "rest"), [({0, 1}, {2, 3, 4}), ({4}, {0, 1, 2, 3}), ({0, 2, 4}, {1, 3})])
def test_a_block_may_be_divided_by_weekdays(weekdays, rest):
    plan = plan_of()
    block = plan.blocks[1]
    others = tuple(stay for stay in plan.stays if (stay.letter, stay.block) != ("A", 2))
    divided = (
        PlannedStay(2, "A", BIDMC, block.span, frozenset(weekdays)),
        PlannedStay(2, "A", CHILDRENS, block.span, frozenset(rest)),
    )
    assert problems_of(replace(plan, stays=others + divided)) == []
    lost = replace(divided[1], weekdays=frozenset(list(rest)[1:]) or frozenset({0}))
    assert Rule.GAP in rules_broken(replace(plan, stays=(*others, divided[0], lost)))


def test_a_day_of_leave_needs_no_hospital():
    plan = plan_of()
    stay = plan.stays_of("A", 1)[0]
    day = stay.days()[-1]
    shorter = with_other(plan, stay, span=Span(stay.span.starts_on, day - A_DAY))
    assert rules_broken(shorter) == {Rule.GAP}
    assert problems_of(replace(shorter, leaves=(PlannedLeave("A", Span(day, stay.span.ends_on)),))) == []


@pytest.mark.thorough
@few
@given(starts, some.integers(0, 300), some.integers(0, 20))
def test_leave_lies_in_the_year_and_is_entered_once(starts_on, offset, length):
    plan = plan_of(starts_on)
    first = starts_on + offset * A_DAY
    leave = PlannedLeave("B", Span(first, first + length * A_DAY))
    assert problems_of(replace(plan, leaves=(leave,))) == []
    problems = problems_of(replace(plan, leaves=(leave, leave)))
    assert [(problem.rule, problem.letter) for problem in problems] == [(Rule.LEAVE, "B")]
    beyond = PlannedLeave("B", Span(starts_on - A_DAY, starts_on))
    assert rules_broken(replace(plan, leaves=(beyond,))) == {Rule.LEAVE}


def test_working_days_are_monday_to_friday():
    assert [day.isoformat() for day in working_days(Span(datetime.date(2026, 7, 3), datetime.date(2026, 7, 6)))] == [
        "2026-07-03",
        "2026-07-06",
    ]
