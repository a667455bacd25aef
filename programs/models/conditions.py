from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable
from wagtail.search import index

from sarcoma_site.core.search_words import folded
from sarcoma_site.core.visibility import visible_rows

from ..querysets import ConditionRowQuerySet
from .section import SectionPage


class ConditionIndexPage(SectionPage):
    """The cancers that one program treats."""

    page_description = "The list of conditions that a program treats"
    parent_page_types = ["programs.ProgramPage"]
    subpage_types = ["programs.ConditionPage"]
    max_count_per_parent = 1
    template = "pages/programs/condition_index_page.html"
    section_level = 2

    class Meta:
        verbose_name = "list of conditions"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        conditions = list(ConditionPage.objects.visible().child_of(self).order_by("path"))
        context["main_conditions"] = [page for page in conditions if page.group == ConditionPage.Group.MAIN]
        context["other_conditions"] = [page for page in conditions if page.group == ConditionPage.Group.OTHER]
        return context


class ConditionPage(SectionPage):
    """One cancer: what it is, how it is found, how it may be treated here, what happens next."""

    page_description = "One cancer that the program treats"
    parent_page_types = ["programs.ConditionIndexPage"]
    subpage_types: list[str] = []
    template = "pages/programs/condition_page.html"
    section_level = 2

    class Group(models.TextChoices):
        """Where a condition stands in the list."""

        MAIN = "main", "Main bone cancers"
        OTHER = "other", "Also treated here"

    group = models.CharField(max_length=10, choices=Group, default=Group.OTHER)
    is_sarcoma = models.BooleanField(
        default=True,
        help_text="Untick for cancers that are treated here and are not sarcomas, such as lymphoma of bone.",
    )
    starts_in = models.CharField(max_length=160, blank=True, help_text="What it starts in, in a few plain words.")
    also_called = models.TextField(blank=True, help_text="Other names, one a line. They show on the page.")

    content_panels = [
        *SectionPage.content_panels[:2],
        FieldPanel("group", help_text="In which part of the list of conditions it stands."),
        FieldPanel("is_sarcoma"),
        FieldPanel("starts_in"),
        FieldPanel("also_called"),
        *SectionPage.content_panels[2:],
    ]
    relation_panels = [
        InlinePanel(
            "treatments",
            heading="Treatments",
            label="Treatment",
            help_text="Below the text, under “Treatments and tests that may be used”. Their pages name this one.",
        ),
        InlinePanel(
            "resources",
            heading="Patient resources",
            label="Resource",
            help_text="Below the text, under “Help around treatment”. Their pages name this one.",
        ),
        InlinePanel(
            "origins",
            heading="Where a spread cancer began",
            label="Origin",
            help_text="Only for cancer that has spread: below the text, under “Where it began”. Search finds each.",
        ),
        *SectionPage.care_panels,
    ]
    search_fields = [*SectionPage.search_fields, index.SearchField("also_called"), index.SearchField("origin_words")]

    class Meta:
        verbose_name = "condition"

    @property
    def other_names(self) -> list[str]:
        """Its other names, one an entry."""
        return self.also_called.splitlines()

    @property
    def folded_words(self) -> str:
        return folded(f"{self.title} {self.also_called}")

    @property
    def origin_words(self) -> str:
        """The origins in one text, so that “breast cancer that has spread to bone” finds the page."""
        return " ".join(f"{row.name} {row.sentence}" for row in self.origins.all())

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["treatments"] = [row.treatment for row in visible_rows(self.treatments, "treatment")]
        context["resources"] = [row.resource for row in visible_rows(self.resources, "resource")]
        context["origins"] = list(self.origins.all())
        return context


class ConditionTreatment(Orderable):
    """A treatment that may be used for a condition."""

    page = ParentalKey(ConditionPage, on_delete=models.CASCADE, related_name="treatments")
    treatment = models.ForeignKey("programs.TreatmentPage", on_delete=models.CASCADE, related_name="condition_rows")

    objects = ConditionRowQuerySet.as_manager()
    panels = [PageChooserPanel("treatment")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["page", "treatment"],
                name="one_row_a_condition_treatment",
                violation_error_message="This treatment is listed twice.",
            )
        ]


class ConditionResource(Orderable):
    """A patient resource that helps with a condition."""

    page = ParentalKey(ConditionPage, on_delete=models.CASCADE, related_name="resources")
    resource = models.ForeignKey("programs.ResourcePage", on_delete=models.CASCADE, related_name="condition_rows")

    objects = ConditionRowQuerySet.as_manager()
    panels = [PageChooserPanel("resource")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["page", "resource"],
                name="one_row_a_condition_resource",
                violation_error_message="This resource is listed twice.",
            )
        ]


class ConditionOrigin(Orderable):
    """Where a cancer that has spread began."""

    page = ParentalKey(ConditionPage, on_delete=models.CASCADE, related_name="origins")
    name = models.CharField(max_length=80, help_text="“Breast cancer”, “thyroid cancer”.")
    sentence = models.CharField(max_length=250, help_text="How it is named after it has spread, in a sentence.")

    panels = [FieldPanel("name"), FieldPanel("sentence")]

    def __str__(self) -> str:
        return self.name
