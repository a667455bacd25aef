from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """How staff sign in, and with how much proof."""

    name = "sarcoma_site.accounts"
    label = "staff_accounts"
    verbose_name = "Staff accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.admin.views.account import AvatarSettingsPanel

        from sarcoma_site.core.nightly import nightly

        from . import signals  # noqa: F401  (it registers itself)
        from .lockout import forget_old_failures
        from .sessions import forget_ended_sessions

        # Staff need no picture of themselves here, and Wagtail's form would take any file for one.
        AvatarSettingsPanel.is_active = lambda panel: False
        nightly.connect(forget_old_failures, dispatch_uid="forget-old-failures")
        nightly.connect(forget_ended_sessions, dispatch_uid="forget-ended-sessions")
