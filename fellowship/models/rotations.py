from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable

from sarcoma_site.core.visibility import visible_rows

from .conferences import ConferencePage
from .section import FellowshipSectionPage


class RotationIndexPage(FellowshipSectionPage):
    """How the year is divided: four blocks, two fellows, three hospitals."""

    page_description = "How the fellowship year is divided"
    parent_page_types = ["fellowship.FellowshipPage"]
    subpage_types = ["fellowship.RotationPage"]
    max_count = 1
    template = "pages/fellowship/rotation_index_page.html"

    relation_panels = [InlinePanel("blocks", heading="Blocks of the year", label="Block")]

    class Meta:
        verbose_name = "rotations"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["blocks"] = list(self.blocks.all())
        context["sites"] = list(RotationPage.objects.visible().child_of(self).order_by("path"))
        return context


class RotationBlock(Orderable):
    """One block of the year: where each of the two fellows is."""

    page = ParentalKey(RotationIndexPage, on_delete=models.CASCADE, related_name="blocks")
    number = models.PositiveSmallIntegerField(help_text="1 is the first block of the year.")
    months = models.CharField(max_length=40, blank=True, help_text="Which months of the year: “Months 1 to 3”.")
    fellow_a_at = models.CharField("fellow A is at", max_length=80)
    fellow_b_at = models.CharField("fellow B is at", max_length=80)
    expectation = models.CharField(max_length=160, blank=True, help_text="What is expected in this block.")

    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("months")]),
        FieldRowPanel([FieldPanel("fellow_a_at"), FieldPanel("fellow_b_at")]),
        FieldPanel("expectation"),
    ]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["page", "number"],
                name="one_block_a_number",
                violation_error_message="Two blocks have the same number.",
            )
        ]

    def __str__(self) -> str:
        return f"Block {self.number}"


class RotationPage(FellowshipSectionPage):
    """One hospital where fellows train."""

    page_description = "One hospital where fellows train"
    parent_page_types = ["fellowship.RotationIndexPage"]
    subpage_types: list[str] = []
    template = "pages/fellowship/rotation_page.html"

    site_name = models.CharField(max_length=120, help_text="The hospital’s full name.")
    short_name = models.CharField(max_length=40, help_text="As the timetable calls it.")

    content_panels = [
        *FellowshipSectionPage.content_panels[:2],
        FieldRowPanel([FieldPanel("site_name"), FieldPanel("short_name")]),
        *FellowshipSectionPage.content_panels[2:],
    ]
    relation_panels = [InlinePanel("people", heading="People at this hospital", label="Person")]

    class Meta:
        verbose_name = "rotation site"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["people"] = visible_rows(self.people, "person")
        context["conferences"] = list(ConferencePage.objects.at_site(self)) if self.pk else []
        context["has_dates"] = any(page.schedule.is_timed for page in context["conferences"])
        return context


class RotationPerson(Orderable):
    """Somebody whom fellows work with at a hospital."""

    page = ParentalKey(RotationPage, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey("people.PersonPage", on_delete=models.CASCADE, related_name="rotation_rows")
    note = models.CharField(max_length=120, blank=True, help_text="Beside the name on this page.")

    panels = [PageChooserPanel("person"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["page", "person"],
                name="one_row_a_rotation_person",
                violation_error_message="This person is listed twice.",
            )
        ]
