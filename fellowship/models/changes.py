from django.db import models
from django.utils import timezone


class CountsChanges(models.Model):
    """A record that calendars show. It counts its changes, so that they know what is newer (RFC 5545, 3.8.7.4)."""

    # The fields whose change a calendar has to hear of.
    told: tuple[str, ...] = ()

    changes = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        if self.pk is not None:
            before = type(self).objects.filter(pk=self.pk).values(*self.told, "changes").first()
            if before and any(before[name] != getattr(self, name) for name in self.told):
                self.changes = before["changes"] + 1
                self.changed_at = timezone.now()
        super().save(*args, **kwargs)
