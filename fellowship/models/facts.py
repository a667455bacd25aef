import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from ..checklist import ITEMS

STILL_TO_COME = "This day is still to come. Say as of which day the answer was true."


class FellowshipFact(models.Model):
    """The answer to one question of the checklist, as it stands on the fact sheet."""

    # Its name is that of the item. A `slug`, because content files name their records so.
    slug = models.SlugField(
        "item",
        unique=True,
        choices=[(item.key, item.label) for item in ITEMS.values()],
        error_messages={"unique": "This item has an answer already."},
    )
    answer = models.TextField(
        max_length=400,
        help_text="Stands on the fact sheet, which fits on one sheet of paper: one or two sentences, at most 400 "
        "characters.",
    )
    more = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="more about it",
        help_text="The page that tells it at length. The label links there, as long as visitors can see the page.",
    )
    as_of = models.DateField(
        "as of",
        null=True,
        blank=True,
        help_text="The day on which this was true. It stands beside the answer.",
    )
    said_by = models.CharField(
        "who told us",
        max_length=200,
        blank=True,
        help_text="Staff only: the person or paper that it comes from. It never shows on the site.",
    )

    class Meta:
        verbose_name = "fact"
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        super().clean()
        if self.as_of and self.as_of > timezone.localdate():
            raise ValidationError({"as_of": STILL_TO_COME})

    @property
    def label(self) -> str:
        """The item's name."""
        return ITEMS[self.slug].label if self.slug in ITEMS else self.slug

    @property
    def dated(self) -> str:
        """As of when, for a reader: “as of March 1, 2026”; empty while nobody knows."""
        return dated(self.as_of)


def dated(day: datetime.date | None) -> str:
    """As of when something was true, for a reader; empty without a day."""
    return f"as of {day:%B} {day.day}, {day.year}" if day else ""
