"""Addresses of the fellowship that end in a file name, and so never reach Wagtail."""

from django.urls import URLPattern, path, re_path

from . import conference_feeds, rotation_feeds, views
from .protocol_file import FILE_NAME

urlpatterns: list[URLPattern] = [
    path("rotations/calendar.ics", rotation_feeds.everybody, name="fellowship_rotations_calendar"),
    re_path(
        r"^rotations/fellow/(?P<key>[A-Za-z0-9_-]{1,64})\.ics$",
        rotation_feeds.one_fellow,
        name="fellowship_own_calendar",
    ),
    path("conferences/calendar.ics", conference_feeds.all_conferences, name="conferences_calendar"),
    path("conferences/at/<slug:slug>/calendar.ics", conference_feeds.conferences_at, name="site_conferences_calendar"),
    path("conferences/<slug:slug>/calendar.ics", conference_feeds.one_conference, name="conference_calendar"),
    path("dates/calendar.ics", views.dates_calendar, name="fellowship_dates_calendar"),
    path(f"protocols/{FILE_NAME}", views.active_protocols, name="fellowship_active_protocols"),
]
