"""Conferences as a calendar file (iCalendar, RFC 5545): the one form that feeds, pages and forms read dates from."""

import datetime
import hashlib
import re
import uuid
from collections.abc import Iterable

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from .schedules import ZONE, Change, Frequency, Kind, Plan

PRODUCT = "-//Sarcoma department//Fellowship conferences//EN"
# How long a calendar program may wait before it looks again: a cancelled date should not come too late.
LOOK_AGAIN = datetime.timedelta(hours=4)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f]+")
# Of an entry, what changes without the conference having changed.
_NOT_OF_THE_SCHEDULE = ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "URL")


def calendar_of(plans: Iterable[Plan], name: str) -> Calendar:
    """A calendar with the dates of those conferences that have any; of others, nothing.

    Args:
        name: how calendar programs call it.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", _one_line(name))
    calendar.add("x-wr-calname", _one_line(name))
    calendar.add("x-wr-timezone", ZONE.key)
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    calendar.add_component(_time_zone())
    for plan in plans:
        for event in events_of(plan):
            calendar.add_component(event)
    return calendar


def events_of(plan: Plan) -> list[Event]:
    """The entries of one conference: the series, then every date on which something is different."""
    if not plan.schedule.is_timed:
        return []
    return [series_of(plan), *(_changed(plan, change) for change in plan.fitting_changes)]


def series_of(plan: Plan) -> Event:
    """The entry for the regular dates alone."""
    schedule = plan.schedule
    event = _entry(plan, plan.uid, schedule.starts(schedule.starts_on), schedule.place, plan.summary)
    event.add("rrule", _rule(plan))
    return event


def fingerprint(plan: Plan, sites: Iterable[int] = ()) -> str:
    """A short sum of what calendars say of a conference; empty while they say nothing.

    Args:
        sites: the hospitals in whose calendars it stands.
    """
    events = events_of(plan)
    for event in events:
        for name in _NOT_OF_THE_SCHEDULE:
            event.pop(name, None)
    written = b"".join(event.to_ical() for event in events) + repr(list(sites)).encode()
    return hashlib.sha256(written).hexdigest() if events else ""


def _changed(plan: Plan, change: Change) -> Event:
    """A date that is cancelled or moved (known by its regular hour), or an extra one (an entry of its own)."""
    schedule = plan.schedule
    is_extra, is_cancelled = change.kind == Kind.EXTRA, change.kind == Kind.CANCELLED
    day = change.original_date if is_cancelled else change.new_date
    uid = str(uuid.uuid5(uuid.UUID(plan.uid), change.day.isoformat())) if is_extra else plan.uid
    begins = schedule.starts(day, change.new_time)
    text = "\n\n".join(part for part in (_reason(change), plan.summary) if part)
    event = _entry(plan, uid, begins, change.new_place or schedule.place, text)
    if not is_extra:
        event.add("recurrence-id", schedule.starts(change.original_date))
    if is_cancelled:
        event["STATUS"] = "CANCELLED"
        event["TRANSP"] = "TRANSPARENT"
    return event


def _reason(change: Change) -> str:
    return f"{Kind(change.kind).label}: {change.reason}" if change.reason else Kind(change.kind).label


def _entry(plan: Plan, uid: str, begins: datetime.datetime, place: str, text: str) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("sequence", plan.sequence)
    event.add("dtstamp", plan.changed_at)
    event.add("last-modified", plan.changed_at)
    event.add("summary", _one_line(plan.title))
    event.add("dtstart", begins)
    # Wall clock plus length: nothing here lasts over a change of clocks.
    event.add("dtend", begins + plan.schedule.length)
    event.add("status", "CONFIRMED")
    event.add("transp", "OPAQUE")
    if place:
        event.add("location", _one_line(place))
    if text:
        event.add("description", _CONTROLS.sub(" ", text.replace("\r\n", "\n")))
    event.add("url", plan.address)
    return event


def _rule(plan: Plan) -> vRecur:
    schedule = plan.schedule
    day = _DAYS[schedule.weekday]
    if schedule.frequency == Frequency.MONTHLY:
        rule = {"FREQ": "MONTHLY", "BYDAY": f"{schedule.nth}{day}"}
    else:
        rule = {"FREQ": "WEEKLY", "BYDAY": day}
        if schedule.frequency == Frequency.FORTNIGHTLY:
            rule["INTERVAL"] = 2
    if schedule.ends_on:  # RFC 5545, 3.3.10: with a time zone at DTSTART, the end is in UTC.
        rule["UNTIL"] = schedule.starts(schedule.ends_on).astimezone(datetime.UTC)
    return vRecur(rule)


def _time_zone() -> Timezone:
    """Boston’s clock by its rule since 2007: to summer on March’s second Sunday, back on November’s first."""
    zone = Timezone()
    zone.add("tzid", ZONE.key)
    for part, name, first, nth, before, after in (
        (TimezoneDaylight(), "EDT", datetime.date(2007, 3, 11), "2SU", -5, -4),
        (TimezoneStandard(), "EST", datetime.date(2007, 11, 4), "1SU", -4, -5),
    ):
        part.add("dtstart", datetime.datetime.combine(first, datetime.time(2)))
        part.add("tzoffsetfrom", datetime.timedelta(hours=before))
        part.add("tzoffsetto", datetime.timedelta(hours=after))
        part.add("tzname", name)
        part.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": first.month, "BYDAY": nth}))
        zone.add_component(part)
    return zone


def _one_line(text: str) -> str:
    return " ".join(_CONTROLS.sub(" ", text).split())
