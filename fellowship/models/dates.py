import datetime
import uuid

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from .facts import STILL_TO_COME, dated

FIRST_CYCLE, LAST_CYCLE = 2000, 2100


class ApplicantDate(models.Model):
    """A day that applicants plan by, or the word that it is not announced yet."""

    class Kind(models.TextChoices):
        """What happens on the day, in the order of a year."""

        OPEN = "open", "Applications open"
        CLOSE = "close", "Applications close"
        INTERVIEWS = "interviews", "Interviews"
        DECISIONS = "decisions", "Decisions or match"
        START = "start", "Fellowship starts"

    kind = models.CharField(max_length=12, choices=Kind)
    cycle = models.PositiveSmallIntegerField(
        "for fellows who start in",
        validators=[MinValueValidator(FIRST_CYCLE), MaxValueValidator(LAST_CYCLE)],
        help_text="The year in which the chosen fellows begin: 2028.",
    )
    starts_on = models.DateField(
        "day",
        null=True,
        blank=True,
        help_text="For interviews the first day. Empty: the site says “not announced yet”, with the day of the cycle "
        "before.",
    )
    ends_on = models.DateField("last day", null=True, blank=True, help_text="For interviews on several days only.")
    note = models.CharField(
        max_length=160,
        blank=True,
        help_text="Stands beside the date: “by video, in two rounds”. Everybody can read it.",
    )
    as_of = models.DateField(
        "as of", null=True, blank=True, help_text="The day on which you knew this. It stands beside the date."
    )
    # What calendars know the event by, and how often its days have changed.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    panels = [
        MultiFieldPanel([FieldRowPanel([FieldPanel("kind"), FieldPanel("cycle")])], "What it is"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]), FieldPanel("note"), FieldPanel("as_of")],
            "When",
        ),
    ]

    class Meta:
        verbose_name = "date for applicants"
        verbose_name_plural = "dates for applicants"
        ordering = ["-cycle", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "kind"],
                name="one_applicant_date_a_cycle_and_kind",
                violation_error_message="This date of this cycle is there already. Change that one.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
                name="applicant_date_ends_after_it_begins",
                violation_error_message="The last day lies before the first, or there is no first day.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, fellows who start in {self.cycle}"

    def save(self, *args, **kwargs) -> None:
        """A calendar takes changed days only with a higher number."""
        before = ApplicantDate.objects.filter(pk=self.pk).values_list("starts_on", "ends_on", "note").first()
        if before not in (None, (self.starts_on, self.ends_on, self.note)):
            self.sequence += 1
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.ends_on and self.kind != self.Kind.INTERVIEWS:
            raise ValidationError({"ends_on": "Only interviews have a last day. This is one day."})
        if self.as_of and self.as_of > timezone.localdate():
            raise ValidationError({"as_of": STILL_TO_COME})
        if self.starts_on and self.cycle and not -2 <= self.starts_on.year - self.cycle <= 0:
            raise ValidationError(
                {"starts_on": f"This does not fit fellows who start in {self.cycle}: look at the year of both."}
            )

    @property
    def last_day(self) -> datetime.date | None:
        """The day on which it is over."""
        return self.ends_on or self.starts_on

    @property
    def dated(self) -> str:
        """As of when, for a reader; empty while nobody knows."""
        return dated(self.as_of)
