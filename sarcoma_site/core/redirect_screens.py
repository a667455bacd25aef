"""The list of redirects without its import. Redirects are added one by one.

Wagtail's import opens whatever spreadsheet it is given, of any size, and leaves it in the machine's temporary folder.
"""

from django.http import Http404, HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.widgets.button import Button
from wagtail.contrib.redirects.views import IndexView


class RedirectsWithoutImport(IndexView):
    """Wagtail's list, without the button that leads to the import."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [button for button in super().header_more_buttons if not button.url.endswith("/redirects/import/")]


def not_here(request: HttpRequest) -> None:
    raise Http404


def screens() -> list[URLPattern]:
    """To stand before Wagtail's own, at the same addresses."""
    return [
        path("redirects/", RedirectsWithoutImport.as_view(), name="redirects_without_import"),
        path("redirects/import/", not_here, name="no_import_of_redirects"),
        path("redirects/import/process/", not_here, name="no_import_of_redirects_either"),
    ]
