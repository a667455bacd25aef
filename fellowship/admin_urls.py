"""Screens of the CMS that only the fellowship has, below `fellowship/`."""

from django.urls import URLPattern, path

from .admin_views import board, cases, conference_dates, conference_week, facts, planning, protocol_file
from .admin_views.enquiries import EnquiriesView
from .admin_views.enquiry import EnquiryView

urlpatterns: list[URLPattern] = [
    path("rotations/", board.YearsView.as_view(), name="fellowship_years"),
    path("rotations/plan/", planning.PlanView.as_view(), name="fellowship_plan_year"),
    path("rotations/<int:pk>/", board.BoardView.as_view(), name="fellowship_board"),
    path("rotations/<int:pk>/public/", board.PublicView.as_view(), name="fellowship_board_public"),
    path("rotations/<int:pk>/delete/", board.DeleteYearView.as_view(), name="fellowship_board_delete"),
    path("rotations/address/<int:pk>/", board.NewAddressView.as_view(), name="fellowship_new_address"),
    path("conferences/", conference_week.ConferenceWeekView.as_view(), name="conference_week"),
    path("conferences/<int:pk>/cancel/", conference_dates.CancelView.as_view(), name="conference_cancel"),
    path("conferences/<int:pk>/move/", conference_dates.MoveView.as_view(), name="conference_move"),
    path("conferences/<int:pk>/extra/", conference_dates.ExtraView.as_view(), name="conference_extra"),
    path("conferences/<int:pk>/take-back/", conference_dates.TakeBackView.as_view(), name="conference_take_back"),
    path("facts/", facts.FactsScreen.as_view(), name="fellowship_facts"),
    path("facts/<slug:item>/", facts.FactScreen.as_view(), name="fellowship_fact"),
    path("cases/", cases.CasesScreen.as_view(), name="fellowship_cases"),
    path("protocol-file/", protocol_file.ProtocolFileScreen.as_view(), name="fellowship_protocol_file"),
    path(
        "protocol-file/<int:pk>/",
        protocol_file.ProtocolFileVersionView.as_view(),
        name="fellowship_protocol_file_version",
    ),
    path("enquiries/", EnquiriesView.as_view(), name="enquiry_list"),
    path("enquiries/<int:pk>/", EnquiryView.as_view(), name="enquiry"),
]
