from django.db import models
from wagtail.admin.panels import FieldPanel

from .care import CarePage
from .section import SectionPage


class ResourceIndexPage(CarePage):
    """Help around the treatment: everything for patients and families."""

    page_description = "The list of patient resources"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["programs.ResourcePage"]
    max_count = 1
    template = "pages/programs/resource_index_page.html"

    class Meta:
        verbose_name = "list of patient resources"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["resources"] = list(ResourcePage.objects.visible().order_by("path"))
        return context


class ResourcePage(SectionPage):
    """One resource for patients and families."""

    page_description = "One resource for patients and families"
    parent_page_types = ["programs.ResourceIndexPage"]
    subpage_types: list[str] = []
    template = "pages/programs/resource_page.html"

    card_text = models.CharField(max_length=160, help_text="On cards that lead here. At most 160 characters.")

    content_panels = [*CarePage.content_panels[:2], FieldPanel("card_text"), *CarePage.content_panels[2:]]

    class Meta:
        verbose_name = "patient resource"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["conditions"] = [row.page for row in self.condition_rows.visible()]
        return context
