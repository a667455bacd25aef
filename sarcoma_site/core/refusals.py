"""What somebody reads whose request is refused: a page in our design that needs no database and tells no detail."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDictKeyError

logger = logging.getLogger(__name__)

MALFORMED = (MultiValueDictKeyError, ValidationError)
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def refusal(status: int, template: str | None = None) -> HttpResponse:
    """The page of a status, from `templates/<status>.html`."""
    return HttpResponse(render_to_string(template or f"{status}.html"), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django calls it for a request that cannot be read, or is larger than the settings allow."""
    return refusal(413 if isinstance(exception, TOO_MUCH) else 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django calls it for what the sender may not do."""
    return refusal(403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django calls it for a form without its token. The reason is in the log."""
    return refusal(403, "403_csrf.html")


def is_too_large(request: HttpRequest) -> bool:
    """Whether somebody outside of the CMS brings more than the settings allow."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    is_of_the_cms = request.path_info.startswith(f"/{settings.ADMIN_PATH}")
    return not is_of_the_cms and length.isdecimal() and int(length[:20]) > settings.VISITORS_REQUEST_MOST_BYTES


class RefusalMiddleware:
    """Gives words to what Django and Wagtail leave without: a wrong method, a form that lacks what it always has.

    It also turns away, before a byte of it is read, what is larger than anything that a visitor has to send.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = refusal(413) if is_too_large(request) else self.get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            response.content = render_to_string("405.html")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A form that Wagtail cannot read, because no browser sends such: no count of blocks, no number for a row."""
        if request.method != "POST" or not isinstance(exception, MALFORMED):
            return None
        logger.warning("malformed_form", exc_info=exception)
        return refusal(400)
