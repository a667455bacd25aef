"""For visitors. Refuses to start without a secret key."""

from django.core.exceptions import ImproperlyConfigured

from .base import *
from .base import SECRET_KEY

if len(SECRET_KEY) < 40:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set, or is shorter than 40 characters. Put a long random text into the environment or "
        "into .env, for example: python3 -c 'import secrets; print(secrets.token_urlsafe(60))'"
    )
