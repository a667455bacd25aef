import datetime

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone

from ..academic_dates import BLOCKS, Span, block_spans, end_of_year, range_in_words, year_name
from ..rotation_rules import LETTERS
from .changes import CountsChanges

FIRST_DAY, LAST_DAY = datetime.date(1950, 1, 1), datetime.date(2100, 12, 31)


class AcademicYearQuerySet(models.QuerySet):
    """Ways to ask for years."""

    def public(self) -> "AcademicYearQuerySet":
        """Those whose rotations visitors may see."""
        return self.filter(is_public=True)

    def around(self, day: datetime.date) -> "AcademicYear | None":
        """The year that holds a day."""
        year = self.filter(starts_on__lte=day).order_by("-starts_on").first()
        return year if year is not None and day in year.span else None


class AcademicYear(models.Model):
    """One year of the fellowship: two fellows and four blocks of three months."""

    starts_on = models.DateField(
        "starts on",
        unique=True,
        error_messages={"unique": "There is a year that starts on this day already."},
        help_text="The first day of the year. Blocks of three months are computed from it.",
    )
    is_public = models.BooleanField(default=False, editable=False)

    objects = AcademicYearQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        verbose_name = "academic year"

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.starts_on is None:
            return
        if not FIRST_DAY <= self.starts_on <= LAST_DAY:
            raise ValidationError({"starts_on": "A year starts between 1950 and 2100."})
        for other in AcademicYear.objects.exclude(pk=self.pk).only("starts_on"):
            if other.span.meets(self.span):
                said = range_in_words(other.starts_on, other.ends_on)
                raise ValidationError({"starts_on": f"These days belong to the year {other.name} ({said}) already."})

    @property
    def ends_on(self) -> datetime.date:
        """The day before the same date of the next year."""
        return end_of_year(self.starts_on)

    @property
    def span(self) -> Span:
        return Span(self.starts_on, self.ends_on)

    @property
    def name(self) -> str:
        """“2026–27”."""
        return year_name(self.starts_on)

    @property
    def dates(self) -> str:
        """Its first and last day in words."""
        return range_in_words(self.starts_on, self.ends_on)

    def has_begun(self, today: datetime.date | None = None) -> bool:
        return self.starts_on <= (today or timezone.localdate())

    def is_over(self, today: datetime.date | None = None) -> bool:
        return self.ends_on < (today or timezone.localdate())

    @transaction.atomic
    def make_blocks_and_fellows(self) -> None:
        """Give a new year its four blocks, with their computed days, and its two places for fellows."""
        self.blocks.bulk_create(
            Block(year=self, number=number, starts_on=span.starts_on, ends_on=span.ends_on)
            for number, span in enumerate(block_spans(self.starts_on), start=1)
        )
        fellow = self.fellows.model
        for letter in LETTERS:
            fellow(year=self, letter=letter).save()


class Block(CountsChanges):
    """Three months of a year, after which the fellows change sides. Its days may be moved."""

    told = ("starts_on", "ends_on")

    year = models.ForeignKey(AcademicYear, on_delete=models.CASCADE, related_name="blocks")
    number = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(BLOCKS)])
    starts_on = models.DateField("from")
    ends_on = models.DateField("to")

    class Meta:
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"],
                name="one_block_of_a_number_a_year",
                violation_error_message="Two blocks of the year have the same number.",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="block_ends_after_it_starts",
                violation_error_message="The last day comes before the first.",
            ),
        ]

    def __str__(self) -> str:
        return f"Block {self.number}"

    @property
    def span(self) -> Span:
        return Span(self.starts_on, self.ends_on)

    @property
    def dates(self) -> str:
        """Its first and last day in words."""
        return range_in_words(self.starts_on, self.ends_on)
