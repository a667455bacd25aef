"""For the test suite: production, with a fast hasher, mail kept in memory, and files in places of their own."""

import os
import secrets
import tempfile

# Before production is read: it refuses to start without a key, and TEST_DATABASE=sqlite overrules a DATABASE_URL.
os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(60))
if os.environ.get("TEST_DATABASE") == "sqlite":
    os.environ["DATABASE_URL"] = "sqlite:///:memory:"

from .production import *
from .production import DATABASES, VAR_DIR, logging_config

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SECURE_SSL_REDIRECT = False
MEDIA_ROOT = tempfile.mkdtemp(prefix="sarcoma-test-media-")
STATIC_ROOT = VAR_DIR / "test-static"
LOGGING = logging_config(as_json=False, level="ERROR")
SITE_FRAME_SECONDS = 0  # A test sees what it has just changed.
if template := os.environ.get("TEST_TEMPLATE"):
    DATABASES["default"]["TEST"] = {"TEMPLATE": template}  # Migrated once, copied by each worker.
