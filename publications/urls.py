"""Addresses of publications that end in a file name; the list and its papers are Wagtail pages."""

from django.urls import path, register_converter

from . import views
from .exporting import FORMATS


class ExportExtension:
    """The file ending of a format that we write."""

    regex = "|".join(FORMATS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ExportExtension, "export_extension")

app_name = "publications"
urlpatterns = [
    path("export.<export_extension:extension>", views.export, name="export"),
    path("feed.atom", views.feed, name="feed"),
]
