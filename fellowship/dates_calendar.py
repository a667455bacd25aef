"""The announced dates as a calendar (RFC 5545) that an applicant subscribes to."""

import datetime

from icalendar import Calendar, Event

from .models.dates import ApplicantDate

PRODUCT = "-//Musculoskeletal Oncology Fellowship//Dates for applicants//EN"
NAME = "Musculoskeletal Oncology Fellowship: dates for applicants"
_A_DAY = datetime.timedelta(days=1)


def calendar_of(dates: list[ApplicantDate], page_address: str) -> bytes:
    """The calendar of these dates, which are all announced. Whole days: they are the same in every time zone.

    Args:
        page_address: the whole address of the page that tells about the dates.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", NAME)
    calendar.add("x-wr-calname", NAME)
    calendar.add("x-published-ttl", "P1D")
    calendar.add("refresh-interval", datetime.timedelta(days=1), parameters={"value": "DURATION"})
    for date in dates:
        calendar.add_component(_event(date, page_address))
    return calendar.to_ical()


def _event(date: ApplicantDate, page_address: str) -> Event:
    event = Event()
    event.add("uid", f"urn:uuid:{date.uid}")
    event.add("sequence", date.sequence)
    event.add("dtstamp", date.changed_at.astimezone(datetime.UTC))
    event.add("last-modified", date.changed_at.astimezone(datetime.UTC))
    event.add("summary", f"{date.get_kind_display()}: fellows who start in {date.cycle}")
    event.add("dtstart", date.starts_on)
    event.add("dtend", date.last_day + _A_DAY)  # The first day that is not part of it.
    event.add("transp", "TRANSPARENT")
    event.add("url", page_address)
    event.add("description", ", ".join(part for part in (date.note, date.dated) if part))
    return event
