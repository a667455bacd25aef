"""Wagtail's screens for accounts, with our forms."""

from wagtail.users.apps import WagtailUsersAppConfig


class StaffAccountsConfig(WagtailUsersAppConfig):
    user_viewset = "sarcoma_site.accounts.viewsets.StaffViewSet"
