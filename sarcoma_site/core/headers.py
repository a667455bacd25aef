"""Headers that tell a browser what a page may do. The policies themselves are in `settings/base.py`."""

from collections.abc import Callable

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse

SIGN_IN_VIEWS = ("account_", "mfa_", "usersessions_", "openid_connect_", "socialaccount_")


def is_preview(request: HttpRequest) -> bool:
    """Wagtail runs a preview through the middleware with a made-up request for the page's public address."""
    return getattr(request, "is_preview", False)


def is_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith(f"/{settings.ADMIN_PATH}")


def is_sign_in(request: HttpRequest) -> bool:
    """The pages of signing in stand below the CMS, but are pages of ours, without its scripts."""
    match = request.resolver_match
    return bool(match and match.view_name) and match.view_name.startswith(SIGN_IN_VIEWS)


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy for everybody. Exceptions: the editor, a preview in it, and where a sign-in form may lead."""

    def get_policy_parts(self, request: HttpRequest, response: HttpResponse, report_only: bool = False) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if report_only:  # There is one policy, and it holds.
            return parts
        if is_preview(request):
            parts.config = settings.PREVIEW_CONTENT_SECURITY_POLICY
        elif is_sign_in(request):
            parts.config = settings.SIGN_IN_CONTENT_SECURITY_POLICY
        elif is_admin(request):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts


class OtherPoliciesMiddleware:
    """No page of ours needs a camera, a microphone or a position, and no other site needs our files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", settings.CROSS_ORIGIN_RESOURCE_POLICY)
        return response
