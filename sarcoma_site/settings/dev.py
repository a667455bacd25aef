"""For people who change the code: errors shown in the browser, stylesheets loaded one by one."""

from .base import *
from .base import SECRET_KEY, STORAGES, VAR_DIR, WAGTAILADMIN_BASE_URL, logging_config
from .secret_key import read_or_create_secret_key

VAR_DIR.mkdir(exist_ok=True)

DEBUG = True
SECRET_KEY = SECRET_KEY or read_or_create_secret_key(VAR_DIR / "secret_key")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "sessionid", "csrftoken"  # `__Host-` needs HTTPS.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
LOGGING = logging_config(as_json=False)
