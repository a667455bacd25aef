from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    """The literature: records, citations and lists."""

    name = "publications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import search_rows, signals  # noqa: F401  (they connect themselves, which needs loaded models)
