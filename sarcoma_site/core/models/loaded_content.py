from django.db import models


class LoadedContent(models.Model):
    """What `load_content` wrote last for one record, so that it can tell an edit by staff from its own work."""

    key = models.CharField(max_length=255, unique=True, help_text="The record’s address or collection and slug.")
    file_digest = models.CharField(max_length=64, help_text="SHA-256 of what the file said.")
    state_digest = models.CharField(max_length=64, help_text="SHA-256 of the record as it was left.")
    object_id = models.CharField(max_length=40)

    class Meta:
        verbose_name_plural = "loaded content"

    def __str__(self) -> str:
        return self.key
