"""What differs from django-allauth's ways: nobody signs up, and links are built from SITE_URL."""

from base64 import b32encode, urlsafe_b64encode
from hashlib import sha256
from secrets import token_bytes

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from sarcoma_site.core.client_address import hashed_address

from .tasks import tell_about_change

log = structlog.get_logger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Passwords and mail."""

    _WRONG = "This name and password do not go together. Check both: capital letters count in the password."
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _WRONG,
        "email_password_mismatch": _WRONG,
        "incorrect_password": "This is not your password.",
        "enter_current_password": "Type the password that you use now.",
        "too_many_login_attempts": "There were too many wrong tries. Wait half an hour, or ask an administrator.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Administrators make accounts."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return hashed_address(request)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in the mail. Never built from what a request says of its host."""
        user, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": user, "key": token})
        return f"{settings.SITE_URL}{path}"

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Render and send, in the worker, where there is no request."""
        self.render_mail(template_prefix, email, {**context, "site_url": settings.SITE_URL}).send()

    def send_notification_mail(self, template_prefix: str, user, context=None, email=None) -> None:
        """Tell somebody that their password or second step was changed; a mail server that is down stops no change."""
        if user.email:
            tell_about_change.enqueue(template_prefix, user.pk, timezone.now().isoformat())


class SecondStepAdapter(DefaultMFAAdapter):
    """Authenticator apps, passkeys and recovery codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code is not right. Each works once, and only for a short time: type the newest.",
    }

    def generate_authenticator_name(self, user, kind) -> str:
        """What a new passkey is called until its owner names it."""
        return f"Passkey {Authenticator.objects.filter(user=user, type=kind).count() + 1}"

    def encrypt(self, text: str) -> str:
        """A copy of the database alone gives nobody a second step."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # SECRET_KEY was changed without keeping the old one. A secret that nobody knows fits no code.
            log.error("second_step_unreadable")
            return b32encode(token_bytes(20)).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Whom a passkey is for: the host of SITE_URL, or localhost while one tries the site there."""
        entity = super().get_public_key_credential_rp_entity()
        return {**entity, "name": settings.MFA_TOTP_ISSUER}


def _cipher() -> MultiFernet:
    """The first key writes; the older ones of a change of SECRET_KEY still read."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(f"second step {key}".encode()).digest())) for key in keys])


class HospitalAdapter(DefaultSocialAccountAdapter):
    """Signing in with an account of the hospital."""

    def pre_social_login(self, request: HttpRequest, sociallogin) -> None:
        """Somebody comes for the first time: theirs is the account with the address that the hospital has verified."""
        if not sociallogin.is_existing:
            verified = [address.email for address in sociallogin.email_addresses if address.verified is True]
            users = get_user_model().objects.filter(email__iexact=verified[0], is_active=True) if verified else []
            if len(users) == 1:
                sociallogin.connect(request, users[0])
        if sociallogin.is_existing and sociallogin.user.must_change_password:
            self._end_first_password(sociallogin.user)

    def _end_first_password(self, user) -> None:
        """Whoever needs no password of this site shall not keep one that somebody else chose."""
        user.set_unusable_password()
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])

    def is_open_for_signup(self, request: HttpRequest, sociallogin) -> bool:
        """Whom we do not know by the verified address gets no account by coming from there."""
        return False
