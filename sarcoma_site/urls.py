"""Which address leads where. Addresses that end in a file name never reach Wagtail, so they stand here."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import views as wagtail_views
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.urls import serve_pattern

from sarcoma_site.accounts import urls as account_urls
from sarcoma_site.core import media
from sarcoma_site.home import views

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("media/images/<path:name>", media.serve_rendition, name="rendition"),
    path("publications/", include("publications.urls")),
    path("fellowship/", include("fellowship.urls")),
    # Under the address and the name that Wagtail writes into pages.
    re_path(r"^documents/(\d{1,18})/([^/]*)$", media.serve_document, name="wagtaildocs_serve"),
    path(settings.ADMIN_PATH, include(account_urls)),
    path(settings.ADMIN_PATH, include(wagtailadmin_urls)),
    # Wagtail sends whoever asks for a private page to this name. Its own view knows no second step.
    path(
        "_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="wagtailcore_login"
    ),
    # Everything else is a page. This stays last.
    re_path(serve_pattern, wagtail_views.serve, name="wagtail_serve"),
]
handler400 = "sarcoma_site.core.refusals.bad_request"
handler403 = "sarcoma_site.core.refusals.permission_denied"

if settings.DEBUG:
    urlpatterns.insert(0, path("styleguide/", views.styleguide, name="styleguide"))
