from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel

from ..orcids import bare_orcid


class SavedQuery(models.Model):
    """A question that is put to PubMed each night: whose papers, or whose institution’s."""

    class By(models.TextChoices):
        """What PubMed is asked for."""

        AUTHOR = "author", "Author’s name"
        ORCID = "orcid", "Author’s ORCID"
        AFFILIATION = "affiliation", "Institution"
        TERM = "term", "Any PubMed query"

    name = models.CharField(max_length=120, unique=True, help_text="What staff call it.")
    by = models.CharField("asks by", max_length=12, choices=By, default=By.AUTHOR)
    words = models.CharField(
        max_length=500, help_text="“Lozano-Calderon SA”, 0000-0002-1825-0097, an institution, or a whole query."
    )
    is_active = models.BooleanField("runs each night", default=True)
    last_run_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_found = models.PositiveIntegerField(null=True, blank=True, editable=False)
    last_new = models.PositiveIntegerField(null=True, blank=True, editable=False)
    last_fault = models.TextField(blank=True, editable=False)

    panels = [FieldPanel("name"), FieldPanel("by"), FieldPanel("words"), FieldPanel("is_active")]

    class Meta:
        ordering = ["name"]
        verbose_name = "saved query"
        verbose_name_plural = "saved queries"

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse what PubMed would find nothing by, or everything."""
        super().clean()
        self.words = " ".join(self.words.split())
        if self.by == self.By.ORCID and self.words:
            if not (orcid := bare_orcid(self.words)):
                raise ValidationError({"words": "This is no ORCID: sixteen digits, of which the last one checks."})
            self.words = orcid
        elif self.words and not any(letter.isalpha() for letter in self.words):
            raise ValidationError({"words": "There is no word in it."})
        elif self.by == self.By.TERM and self.words.count('"') % 2:
            raise ValidationError({"words": "A quotation mark has no partner."})


class DeclinedPaper(models.Model):
    """A paper that a saved query finds and that somebody has said is not ours: it is not brought again."""

    pmid = models.CharField("PMID", max_length=9, unique=True)
    title = models.TextField(blank=True)
    declined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-declined_at"]

    def __str__(self) -> str:
        return self.title or self.pmid
