"""Settings that every environment shares, read from the environment. `.env.example` documents each name."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF, UNSAFE_INLINE

from .logs import configure_structlog, logging_config
from .sign_in import *
from .sign_in import hospital_sign_in

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# --- Who we are -------------------------------------------------------------------------------------------------

# Empty means unset: Django refuses to sign anything with it, and production refuses to start.
SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = False
PORT = env.int("PORT", default=8000)
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
SITE_IS_HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname or "127.0.0.1"])
ADMIN_PATH = env.str("ADMIN_PATH", default="admin/").strip("/") + "/"

# --- What is installed ------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "sarcoma_site.core",
    "sarcoma_site.accounts",
    "sarcoma_site.home",
    "people",
    "publications",
    "programs",
    "fellowship",
    # Wagtail. `wagtail.search` carries modelsearch's models itself: listing modelsearch too breaks the migrations.
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "sarcoma_site.accounts.wagtail_users.StaffAccountsConfig",  # wagtail.users, with our forms.
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_structlog",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # First what puts headers on every answer, whoever gives it: a page, a file, an error, a health check.
    "django.middleware.security.SecurityMiddleware",
    "sarcoma_site.core.headers.ContentSecurityPolicyMiddleware",
    "sarcoma_site.core.headers.OtherPoliciesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sarcoma_site.core.refusals.RefusalMiddleware",
    "sarcoma_site.core.health.HealthMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # BREACH needs a secret in a compressed page. A page without a form holds none; the token of a page with a form is
    # masked anew on each response, and Django's middleware adds random bytes to every compressed body ("Heal the
    # BREACH"). So HTML is compressed here: whitenoise compresses only static files.
    "django.middleware.gzip.GZipMiddleware",
    "sarcoma_site.core.request_log.RequestLogMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sarcoma_site.accounts.middleware.FullSignInMiddleware",
    "sarcoma_site.core.closed_doors.ClosedDoorsMiddleware",
    "sarcoma_site.core.section_staff.SectionStaffMiddleware",
    "sarcoma_site.core.site_middleware.SiteFrameMiddleware",
    "sarcoma_site.core.page_links.PageLinksMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "sarcoma_site.urls"
WSGI_APPLICATION = "sarcoma_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sarcoma_site.core.context_processors.site_frame",
            ],
        },
    },
]

# --- Data -------------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Readers go on while one writer works; a writer takes its lock at once, instead of failing half way, and waits.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A database that is gone must not hold every thread: /readyz and the error page answer within seconds.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": env.cache_url("REDIS_URL", default="locmemcache://"),
    # Renditions' addresses are asked for on every page with a picture.
    "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "renditions"},
}

# How old the navigation, notices and settings around a page may be, in another process than the one that changed them.
SITE_FRAME_SECONDS = 1

# Wagtail's own jobs (search and reference index) run at once, inside the request. Only a task of ours that names
# `backend="jobs"` goes to the database, where `manage.py run_worker` finds it.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "jobs": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

EMAIL_CONFIG = env.email_url("EMAIL_URL", default=f"filemail:///{VAR_DIR / 'mail'}")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"website@{urlsplit(SITE_URL).hostname}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)  # Seconds; a mail server that hangs must not hold the worker.

# --- Messages to the fellowship -----------------------------------------------------------------------------------

# Days after which a message is deleted, counted from when it came, by where it stands. A hold makes an exception.
ENQUIRY_KEEP_DAYS = {
    state: max(1, env.int(f"ENQUIRY_KEEP_DAYS_{state.upper()}", default=days))
    for state, days in {"new": 90, "answered": 90, "archived": 90, "spam": 14}.items()
}
# How much may be sent: by one address, by everybody, and how many receipts one mailbox gets.
ENQUIRIES_AN_HOUR_FROM_ONE_ADDRESS = env.int("ENQUIRIES_AN_HOUR_FROM_ONE_ADDRESS", default=5)
ENQUIRIES_A_DAY = env.int("ENQUIRIES_A_DAY", default=100)
ENQUIRY_RECEIPTS_A_DAY = env.int("ENQUIRY_RECEIPTS_A_DAY", default=3)

# --- Other people's servers ---------------------------------------------------------------------------------------

# Where publications are looked up. A local server stands in for both in tests.
NCBI_EUTILS_URL = env.str("NCBI_EUTILS_URL", default="https://eutils.ncbi.nlm.nih.gov/entrez/eutils").rstrip("/")
NCBI_API_KEY = env.str("NCBI_API_KEY", default="")  # Ten requests a second instead of three.
NCBI_EMAIL = env.str("NCBI_EMAIL", default="")  # Whom NCBI and Crossref write to before they block us.
CROSSREF_URL = env.str("CROSSREF_URL", default="https://api.crossref.org").rstrip("/")

# --- Files ------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "sarcoma_site" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "sarcoma_site.core.storage.JoinedStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600  # Names with a hash are served for ever; this is for the few without.
WHITENOISE_ALLOW_ALL_ORIGINS = False  # No other site needs our files.
FILE_UPLOAD_PERMISSIONS = 0o644
FILE_UPLOAD_HANDLERS = [
    "sarcoma_site.core.uploads.request_size.RefuseGiants",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MOST_BYTES = 110 * 1024 * 1024  # The largest is a file of publications, of 100 MB.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # The editor's form of a long page has thousands of fields.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
VISITORS_REQUEST_MOST_BYTES = 256 * 1024  # A visitor sends words only; what the CMS may be sent is above.

# --- People who log in ------------------------------------------------------------------------------------------

SOCIALACCOUNT_PROVIDERS, SIGN_IN_FORM_ORIGINS = hospital_sign_in(env)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SITE_IS_HTTPS  # Browsers allow passkeys without HTTPS on localhost only.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=["127.0.0.1", "::1"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# --- Security headers -------------------------------------------------------------------------------------------

X_FRAME_OPTIONS = "DENY"
# A site that a link leads to learns nothing about where the reader comes from: the address may name an illness.
# Django's own forms still see where they were sent from.
SECURE_REFERRER_POLICY = "same-origin"
CROSS_ORIGIN_RESOURCE_POLICY = "same-origin"  # No other site shows our files.
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = SITE_IS_HTTPS
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]  # A load balancer asks without TLS.
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if SITE_IS_HTTPS else 0
# The hospital's other hosts are not ours to promise for, so neither subdomains (W005) nor the preload list (W021).
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# A browser takes a cookie of this name only with Secure, for the whole of this host and from no other one. A visitor
# gets none but the CSRF cookie of a page with a form; messages travel in the session, which only staff have.
_HOST_PREFIX = "__Host-" if SITE_IS_HTTPS else ""
SESSION_COOKIE_NAME = f"{_HOST_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{_HOST_PREFIX}csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_IS_HTTPS
CSRF_COOKIE_HTTPONLY = True  # Wagtail reads the token from the page.
# Not "Strict": whoever comes back from the hospital's sign-in, or from a link in a mail, would seem signed out.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# What a visitor's page may do: load its own files, nothing inline, nothing framed.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "frame-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "upgrade-insecure-requests": SITE_IS_HTTPS,
    },
}
# Signing in: a visitor's policy, but the form may lead on to the hospital's identity provider.
SIGN_IN_CONTENT_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "form-action": [SELF, *SIGN_IN_FORM_ORIGINS],
}
# What the editor needs beyond that, each with its reason. Its scripts come from files only (core/admin_starters.py).
# No `require-trusted-types-for`: jQuery, Draft.js and telepath put plain strings into pages.
ADMIN_CONTENT_SECURITY_POLICY = {
    "default-src": [SELF],
    "style-src": [SELF, UNSAFE_INLINE],  # The rich-text field writes a style element for each block.
    "img-src": [SELF, "data:", "blob:"],  # The menu of suggested tags; a picture shown before it is uploaded.
    "object-src": [NONE],
    "frame-src": [SELF],  # The preview panel shows the page in a frame.
    "base-uri": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "upgrade-insecure-requests": SITE_IS_HTTPS,
}
# A page shown inside that preview panel: a visitor's policy, but framed by the editor.
PREVIEW_CONTENT_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "frame-ancestors": [SELF],
}
PERMISSIONS_POLICY = (
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), "
    "microphone=(), midi=(), payment=(), serial=(), usb=()"
)

CSRF_FAILURE_VIEW = "sarcoma_site.core.refusals.csrf_failure"

# --- Words, time, logs ------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-us"
TIME_ZONE = "America/New_York"
USE_I18N = True
USE_TZ = True

configure_structlog()
LOGGING = logging_config(as_json=True)
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_USER_ID_FIELD = ""  # Who changed what stands in Wagtail's own history, not in the log files.
# Whoever knows the rest of such an address may read what is there, so the rest is in no log.
PATHS_BEFORE_SECRETS = ["/fellowship/rotations/fellow/"]
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = 10  # "request_started" carries the user agent: below what is written.

# --- Wagtail ----------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Sarcoma department"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# Sign-in, passwords and addresses are allauth's and an administrator's, never Wagtail's own forms.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
# A password that many share is nobody's, and Wagtail keeps it readable: private means signed in, or of a group.
WAGTAIL_PRIVATE_PAGE_OPTIONS = WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 5
WAGTAILADMIN_PAGE_SEARCH_FILTER_BY_PERMISSIONS = True

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILEMBEDS_FINDERS = []  # Nothing is ever loaded from somebody else's server.

WAGTAILIMAGES_IMAGE_MODEL = "core.SiteImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "sarcoma_site.core.image_forms.SiteImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]  # No SVG: it can carry a script.
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000

WAGTAILDOCS_DOCUMENT_MODEL = "core.SiteDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "sarcoma_site.core.document_forms.SiteDocumentForm"
WAGTAILDOCS_EXTENSIONS = ["docx", "pdf", "pptx", "txt", "vtt", "xlsx"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # So that a private document stays private.
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf"]

# The two kinds of rich text. Headings come from section blocks, pictures from image blocks, never from here.
RICH_TEXT_PHRASE = ["bold", "italic", "link"]
RICH_TEXT_PROSE = ["bold", "italic", "link", "document-link", "ol", "ul"]
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": RICH_TEXT_PROSE},
    },
    "phrase": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": RICH_TEXT_PHRASE},
    },
}
