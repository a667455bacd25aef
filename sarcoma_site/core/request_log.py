"""One log line a request: method, path, status. Nothing that tells who asked, or what they searched for."""

from django.conf import settings
from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware


class RequestLogMiddleware(RequestMiddleware):
    """Log each request without its query string: a search or a form may hold a name or a diagnosis.

    Nor with what makes an address secret, such as the key of a calendar.
    """

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        for beginning in settings.PATHS_BEFORE_SECRETS:
            if request.path.startswith(beginning):
                return f"{request.method} {beginning}…"
        return f"{request.method} {request.path}"
