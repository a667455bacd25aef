"""Members of staff who sign in for themselves, with what they type."""

import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

PASSWORD = "violet anchor teaspoon Marble"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def member(group: str = "", name: str = "somebody", **fields):
    """A member of staff with a password of their own and an e-mail address."""
    user = get_user_model()(username=name, email=f"{name}@example.org", **fields)
    user.set_password(PASSWORD)
    user.save()
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def with_app(user) -> None:
    """Give the user an authenticator app that knows SECRET."""
    TOTP.activate(user, SECRET)


def with_recovery_codes(user) -> list[str]:
    return RecoveryCodes.activate(user).get_unused_codes()


def code_now(secret: str = SECRET) -> str:
    """What an authenticator app shows at this moment (RFC 6238)."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def try_to_sign_in(client: Client, name: str, password: str = PASSWORD, **extra):
    """Send the sign-in form."""
    return client.post(reverse("account_login"), {"login": name, "password": password}, **extra)


def is_in(client: Client) -> bool:
    """Whether the CMS opens."""
    return client.get(reverse("wagtailadmin_home")).status_code == 200
