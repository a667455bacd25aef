"""Which site a request is for, without asking the database each time."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .site_frame import current_frame, one_frame_a_request


class SiteFrameMiddleware:
    """Hands the held site record to Wagtail, which else looks it up by host for every request.

    There is one site. Hosts are checked by `ALLOWED_HOSTS` before anything is served.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with one_frame_a_request():
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        """Only a view needs it: a file or a health check costs no look-up."""
        site = current_frame().site
        if site is not None:
            request._wagtail_site = site
