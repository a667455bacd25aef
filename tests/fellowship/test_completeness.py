"""What the coordinator is told of the fact sheet: what is missing, old or without a date."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from fellowship.checklist import CHECKLIST
from fellowship.completeness import (
    State,
    a_year_before,
    completeness,
    completeness_of,
    facts_to_look_at,
    next_missing,
    state_of,
)
from fellowship.models import ApplicantDate, FellowshipFact
from fellowship.told_elsewhere import Elsewhere

TODAY = datetime.date(2026, 11, 26)


def fact(slug: str = "salary", **fields) -> FellowshipFact:
    return FellowshipFact(slug=slug, **({"answer": "An answer."} | fields))


@pytest.mark.parametrize(
    "as_of, state",
    [
        (None, State.UNDATED),
        (datetime.date(2026, 11, 26), State.FILLED),
        (datetime.date(2025, 11, 26), State.FILLED),
        (datetime.date(2025, 11, 25), State.OLD),
    ],
)
def test_an_answer_is_old_once_it_is_more_than_a_year_old(as_of, state):
    assert state_of(fact(as_of=as_of), TODAY) == state


def test_a_year_before_a_leap_day_is_the_28th():
    assert a_year_before(datetime.date(2028, 2, 29)) == datetime.date(2027, 2, 28)
    assert state_of(fact(as_of=datetime.date(2027, 2, 28)), datetime.date(2028, 2, 29)) == State.FILLED
    assert state_of(fact(as_of=datetime.date(2028, 2, 29)), datetime.date(2029, 3, 1)) == State.OLD


def test_the_score_counts_answers_whole_and_by_group():
    found = completeness_of([fact("salary"), fact("visa"), fact("deadline")], TODAY, {})
    assert (found.filled, found.total) == (3, 45)
    assert {group.group.key: group.filled for group in found.groups if group.filled} == {
        "application": 2,
        "benefits": 1,
    }
    assert found.number(State.MISSING) == 42


def test_what_other_records_tell_is_not_missing():
    found = completeness_of([], TODAY, {"deadline": Elsewhere("See the dates.", "#dates")})
    assert found.filled == 1
    assert state_of(None, TODAY) == State.MISSING


@pytest.mark.parametrize("as_of, state", [("2025-11-26", State.FILLED), ("2025-11-25", State.OLD)])
def test_what_other_records_tell_grows_old_too(as_of, state):
    told = Elsewhere("See the dates.", "#dates", datetime.date.fromisoformat(as_of))
    assert completeness_of([], TODAY, {"deadline": told}).number(state) == 1


def test_the_next_missing_item_comes_after_this_one_and_from_the_top_again():
    keys = [item.key for group in CHECKLIST for item in group.items]
    found = completeness_of([fact(key) for key in keys if key not in ("director", "visa")], TODAY, {})
    assert next_missing(found).key == "director"
    assert next_missing(found, "director").key == "visa"
    assert next_missing(found, "salary").key == "director"
    only_one = completeness_of([fact(key) for key in keys if key != "visa"], TODAY, {})
    assert next_missing(only_one, "visa") is None
    assert next_missing(completeness_of([fact(key) for key in keys], TODAY, {})) is None


@pytest.mark.django_db
def test_the_desk_is_told_what_to_look_at():
    fact("salary", as_of=datetime.date(2020, 1, 1)).save()
    fact("visa").save()
    ApplicantDate.objects.create(kind="close", cycle=2028, starts_on=datetime.date(2027, 1, 1))
    found = facts_to_look_at(TODAY)
    assert [item.key for item in found.old] == ["salary"] and [item.key for item in found.undated] == ["visa"]
    missing = [item.key for item in found.missing]
    assert len(missing) == 42 and "deadline" not in missing
    assert found.number == 43
    assert completeness(TODAY).filled == 3


@pytest.mark.django_db
def test_a_fact_is_not_from_tomorrow(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)
    fact(as_of=TODAY).full_clean()
    with pytest.raises(ValidationError, match="still to come"):
        fact(as_of=TODAY + datetime.timedelta(days=1)).full_clean()
    with pytest.raises(ValidationError):
        fact("no-such-item").full_clean()
