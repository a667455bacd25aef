from django.db import models
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.admin.widgets.slug import SlugInput


class Topic(models.Model):
    """What a paper is about, in a word that staff choose and visitors filter by."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(unique=True, help_text="Stands in the address of the filtered list.")

    panels = [TitleFieldPanel("name", targets=["slug"], placeholder=False), FieldPanel("slug", widget=SlugInput)]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
