from django.db import models

from .publication import PublicationPage


class PublicationSource(models.Model):
    """What a record's source last said of it, so that an edit by a person can be told from the source's own words.

    It stands beside the page and not on it: no editor writes it, and an older revision must not bring it back.
    """

    publication = models.OneToOneField(
        PublicationPage, primary_key=True, on_delete=models.CASCADE, related_name="source"
    )
    item = models.JSONField(default=dict, help_text="A CSL-JSON item.")
    said_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"The source of {self.publication_id}"
