from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel

FIRST_YEAR, LAST_YEAR = 1972, 2100
MOST_CASES = 100_000


class CaseCategory(models.Model):
    """A kind of procedure by which cases are counted."""

    name = models.CharField(max_length=80, unique=True, help_text="A row of the table that applicants read.")
    order = models.PositiveSmallIntegerField(default=0, help_text="Smaller numbers stand first.")

    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("order")])]

    class Meta:
        verbose_name = "case category"
        verbose_name_plural = "case categories"
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class CaseYear(models.Model):
    """An academic year whose cases were counted, and where the figures come from."""

    starts_in = models.PositiveSmallIntegerField(
        unique=True, validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    source = models.CharField(max_length=160)

    class Meta:
        verbose_name = "year of cases"
        verbose_name_plural = "years of cases"
        ordering = ["starts_in"]

    def __str__(self) -> str:
        return year_label(self.starts_in)


class CaseCount(models.Model):
    """How many procedures of a category there were in a year. Small ones are never shown: `held_back.py`."""

    year = models.ForeignKey(CaseYear, on_delete=models.CASCADE, related_name="counts")
    category = models.ForeignKey(CaseCategory, on_delete=models.PROTECT, related_name="counts")
    count = models.PositiveIntegerField(validators=[MaxValueValidator(MOST_CASES)])

    class Meta:
        verbose_name = "case count"
        constraints = [models.UniqueConstraint(fields=["year", "category"], name="one_case_count_a_year_and_category")]

    def __str__(self) -> str:
        return f"{self.category}, {self.year}"


def year_label(starts_in: int) -> str:
    """An academic year as people write it: “2024–25”, “1999–2000”."""
    ends_in = starts_in + 1
    return f"{starts_in}–{ends_in if ends_in % 100 == 0 else f'{ends_in % 100:02}'}"
