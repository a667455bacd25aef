"""A half sign-in is no sign-in."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .second_step import has_second_step, needs_second_step, took_second_step

# What is open to somebody who still has to choose a password, and to somebody who still has to set up a second step.
SIGNING_OUT = {"account_logout", "wagtailadmin_logout"}
ALWAYS_OPEN = {"account_login", "wagtailadmin_sprite", *SIGNING_OUT}
PASSWORD_STEP = {"account_change_password"}
SECOND_STEP = {
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}


class FullSignInMiddleware:
    """Leads staff to what is missing of their sign-in; until then the site treats them as a visitor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.missing_step = None
        # Nobody's session is opened who brings none: a visitor's page depends on no cookie.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            request.missing_step = missing_step(request)
            if request.missing_step and not request.path.startswith(f"/{settings.ADMIN_PATH}"):
                request.user = AnonymousUser()
        response = self.get_response(request)
        if request.method == "POST" and request.resolver_match and request.resolver_match.view_name in SIGNING_OUT:
            # What the CMS kept in the browser goes with the session.
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def process_view(self, request: HttpRequest, view, args: list, kwargs: dict) -> HttpResponse | None:
        """Within the CMS, lead on."""
        step = request.missing_step
        if step is None or not request.path.startswith(f"/{settings.ADMIN_PATH}"):
            return None
        name = request.resolver_match.view_name
        if name in ALWAYS_OPEN or name in step:
            return None
        if step is PASSWORD_STEP:
            return redirect("account_change_password")
        if has_second_step(request.user):
            # There is one, and this session has not taken it: it came by a way that should not exist.
            logout(request)
            return redirect("account_login")
        return redirect("mfa_index")


def missing_step(request: HttpRequest) -> set[str] | None:
    """What is missing of the sign-in, as the names of the views that supply it."""
    if request.user.must_change_password:
        return PASSWORD_STEP
    if not took_second_step(request) and needs_second_step(request.user):
        return SECOND_STEP
    return None
