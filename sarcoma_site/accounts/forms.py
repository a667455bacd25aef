"""The forms of signing in that differ from django-allauth's."""

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm, ResetPasswordKeyForm
from allauth.account.forms import ResetPasswordForm as AllauthResetPasswordForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from .lockout import count_failure, is_locked_out
from .tasks import send_password_resets


class ResetPasswordForm(AllauthResetPasswordForm):
    """Asks for a link by mail. The worker writes it, so that a known address takes no longer than an unknown one."""

    def save(self, request: HttpRequest, **kwargs) -> str:
        send_password_resets.enqueue([user.pk for user in self.users])
        return self.cleaned_data["email"]


class _OneTimeCode:
    """A code counts once, and a wrong one counts as a wrong try, in the database."""

    def clean_code(self) -> str:
        if is_locked_out(context.request, self.user):
            raise get_account_adapter().validation_error("too_many_login_attempts")
        try:
            code = super().clean_code()
        except ValidationError as error:
            if error.code == "incorrect_code":
                count_failure(context.request, self.user)
            raise
        self._use_up(code)
        return code

    def _use_up(self, code: str) -> None:
        """Allauth remembers used codes in the cache, which two processes may not share (RFC 6238, section 5.2)."""
        if self.authenticator.type != Authenticator.Type.TOTP:
            return
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().get(pk=self.authenticator.pk)
            if row.data.get("last_code") == code:
                raise get_adapter().validation_error("incorrect_code")
            row.data["last_code"] = code
            row.save(update_fields=["data"])


class SecondStepForm(_OneTimeCode, AuthenticateForm):
    """The code that follows a password."""


class SecondStepAgainForm(_OneTimeCode, ReauthenticateForm):
    """The code that comes before a change of the sign-in itself."""


class SignInForm(LoginForm):
    """Name and password. Password managers fill it, and one may paste (WCAG 2.2, 3.3.8)."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "User name or e-mail address"
        self.fields["login"].max_length = 254
        self.fields["login"].widget.attrs.update(autocomplete="username", autocapitalize="none", spellcheck="false")
        self.fields["password"].help_text = ""


class _NewPassword:
    """Asks for a new password twice. What it must be like is said once, below the fields."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        labels = {"oldpassword": "The password you use now", "password1": "New password", "password2": "Once more"}
        for name, field in self.fields.items():
            field.label, field.help_text = labels[name], ""


class ChangePasswordForm(_NewPassword, AllauthChangePasswordForm):
    """A new password for whoever is signed in."""

    def clean_password1(self) -> str:
        password = self.cleaned_data["password1"]
        if self.user.check_password(password):
            raise ValidationError("This is the password that you use now. Choose another.", code="same")
        return password


class PasswordFromMailForm(_NewPassword, ResetPasswordKeyForm):
    """A new password with the link from a mail."""


class PasskeyForm(AddWebAuthnForm):
    """A new passkey."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "A name by which you know it"
        self.fields["name"].max_length = 100
        self.fields["passwordless"].label = "Sign in with it alone, without a password"
        self.fields["passwordless"].help_text = "The device then asks for your fingerprint, your face or its PIN."
        self.fields["passwordless"].initial = True
