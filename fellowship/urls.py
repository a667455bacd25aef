"""Addresses of the fellowship that end in a file name, and so never reach Wagtail."""

from django.urls import URLPattern, path

from . import conference_feeds

urlpatterns: list[URLPattern] = [
    path("conferences/calendar.ics", conference_feeds.all_conferences, name="conferences_calendar"),
    path("conferences/at/<slug:slug>/calendar.ics", conference_feeds.conferences_at, name="site_conferences_calendar"),
    path("conferences/<slug:slug>/calendar.ics", conference_feeds.one_conference, name="conference_calendar"),
]
