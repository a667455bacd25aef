"""One log line a request: method, path, status. Nothing that tells who asked, or what they searched for."""

from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware


class RequestLogMiddleware(RequestMiddleware):
    """Log each request without its query string: a search or a form may hold a name or a diagnosis."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {request.path}"
