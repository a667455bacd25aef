"""How staff sign in: passwords, second steps, lock-out, and the hospital's identity provider."""

from datetime import timedelta
from urllib.parse import urlsplit

import environ

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # First: whoever is locked out is not asked for a password at all.
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=2).total_seconds())
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())

# --- django-allauth: the one way in -----------------------------------------------------------------------------

ACCOUNT_ADAPTER = "sarcoma_site.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # Nobody signs up (see the adapter); allauth asks all the same.
ACCOUNT_EMAIL_VERIFICATION = "none"  # An administrator enters the addresses of staff.
ACCOUNT_SESSION_REMEMBER = False  # At a shared computer, closing the browser ends it; twelve hours do in any case.
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # All other sessions end; the one that changed it goes on.
ACCOUNT_EMAIL_NOTIFICATIONS = True  # Whoever's password or second step changes is told.
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_REQUIRED = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = int(timedelta(minutes=5).total_seconds())
ACCOUNT_FORMS = {
    "login": "sarcoma_site.accounts.forms.SignInForm",
    "change_password": "sarcoma_site.accounts.forms.ChangePasswordForm",
    "reset_password": "sarcoma_site.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "sarcoma_site.accounts.forms.PasswordFromMailForm",
}
# Each process counts for itself, unless they share a cache. What must hold everywhere is counted by django-axes.
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,15/300s/key", "reset_password": "10/h/ip,3/h/key"}

MFA_ADAPTER = "sarcoma_site.accounts.adapters.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # A clock may be half a minute off (RFC 6238, section 5.2).
MFA_TOTP_ISSUER = "Sarcoma department"
MFA_FORMS = {
    "authenticate": "sarcoma_site.accounts.forms.SecondStepForm",
    "reauthenticate": "sarcoma_site.accounts.forms.SecondStepAgainForm",
    "add_webauthn": "sarcoma_site.accounts.forms.PasskeyForm",
}

SOCIALACCOUNT_ADAPTER = "sarcoma_site.accounts.adapters.HospitalAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # The adapter does it: allauth would take the account's password away.
SOCIALACCOUNT_LOGIN_ON_GET = False

USERSESSIONS_TRACK_ACTIVITY = False

# --- django-axes: too many wrong tries --------------------------------------------------------------------------

AXES_HANDLER = "sarcoma_site.accounts.lockout.LockoutHandler"
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_FAILURE_LIMIT = 5  # For one name. An address may have four times as many: a hospital has one for everybody.
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # Or whoever keeps trying keeps the owner out.
AXES_CLIENT_IP_CALLABLE = "sarcoma_site.core.client_address.hashed_address"
AXES_USERNAME_CALLABLE = "sarcoma_site.accounts.lockout.account_name"
AXES_LOCKOUT_CALLABLE = "sarcoma_site.accounts.lockout.locked_out"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_VERBOSE = False


def hospital_sign_in(env: environ.Env) -> tuple[dict, list[str]]:
    """Return the hospital's identity provider (OpenID Connect), if it is named, and where its sign-in form may lead."""
    server = env.str("OIDC_SERVER_URL", default="").rstrip("/")
    if not server:
        return {}, []
    app = {
        "provider_id": "hospital",
        "name": env.str("OIDC_NAME", default="your hospital account"),
        "client_id": env.str("OIDC_CLIENT_ID"),
        "secret": env.str("OIDC_CLIENT_SECRET"),
        "settings": {"server_url": server, "oauth_pkce_enabled": True},
    }
    # The button that leads there is a form, and browsers hold the whole way of a form to `form-action`.
    origins = [f"{urlsplit(server).scheme}://{urlsplit(server).netloc}", *env.list("OIDC_SIGN_IN_ORIGINS", default=[])]
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}, origins
