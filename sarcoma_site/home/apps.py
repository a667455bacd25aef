from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The home page, pages that belong to no section, and search."""

    name = "sarcoma_site.home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.core import checks

        from .going_live import check_going_live

        checks.register(check_going_live, deploy=True)
