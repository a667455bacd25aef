"""The second step of signing in: who needs one, and whether it was taken in this session.

The session remembers it by itself, in words of ours. So a way of signing in that forgets to ask for the second step,
in a library or in a view that somebody adds, lets nobody in who needs one.
"""

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from sarcoma_site.core.staff_groups import SECOND_STEP_GROUPS

# Recovery codes alone are no second step: they come with one.
SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

_SESSION_KEY = "second_step_taken_by"


def needs_second_step(user) -> bool:
    """Whether the user's role may do so much that a password is not enough. Anybody else may add one."""
    return user.is_superuser or user.groups.filter(name__in=SECOND_STEP_GROUPS).exists()


def has_second_step(user) -> bool:
    """Whether the user has set one up."""
    return Authenticator.objects.filter(user=user, type__in=SECOND_STEPS).exists()


def remember_second_step(session, user) -> None:
    """Note in the session that the user has proven more than a password."""
    session[_SESSION_KEY] = str(user.pk)


def took_second_step(request: HttpRequest) -> bool:
    """Whether whoever is signed in here has proven more than a password."""
    return request.session.get(_SESSION_KEY) == str(request.user.pk)


def remove_second_steps(user) -> int:
    """For somebody who has lost telephone, keys and recovery codes: remove all; return how many there were."""
    return Authenticator.objects.filter(user=user).delete()[0]
