"""The addresses of the rotations' calendars. The key of a fellow's own is in no log: see `PATHS_BEFORE_SECRETS`."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from icalendar import Calendar

from .models import Fellow, FellowshipPage, RotationIndexPage
from .rotation_calendar import everybodys_calendar, fellows_calendar

CONTENT_TYPE = "text/calendar; charset=utf-8"


@require_safe
def everybody(request: HttpRequest) -> HttpResponse:
    """Who is where in all public years, for calendars, while visitors see the fellowship and its rotations."""
    if not (FellowshipPage.objects.visible().exists() and RotationIndexPage.objects.visible().exists()):
        raise Http404("The rotations are not public.")
    return _response(everybodys_calendar(), "fellowship-rotations.ics")


@require_safe
def one_fellow(request: HttpRequest, key: str) -> HttpResponse:
    """One fellow's own rotations and leave, for whoever knows the address.

    It stays while the pages are not public: nobody but the fellow has the address, and the year goes on. Hospitals
    whose pages are not public have no name in it.
    """
    fellow = Fellow.objects.filter(calendar_key=key).select_related("year").first()
    if fellow is None:
        response = render(request, "404.html", status=404)
    else:
        response = _response(fellows_calendar(fellow), "my-rotations.ics")
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response


def _response(calendar: Calendar, file_name: str) -> HttpResponse:
    response = HttpResponse(calendar.to_ical(), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'inline; filename="{file_name}"'
    response["X-Robots-Tag"] = "noindex"
    changed = [event["last-modified"].dt for event in calendar.walk("VEVENT")]
    if changed:
        response["Last-Modified"] = http_date(max(changed).timestamp())
    return response
