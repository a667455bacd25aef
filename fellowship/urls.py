"""Addresses of the fellowship that end in a file name, and so never reach Wagtail."""

from django.urls import URLPattern, path

from . import views
from .protocol_file import FILE_NAME

urlpatterns: list[URLPattern] = [
    path("dates/calendar.ics", views.dates_calendar, name="fellowship_dates_calendar"),
    path(f"protocols/{FILE_NAME}", views.active_protocols, name="fellowship_active_protocols"),
]
