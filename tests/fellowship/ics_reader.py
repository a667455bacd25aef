"""A small reader of calendar files that shares no line with what writes them (RFC 5545, sections 3.1 and 3.6).

It keeps to the letter where calendar programs do: lines end in CRLF, are at most 75 bytes long and fold, every entry
has its UID and DTSTAMP, and nothing stands there once too often. It knows rules as far as conferences use them.
"""

import datetime
import re
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "RRULE", "RECURRENCE-ID", "SEQUENCE", "STATUS", "SUMMARY", "LOCATION"}
ONCE |= {"DESCRIPTION", "URL", "LAST-MODIFIED", "TRANSP"}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LINE = re.compile(r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:\"[^\"]*\"|[^;:\"]*))*):(.*)", re.DOTALL)


@dataclass
class Part:
    """A component: its name, its lines as (name, parameters, value), and what stands in it."""

    kind: str
    lines: list[tuple[str, str, str]] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    def all(self, name: str) -> list[str]:
        return [value for key, _, value in self.lines if key == name]

    def __getitem__(self, name: str) -> str:
        values = self.all(name)
        assert len(values) == 1, f"{self.kind} has {len(values)} {name}"
        return values[0]

    def get(self, name: str) -> str:
        return self[name] if self.all(name) else ""

    def of_kind(self, kind: str) -> list["Part"]:
        return [part for part in self.parts if part.kind == kind]

    def text(self, name: str) -> str:
        """A value in plain words."""
        return re.sub(r"\\([nN;,\\])", lambda found: "\n" if found[1] in "nN" else found[1], self.get(name))

    def moment(self, name: str) -> datetime.datetime:
        """A local time with the zone that stands beside it; it has to be Boston’s."""
        (parameters, value) = next((more, value) for key, more, value in self.lines if key == name)
        assert parameters == ";TZID=America/New_York", parameters
        return datetime.datetime.strptime(value, "%Y%m%dT%H%M%S").replace(tzinfo=ZoneInfo("America/New_York"))


def read(content: bytes) -> Part:
    """The calendar in a file.

    Raises:
        AssertionError: it is not one, by the letter.
    """
    text = content.decode("utf-8")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text)
    for line in content.split(b"\r\n"):
        assert len(line) <= 75, line
    top = Part("")
    open_parts = [top]
    for line in re.sub("\r\n[ \t]", "", text)[:-2].split("\r\n"):
        found = LINE.fullmatch(line)
        assert found, line
        name, parameters, value = found.groups()
        if name == "BEGIN":
            open_parts.append(Part(value))
            open_parts[-2].parts.append(open_parts[-1])
        elif name == "END":
            assert open_parts.pop().kind == value
        else:
            open_parts[-1].lines.append((name, parameters, value))
    assert open_parts == [top]
    (calendar,) = top.parts
    assert calendar.kind == "VCALENDAR"
    _check(calendar)
    return calendar


def _check(calendar: Part) -> None:
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    assert calendar.parts, "3.6: at least one component"
    assert {part.kind for part in calendar.parts} <= {"VTIMEZONE", "VEVENT"}
    known = set()
    for event in calendar.of_kind("VEVENT"):
        for name in ("UID", "DTSTAMP", "DTSTART"):
            assert event[name]
        for name in ONCE:
            assert len(event.all(name)) <= 1, name
        assert re.fullmatch(r"[0-9]{8}T[0-9]{6}Z", event["DTSTAMP"])
        assert re.fullmatch(r"[0-9]{8}T[0-9]{6}Z", event["LAST-MODIFIED"])
        assert event.moment("DTEND") > event.moment("DTSTART")
        assert int(event["SEQUENCE"]) >= 0
        key = (event["UID"], event.get("RECURRENCE-ID"))
        assert key not in known, "an entry twice"
        known.add(key)
    zones = [zone["TZID"] for zone in calendar.of_kind("VTIMEZONE")]
    assert zones == ["America/New_York"]


def starts(calendar: Part, last: datetime.date) -> list[tuple[datetime.datetime, str]]:
    """When everything begins until a day, with its status: walked day by day, as slowly and plainly as can be."""
    found = []
    events = calendar.of_kind("VEVENT")
    for event in events:
        if event.get("RECURRENCE-ID"):
            found.append((event.moment("DTSTART"), event.get("STATUS")))
            continue
        replaced = {
            other.moment("RECURRENCE-ID")
            for other in events
            if other["UID"] == event["UID"] and other.get("RECURRENCE-ID")
        }
        found += [(each, event.get("STATUS")) for each in _series(event, last) if each not in replaced]
    return sorted((moment, status) for moment, status in found if moment.date() <= last)


def _series(event: Part, last: datetime.date) -> list[datetime.datetime]:
    first = event.moment("DTSTART")
    if not event.get("RRULE"):
        return [first]
    rule = dict(part.split("=") for part in event["RRULE"].split(";"))
    until = None
    if "UNTIL" in rule:
        until = datetime.datetime.strptime(rule["UNTIL"], "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.UTC)
    number, name = re.fullmatch(r"(-?[0-9]?)([A-Z]{2})", rule["BYDAY"]).groups()
    moments = []
    day = first.date()
    while day <= last:
        moment = datetime.datetime.combine(day, first.time(), tzinfo=first.tzinfo)
        if until is not None and moment.astimezone(datetime.UTC) > until:
            break
        if DAYS[day.weekday()] == name and _is_due(rule, number, first.date(), day):
            moments.append(moment)
        day += datetime.timedelta(days=1)
    return moments


def _is_due(rule: dict[str, str], number: str, first: datetime.date, day: datetime.date) -> bool:
    if rule["FREQ"] == "MONTHLY":
        if int(number) < 0:
            return (day + datetime.timedelta(days=7)).month != day.month
        return sum((day - datetime.timedelta(days=7 * back)).month == day.month for back in range(5)) == int(number)
    assert rule["FREQ"] == "WEEKLY"
    weeks = (
        (day - datetime.timedelta(days=day.weekday())) - (first - datetime.timedelta(days=first.weekday()))
    ).days // 7
    return weeks % int(rule.get("INTERVAL", 1)) == 0
