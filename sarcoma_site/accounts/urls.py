"""The addresses of signing in, below that of the CMS. Of allauth's, sign-up, addresses and codes by mail are left out.

They stand before Wagtail's, whose own sign-in and reset views so cannot be reached: they know no second step.
"""

from allauth.account import views as account
from allauth.usersessions import views as sessions
from django.contrib.auth.decorators import login_required
from django.urls import include, path, re_path
from django.views.generic import RedirectView, TemplateView

from . import hospital

to_account = login_required(RedirectView.as_view(pattern_name="wagtailadmin_account"))
to_reset = RedirectView.as_view(pattern_name="account_reset_password", query_string=False)

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("password_reset/", account.password_reset, name="account_reset_password"),
    path("password_reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password_reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[0-9A-Za-z-]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password_reset/complete/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    # A link of Wagtail's own reset, which sets a password and signs in with it alone.
    re_path(r"^password_reset/confirm/.*$", lambda request: to_reset(request)),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/password/", account.password_change, name="account_change_password"),
    # Whoever comes with the hospital's account has no password here, and needs none.
    path("account/password/none/", to_account, name="account_set_password"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/second-step/", include("allauth.mfa.urls")),
    path("account/sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("account/oidc/<str:provider_id>/login/", hospital.login, name="openid_connect_login"),
    path("account/oidc/<str:provider_id>/login/callback/", hospital.callback, name="openid_connect_callback"),
    path(
        "account/hospital/cancelled/",
        TemplateView.as_view(template_name="socialaccount/login_cancelled.html"),
        name="socialaccount_login_cancelled",
    ),
]
