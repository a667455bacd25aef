from django.apps import AppConfig


class FellowshipConfig(AppConfig):
    """The Musculoskeletal Oncology Fellowship."""

    name = "fellowship"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import published_schedules  # noqa: F401  (it connects itself, which needs loaded models)
