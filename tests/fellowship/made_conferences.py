"""Conferences made for a test: as plain plans, and as pages below the loaded list."""

import datetime
import uuid

from fellowship.models import ConferenceException, ConferenceIndexPage, ConferencePage
from fellowship.schedules import Change, Frequency, Kind, Plan, Schedule
from tests.factories.pages import add_page

# A Tuesday.
FIRST_DAY = datetime.date(2026, 9, 1)
SEVEN = datetime.time(7)
TIMED = {
    "frequency": Frequency.WEEKLY,
    "weekday": 1,
    "starts_on": FIRST_DAY,
    "starts_at": SEVEN,
    "length_minutes": 60,
}


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def made_plan(*changes: Change, **schedule) -> Plan:
    """The plan of a conference on Tuesdays at seven, unless told otherwise."""
    return Plan(
        key=1,
        uid=str(uuid.UUID(int=7)),
        title="Made conference",
        summary="What it is about.",
        href="/fellowship/conferences/made/",
        address="https://example.org/fellowship/conferences/made/",
        schedule=Schedule(**(TIMED | {"place": "Made room"} | schedule)),
        changes=changes,
        sequence=3,
        changed_at=datetime.datetime(2026, 11, 1, 12, tzinfo=datetime.UTC),
    )


def cancelled(on: str, reason: str = "") -> Change:
    return Change(Kind.CANCELLED, original_date=day(on), reason=reason)


def moved(on: str, to: str, at: datetime.time | None = None, **more) -> Change:
    return Change(Kind.MOVED, original_date=day(on), new_date=day(to), new_time=at, **more)


def extra(on: str, at: datetime.time | None = None, **more) -> Change:
    return Change(Kind.EXTRA, new_date=day(on), new_time=at, **more)


def add_conference(*changes: Change, **fields) -> ConferencePage:
    """A published conference on Tuesdays at seven, unless told otherwise."""
    page = add_page(ConferenceIndexPage.objects.get(), ConferencePage, **(TIMED | fields))
    return publish(page, *changes)


def publish(page: ConferencePage, *changes: Change, **fields) -> ConferencePage:
    """Publish a page as an editor does, with more dates that are different, and with other fields."""
    page = ConferencePage.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    for change in changes:
        page.exceptions.add(ConferenceException(**vars(change)))
    page.save_revision().publish()
    return ConferencePage.objects.get(pk=page.pk)
