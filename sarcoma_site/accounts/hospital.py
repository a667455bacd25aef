"""Signing in at the hospital's identity provider (OpenID Connect). Allauth does it; here are its troubles in words."""

import functools
from collections.abc import Callable

import requests
import structlog
from allauth.socialaccount.providers.openid_connect import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = structlog.get_logger(__name__)


def with_troubles_in_words(view: Callable) -> Callable:
    """A provider that is down, or answers nonsense, is no fault of ours: say so, with the way to a password."""

    @functools.wraps(view)
    def wrapped(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except (requests.RequestException, ValueError, LookupError, TypeError, AttributeError) as error:
            log.warning("hospital_sign_in_failed", reason=type(error).__name__)
            return render(request, "socialaccount/authentication_error.html", status=502)

    return wrapped


login = with_troubles_in_words(views.login)
callback = with_troubles_in_words(views.callback)
