"""Addresses of the fellowship that end in a file name: the calendar of dates, the file of protocols."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from sarcoma_site.core.media import POLICY, shut_in

from .dates_calendar import calendar_of
from .models import ApplicantDate, FactSheetPage, FellowshipPage, FellowshipTopicPage, ProtocolFile
from .protocol_file import FILE_NAME, current_version

CALENDAR_TYPE = "text/calendar; charset=utf-8"
PDF_TYPE = "application/pdf"


@require_safe
def dates_calendar(request: HttpRequest) -> HttpResponse:
    """The announced dates for applicants, as a calendar to subscribe to."""
    fellowship = FellowshipPage.objects.visible().first()
    if fellowship is None:
        raise Http404("The fellowship is not public.")
    page = FactSheetPage.objects.visible().first() or fellowship
    dates = list(ApplicantDate.objects.filter(starts_on__isnull=False).order_by("starts_on", "pk"))
    response = HttpResponse(calendar_of(dates, page.full_address), content_type=CALENDAR_TYPE)
    response["Content-Disposition"] = 'inline; filename="fellowship-dates.ics"'
    response["Cache-Control"] = "no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def active_protocols(request: HttpRequest) -> HttpResponseBase:
    """The version of the active protocols that is served now, while visitors can see a page that shows them."""
    shows_them = FellowshipTopicPage.objects.visible().filter(shows=FellowshipTopicPage.Shows.PROTOCOLS)
    version = current_version() if shows_them.exists() else None
    if version is None:
        raise Http404("There is no file of active protocols.")
    etag, changed = f'"{version.digest}"', int(version.current_since.timestamp())
    unchanged = get_conditional_response(request, etag=etag, last_modified=changed)
    response = file_of(version) if unchanged is None else unchanged
    response["ETag"], response["Last-Modified"] = etag, http_date(changed)
    response["Cache-Control"] = "no-cache"  # It may be replaced at any time, so a browser asks each time.
    return shut_in(response, POLICY)


def file_of(version: ProtocolFile) -> FileResponse:
    """One version of the file, shown in place. Whatever it was called as it came, it leaves with its one name."""
    try:
        stored = version.file.open("rb")
    except FileNotFoundError as error:
        raise Http404("The file is not in the storage.") from error
    return FileResponse(stored, filename=FILE_NAME, content_type=PDF_TYPE)
