from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """One record a person, however many hats."""

    name = "people"
    default_auto_field = "django.db.models.BigAutoField"
