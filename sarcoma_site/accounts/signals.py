"""What happens beside a sign-in."""

from allauth.account.signals import authentication_step_completed, password_changed, password_reset
from allauth.account.signals import user_logged_in as signed_in
from allauth.mfa.signals import authenticator_added, authenticator_used
from allauth.usersessions.models import UserSession
from django.dispatch import receiver
from django.http import HttpRequest

from .second_step import SECOND_STEPS, remember_second_step


@receiver(authenticator_used)
def remember_that_it_was_used(request: HttpRequest, user, **_signal) -> None:
    """A code, a key or a recovery code was right."""
    remember_second_step(request.session, user)


@receiver(authenticator_added)
def remember_that_it_was_added(request: HttpRequest, user, authenticator, **_signal) -> None:
    """Whoever sets up a second step has just shown that it works."""
    if authenticator.type in SECOND_STEPS:
        remember_second_step(request.session, user)


@receiver(signed_in)
def believe_the_hospital(request: HttpRequest, user, sociallogin=None, **_signal) -> None:
    """The hospital's identity provider may have asked for the second step itself, and says so (`amr`, RFC 8176)."""
    if sociallogin is None:
        return
    token = sociallogin.account.extra_data.get("id_token") or {}
    if "mfa" in (token.get("amr") or []):
        remember_second_step(request.session, user)


@receiver(authentication_step_completed)
def change_session_key(request: HttpRequest, user, reauthenticated: bool = False, **_signal) -> None:
    """Whoever proves once more who they are goes on under a new key, as after signing in (OWASP ASVS 5.0, 7.2.4)."""
    if reauthenticated:
        before = request.session.session_key
        request.session.cycle_key()
        UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


@receiver([password_changed, password_reset])
def password_is_ones_own(user, **_signal) -> None:
    """A password that its owner chose need not be changed again."""
    if user.must_change_password:
        user.must_change_password = False
        user.save(update_fields=["must_change_password"])
