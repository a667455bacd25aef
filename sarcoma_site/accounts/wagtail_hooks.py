"""What the CMS shows of signing in."""

from collections.abc import Iterator

from django import forms
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.views.account import BaseSettingsPanel
from wagtail.admin.widgets.button import Button

from .second_step import has_second_step, needs_second_step
from .views import SignInHelpView


class SignInPanel(BaseSettingsPanel):
    """On one's own account's page: the ways to password, second step and sessions."""

    name = "sign_in"
    title = "Signing in"
    order = 150
    template_name = "admin/sign_in_panel.html"
    form_class = forms.Form

    def get_form(self) -> forms.Form:
        return forms.Form()

    def get_context_data(self) -> dict:
        return {
            "form": self.get_form(),
            "has_password": self.user.has_usable_password(),
            "has_second_step": has_second_step(self.user),
            "needs_second_step": needs_second_step(self.user),
        }


@hooks.register("register_account_settings_panel")
def sign_in_panel(request: HttpRequest, user, profile) -> SignInPanel:
    return SignInPanel(request, user, profile)


@hooks.register("register_admin_urls")
def sign_in_help_address() -> list[URLPattern]:
    return [path("users/<int:pk>/sign-in/", SignInHelpView.as_view(), name="staff_sign_in_help")]


@hooks.register("register_user_listing_buttons")
def sign_in_help_button(user, request_user) -> Iterator[Button]:
    """In the list of users, beside "Edit"."""
    if request_user.has_perm("core.change_user") and (request_user.is_superuser or not user.is_superuser):
        url = reverse("staff_sign_in_help", args=[user.pk])
        yield Button("Help with signing in", url, icon_name="key", priority=20)
