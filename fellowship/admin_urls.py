"""Screens of the CMS that only the fellowship has, below `fellowship/`."""

from django.urls import URLPattern, path

from .admin_views import cases, facts, protocol_file

urlpatterns: list[URLPattern] = [
    path("facts/", facts.FactsScreen.as_view(), name="fellowship_facts"),
    path("facts/<slug:item>/", facts.FactScreen.as_view(), name="fellowship_fact"),
    path("cases/", cases.CasesScreen.as_view(), name="fellowship_cases"),
    path("protocol-file/", protocol_file.ProtocolFileScreen.as_view(), name="fellowship_protocol_file"),
    path(
        "protocol-file/<int:pk>/",
        protocol_file.ProtocolFileVersionView.as_view(),
        name="fellowship_protocol_file_version",
    ),
]
