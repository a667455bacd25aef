"""Too many wrong tries: who waits, for how long, and what of it is kept."""

import hashlib
import hmac

import structlog
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

# Behind a hospital's one address sit all its staff: as a whole they may be wrong this many times as often as one name.
ADDRESS_MAY_FAIL = 4

log = structlog.get_logger(__name__)


def account_name(request: HttpRequest | None, credentials: dict | None) -> str:
    """The name that tries are counted for: the account's, whether it was called by name or by e-mail address.

    What is nobody's name is kept only as a hash: people type their password into the wrong field.
    """
    credentials = credentials or {}
    typed = credentials.get("username") or credentials.get("email") or (request.POST.get("login") if request else "")
    typed = str(typed or "").strip().replace("\0", "")[:254].lower()
    user = (
        get_user_model().objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed)).first() if typed else None
    )
    return user.get_username() if user else "nobody:" + _hash(typed)


def _hash(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"account name {text}".encode(), hashlib.sha256).hexdigest()[:32]


class LockoutHandler(AxesDatabaseHandler):
    """Counts in the database, so that a restart forgives nothing, and keeps nothing about the browser or the form."""

    def get_failures(self, request: HttpRequest, credentials: dict | None = None) -> int:
        """The failures that count: those of the name, or a quarter of those of the address."""
        by_name, by_address = (
            attempts.aggregate(failures=Sum("failures_since_start"))["failures"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        return max(by_name, by_address // ADDRESS_MAY_FAIL)

    def user_login_failed(self, sender, credentials: dict, request: HttpRequest | None = None, **kwargs) -> None:
        if request is not None:
            request.axes_user_agent = request.axes_http_accept = ""
        super().user_login_failed(sender, credentials, request, **kwargs)
        if request is not None:
            AccessAttempt.objects.filter(ip_address=request.axes_ip_address).update(get_data="", post_data="")
            log.warning("sign_in_locked" if request.axes_locked_out else "sign_in_failed")


def is_locked_out(request: HttpRequest, user) -> bool:
    """Whether whoever claims to be this user has to wait."""
    return not AxesProxyHandler.is_allowed(request, {"username": user.get_username()})


def count_failure(request: HttpRequest, user) -> None:
    """Count a wrong code like a wrong password."""
    AxesProxyHandler.user_login_failed(
        sender=count_failure, credentials={"username": user.get_username()}, request=request
    )


def unlock(user) -> None:
    """Forgive a user's failures."""
    AccessAttempt.objects.filter(username=user.get_username()).delete()


def failures_of(user) -> int:
    """How often somebody was wrong in this user's name lately."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    attempts = AccessAttempt.objects.filter(username=user.get_username(), attempt_time__gte=since)
    return attempts.aggregate(failures=Sum("failures_since_start"))["failures"] or 0


def locked_out(request: HttpRequest, response: HttpResponse | None = None, credentials: dict | None = None):
    """What somebody sees who has to wait. Known and unknown names are treated alike."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "account/locked_out.html", {"minutes": minutes}, status=429)


def forget_old_failures(**_signal) -> None:
    """Each night: failures that count no more are deleted."""
    AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - settings.AXES_COOLOFF_TIME).delete()
