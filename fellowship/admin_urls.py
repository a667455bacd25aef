"""Screens of the CMS that only the fellowship has, below `fellowship/`."""

from django.urls import URLPattern, path

from .admin_views import conference_dates, conference_week

urlpatterns: list[URLPattern] = [
    path("conferences/", conference_week.ConferenceWeekView.as_view(), name="conference_week"),
    path("conferences/<int:pk>/cancel/", conference_dates.CancelView.as_view(), name="conference_cancel"),
    path("conferences/<int:pk>/move/", conference_dates.MoveView.as_view(), name="conference_move"),
    path("conferences/<int:pk>/extra/", conference_dates.ExtraView.as_view(), name="conference_extra"),
    path("conferences/<int:pk>/take-back/", conference_dates.TakeBackView.as_view(), name="conference_take_back"),
]
