"""The conferences as calendars to subscribe to: all, one, or those of one hospital."""

import datetime
import hashlib

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from .conference_calendar import calendar_of
from .models import ConferencePage, PublishedSchedule, RotationPage
from .published_schedules import as_published

CONTENT_TYPE = "text/calendar; charset=utf-8"


@require_safe
def all_conferences(request: HttpRequest) -> HttpResponse:
    """Every conference that has an hour."""
    return _feed(request, ConferencePage.objects.with_dates(), "Fellowship conferences", "conferences")


@require_safe
def one_conference(request: HttpRequest, slug: str) -> HttpResponse:
    """One conference; empty while it has no hour, so that whoever subscribed stays subscribed."""
    pages = list(ConferencePage.objects.with_dates().filter(slug=slug)[:1])
    if not pages:
        raise Http404("no such conference")
    return _feed(request, pages, pages[0].title, slug)


@require_safe
def conferences_at(request: HttpRequest, slug: str) -> HttpResponse:
    """The conferences in which the fellows of one hospital take part."""
    site = RotationPage.objects.visible().filter(slug=slug).first()
    if site is None:
        raise Http404("no such hospital")
    pages = ConferencePage.objects.with_dates().at_site(site)
    return _feed(request, pages, f"Fellowship conferences at {site.short_name}", f"conferences-{slug}")


def _feed(request: HttpRequest, pages, name: str, file_name: str) -> HttpResponse:
    content = calendar_of(as_published(pages), name).to_ical()
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    # Of all conferences, also those that left: else nobody would ask again for a calendar that has one less.
    changed_at: datetime.datetime | None = PublishedSchedule.objects.aggregate(last=Max("changed_at"))["last"]
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'inline; filename="{file_name}.ics"'
    response["X-Robots-Tag"] = "noindex"
    response["ETag"] = etag
    if changed_at is None:
        return get_conditional_response(request, etag=etag, response=response)
    seconds = int(changed_at.timestamp())
    response["Last-Modified"] = http_date(seconds)
    return get_conditional_response(request, etag=etag, last_modified=seconds, response=response)
