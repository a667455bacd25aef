"""Addresses of publications that end in a file name: exports and the feed. They take the filters of the list."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from sarcoma_site.core.query_parameters import slug_parameter
from sarcoma_site.core.site_frame import current_frame

from .exporting import FORMATS, items_of
from .feeds import changed_at, feed_of, list_address, newest_here
from .models import PublicationPage
from .reading_list import ReadingList
from .selection import Selection

_LONGEST_FILE_NAME = 80


@require_safe
def export(request: HttpRequest, extension: str) -> StreamingHttpResponse:
    """The records of a selection, or the one that `?paper=` or `?pmid=` names, as a file to take along."""
    form = FORMATS[extension]
    selection = Selection.of(request)
    records = ReadingList(PublicationPage, selection).records()
    one = _one_asked_for(request)
    if one is not None:
        records = records.filter(**one)
        if not records.exists():
            raise Http404("no such publication")
    response = StreamingHttpResponse(form.file(items_of(records)), content_type=form.content_type)
    name = "-".join(["publications", *(one or selection.active).values()])
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name)[:_LONGEST_FILE_NAME]
    response["Content-Disposition"] = f'attachment; filename="{plain.strip("-")}.{extension}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _one_asked_for(request: HttpRequest) -> dict | None:
    """The look-up of one record, if an address asks for one; one that cannot be is not found."""
    for parameter, column in (("paper", "slug"), ("pmid", "pmid")):
        if request.GET.get(parameter):
            value = slug_parameter(request, parameter)
            if not value:
                raise Http404("no such publication")
            return {column: value}
    return None


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The records of a selection that came here last, for feed readers."""
    selection = Selection.of(request)
    reading_list = ReadingList(PublicationPage, selection)
    publications = newest_here(reading_list.records().visible())
    names = [chip.name for chip in reading_list.chips("")] if selection.active else []
    department = current_frame().settings.department_name or settings.WAGTAIL_SITE_NAME
    written = feed_of(
        publications,
        title=" – ".join([f"Publications of the {department}", *names]),
        subtitle="Records as they come to the department’s list of publications.",
        list_address=list_address(selection),
        address=selection.address(settings.SITE_URL + reverse("publications:feed")),
    )
    response = HttpResponse(written.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    if publications:
        response["Last-Modified"] = http_date(max(map(changed_at, publications)).timestamp())
    return response
