import datetime
import uuid

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from ..academic_dates import Span, range_in_words
from ..rotation_rules import ALL_WEEKDAYS, WEEKDAY_NAMES
from .changes import CountsChanges
from .fellows import Fellow
from .years import Block


class Stay(CountsChanges):
    """A fellow at a hospital: for a whole block, for some of its days, or on some weekdays."""

    told = ("site_id", "starts_on", "ends_on", "weekdays")

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="stays")
    fellow = models.ForeignKey(Fellow, on_delete=models.CASCADE, related_name="stays")
    site = models.ForeignKey(
        "fellowship.RotationPage", on_delete=models.CASCADE, related_name="stays", verbose_name="hospital"
    )
    starts_on = models.DateField("from", null=True, blank=True, help_text="Empty: from the first day of the block.")
    ends_on = models.DateField("to", null=True, blank=True, help_text="Empty: to the last day of the block.")
    weekdays = models.CharField(
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^0?1?2?3?4?$", "Weekdays are from Monday to Friday.")],
        help_text="None ticked: every weekday.",
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        ordering = ["block__number", "fellow__letter", F("starts_on").asc(nulls_first=True), "weekdays", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="stay_ends_after_it_starts",
                violation_error_message="The last day comes before the first.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.fellow.place} at {self.site.short_name}, block {self.block.number}"

    def clean(self) -> None:
        super().clean()
        if self.block_id and self.fellow_id and self.block.year_id != self.fellow.year_id:
            raise ValidationError("The fellow belongs to another year than the block.")

    @property
    def first_day(self) -> datetime.date:
        return self.starts_on or self.block.starts_on

    @property
    def last_day(self) -> datetime.date:
        return self.ends_on or self.block.ends_on

    @property
    def span(self) -> Span:
        return Span(self.first_day, self.last_day)

    @property
    def is_whole_block(self) -> bool:
        """Whether it takes every day of the block."""
        return self.span == self.block.span and not self.weekdays

    @property
    def weekday_numbers(self) -> frozenset[int]:
        """Monday is 0."""
        return frozenset(map(int, self.weekdays)) if self.weekdays else ALL_WEEKDAYS

    @property
    def days_in_words(self) -> str:
        """Which weekdays, if not all: “Mondays and Tuesdays”."""
        if self.weekday_numbers == ALL_WEEKDAYS:
            return ""
        names = [f"{WEEKDAY_NAMES[number]}s" for number in sorted(self.weekday_numbers)]
        return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

    @property
    def dates(self) -> str:
        """Its first and last day in words."""
        return range_in_words(self.first_day, self.last_day)

    def holds(self, day: datetime.date) -> bool:
        """Whether the fellow is there on that day."""
        return day in self.span and day.weekday() in self.weekday_numbers
