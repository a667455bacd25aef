from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    """What we treat and how."""

    name = "programs"
    default_auto_field = "django.db.models.BigAutoField"
