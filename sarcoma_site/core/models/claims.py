import datetime

from django.db import models
from django.db.models import Q
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index


class ClaimQuerySet(models.QuerySet):
    """Ways to ask for claims."""

    def expired(self, on: datetime.date) -> "ClaimQuerySet":
        """Claims whose last day lies before `on`."""
        return self.filter(expires__lt=on)


class Claim(index.Indexed, models.Model):
    """A figure or superlative that somebody states, written once, with who says so and as of when.

    Pages refer to it, so that a changed number changes everywhere and an expired one disappears everywhere.
    """

    slug = models.SlugField(unique=True, help_text="A short name for editors; it never shows on the site.")
    wording = models.CharField(max_length=300, help_text="The whole statement as a visitor reads it, with who says so.")
    value = models.CharField(max_length=60, blank=True, help_text="The figure alone, shown large: “90–95 %”.")
    said_by = models.CharField(max_length=120, help_text="Who states it, for example “the department”.")
    as_of = models.DateField(null=True, blank=True, help_text="The day on which it was true. Empty means not dated.")
    as_of_note = models.CharField(
        max_length=200, blank=True, help_text="Staff only: where it stands, and why there is no date."
    )
    expires = models.DateField(
        null=True, blank=True, help_text="The last day on which it is shown. Empty means until somebody removes it."
    )

    objects = ClaimQuerySet.as_manager()

    panels = [
        MultiFieldPanel([FieldPanel("wording"), FieldPanel("value"), FieldPanel("said_by")], "What is said"),
        MultiFieldPanel([FieldPanel("as_of"), FieldPanel("as_of_note"), FieldPanel("expires")], "How long it holds"),
        FieldPanel("slug"),
    ]

    search_fields = [index.SearchField("wording"), index.AutocompleteField("wording")]

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(as_of__isnull=True) | Q(expires__isnull=True) | Q(expires__gte=models.F("as_of")),
                name="claim_expires_after_it_began",
                violation_error_message="The last day lies before the day on which the statement was true.",
            )
        ]

    def __str__(self) -> str:
        return self.wording

    def is_current(self, on: datetime.date) -> bool:
        """Whether it may be shown on the day `on`."""
        return self.expires is None or self.expires >= on

    @property
    def dated(self) -> str:
        """When it was true, for a reader: “as of March 2025”, or “not dated”."""
        return f"as of {self.as_of:%B %Y}" if self.as_of else "not dated"
