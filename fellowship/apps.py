from django.apps import AppConfig


class FellowshipConfig(AppConfig):
    """The Musculoskeletal Oncology Fellowship."""

    name = "fellowship"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # They connect themselves, which needs loaded models.
        from . import consent_signals, published_schedules  # noqa: F401
