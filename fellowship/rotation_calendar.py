"""Rotations as calendars (RFC 5545): one of everybody for the public, one of each fellow at an address of its own.

All days are whole days, so no time zone is needed. An event keeps its number (UID) for ever; how often it changed
(SEQUENCE) is the sum of the changes of what it tells of: the stay, its block and the fellow's name.
"""

import datetime
from collections.abc import Iterable

from icalendar import Calendar, Event, vRecur

from sarcoma_site.core.site_frame import current_frame

from .models import Fellow, Leave, Stay
from .rotation_rules import ALL_WEEKDAYS

PRODUCT = "-//Sarcoma department//Fellowship rotations//EN"
ASK_AGAIN = datetime.timedelta(hours=12)
_A_DAY = datetime.timedelta(days=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR")


def everybodys_calendar() -> Calendar:
    """The stays of all public years, by the names that visitors read."""
    stays = Stay.objects.filter(block__year__is_public=True).select_related("block", "fellow", "site")
    return _calendar("Fellowship rotations", map(_public_event, _in_order(stays)))


def fellows_calendar(fellow: Fellow) -> Calendar:
    """The fellow's own stays, once their year is public, and the fellow's leave."""
    stays = Stay.objects.filter(fellow=fellow, block__year__is_public=True).select_related("block", "fellow", "site")
    events = [*map(_own_event, _in_order(stays)), *map(_leave_event, fellow.leaves.all())]
    return _calendar("My rotations", [event for event in events if event])


def _in_order(stays: Iterable[Stay]) -> list[Stay]:
    return sorted(stays, key=lambda stay: (stay.first_day, stay.fellow.letter, stay.pk))


def _calendar(name: str, events: Iterable[Event | None]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    for event in events:
        if event is not None:
            calendar.add_component(event)
    return calendar


def _public_event(stay: Stay) -> Event | None:
    return _stay_event(stay, f"{stay.fellow.public_name}: {_site_name(stay)}")


def _own_event(stay: Stay) -> Event | None:
    return _stay_event(stay, _site_name(stay))


def _stay_event(stay: Stay, summary: str) -> Event | None:
    """A stay; on single weekdays, an event that comes again each week. None for one that takes no day."""
    event = Event()
    weekdays = sorted(stay.weekday_numbers)
    if stay.weekday_numbers == ALL_WEEKDAYS:
        first, after = stay.first_day, stay.last_day + _A_DAY
    else:
        days = (stay.first_day + number * _A_DAY for number in range(7))
        first = next((day for day in days if stay.holds(day)), None)
        if first is None:
            return None
        after = first + _A_DAY
        rule = vRecur(freq="WEEKLY", byday=[_WEEKDAYS[number] for number in weekdays], until=stay.last_day)
        event.add("rrule", rule)
    _tell(event, str(stay.uid), summary, first, after)
    _count(event, [stay, stay.block, stay.fellow], stay.site.last_published_at)
    if current_frame().shows(stay.site):
        event.add("location", stay.site.site_name)
        event.add("url", stay.site.full_address)
    event.add("description", f"Block {stay.block.number} of {stay.block.dates}.")
    return event


def _leave_event(leave: Leave) -> Event:
    event = Event()
    summary = f"Leave: {leave.note}" if leave.note else "Leave"
    _tell(event, f"leave-{leave.pk}-{leave.fellow_id}", summary, leave.starts_on, leave.ends_on + _A_DAY)
    _count(event, [leave])
    return event


def _tell(event: Event, uid: str, summary: str, first: datetime.date, after: datetime.date) -> None:
    event.add("uid", uid)
    event.add("summary", summary)
    event.add("dtstart", first)
    event.add("dtend", after)  # The day after the last one (RFC 5545, 3.6.1).
    event.add("transp", "TRANSPARENT")
    event.add("class", "PUBLIC")


def _count(event: Event, told: list, *also: datetime.datetime | None) -> None:
    changed_at = max(filter(None, [*(record.changed_at for record in told), *also]))
    event.add("sequence", sum(record.changes for record in told))
    event.add("last-modified", changed_at.astimezone(datetime.UTC))
    # With a METHOD the stamp would be of the making; without one it is of the last change (RFC 5545, 3.8.7.2).
    event.add("dtstamp", changed_at.astimezone(datetime.UTC))


def _site_name(stay: Stay) -> str:
    return stay.site.short_name if current_frame().shows(stay.site) else "A hospital"
