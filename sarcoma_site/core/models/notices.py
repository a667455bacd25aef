import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from wagtail.admin.panels import FieldPanel, FieldRowPanel


class SiteNoticeQuerySet(models.QuerySet):
    """Ways to ask for notices."""

    def on_day(self, day: datetime.date) -> "SiteNoticeQuerySet":
        """The notices to show on `day`, the most pressing first."""
        return self.filter(Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day)))


class SiteNotice(models.Model):
    """A line above every page, or above the pages of one section: a closed clinic, a storm, a moved entrance."""

    class Level(models.TextChoices):
        """How pressing a notice is."""

        INFORMATION = "information", "Information"
        IMPORTANT = "important", "Important"
        URGENT = "urgent", "Urgent"

    level = models.CharField(max_length=20, choices=Level, default=Level.INFORMATION)
    message = models.CharField(max_length=300, help_text="One or two short sentences. It stands above the page.")
    starts_on = models.DateField(default=datetime.date.today, help_text="The first day on which it shows.")
    ends_on = models.DateField(null=True, blank=True, help_text="The last day. Empty means until you remove it.")
    section = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Show it on this page and all below it. Empty means on the whole site.",
    )

    objects = SiteNoticeQuerySet.as_manager()

    panels = [
        FieldPanel(
            "level", help_text="Important and urgent notices say so in a word, and stand in a colour of their own."
        ),
        FieldPanel("message"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldPanel("section"),
    ]

    class Meta:
        ordering = ["-starts_on", "pk"]

    def __str__(self) -> str:
        return self.message

    def clean(self) -> None:
        super().clean()
        if self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "The last day lies before the first."})

    def covers(self, path: str) -> bool:
        """Whether it shows on the page at this tree path."""
        return self.section is None or path.startswith(self.section.path)
