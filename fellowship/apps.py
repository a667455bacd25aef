from django.apps import AppConfig


class FellowshipConfig(AppConfig):
    """The Musculoskeletal Oncology Fellowship."""

    name = "fellowship"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sarcoma_site.core.nightly import nightly

        # The first two connect themselves, which needs loaded models.
        from . import consent_signals, published_schedules  # noqa: F401
        from .retention import forget_old_enquiries

        nightly.connect(forget_old_enquiries, dispatch_uid="forget-old-enquiries")
