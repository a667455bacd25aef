from django.db import models


class NightlyRun(models.Model):
    """A day whose nightly jobs were begun, so that none is done twice."""

    day = models.DateField(unique=True)
    begun_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.day)
