from django.db import models
from wagtail.search import index


class Vocabulary(index.Indexed, models.Model):
    """A word that staff choose for people, and that visitors filter by."""

    name = models.CharField(max_length=100, unique=True, help_text="As visitors read it, in the singular.")
    slug = models.SlugField(max_length=100, unique=True, help_text="Stands in the address of a filtered list.")
    order = models.PositiveSmallIntegerField(default=100, help_text="Lower comes first in the filter.")

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class Role(Vocabulary):
    """What somebody is here: orthopaedic oncology surgeon, fellowship coordinator."""


class Specialty(Vocabulary):
    """A field that somebody works in."""

    class Meta(Vocabulary.Meta):
        verbose_name_plural = "specialties"
