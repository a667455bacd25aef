from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from sarcoma_site.core.search_words import folded

from .care import CarePage
from .section import SectionPage


class TreatmentIndexPage(CarePage):
    """All treatments, grouped by what kind of treatment each is."""

    page_description = "The list of treatments"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["programs.TreatmentPage"]
    max_count = 1
    template = "pages/programs/treatment_index_page.html"

    class Meta:
        verbose_name = "list of treatments"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["treatment_groups"] = self.groups()
        return context

    @staticmethod
    def groups() -> list[dict]:
        """The visible treatments of each kind that has one, kinds and treatments in their order."""
        treatments = list(TreatmentPage.objects.visible().order_by("path"))
        return [
            {"kind": kind, "label": kind.label, "treatments": found}
            for kind in TreatmentPage.Kind
            if (found := [treatment for treatment in treatments if treatment.kind == kind])
        ]


class TreatmentPage(SectionPage):
    """One treatment or test: what it is, why, what happens, and who gives it."""

    page_description = "One treatment or test"
    parent_page_types = ["programs.TreatmentIndexPage"]
    subpage_types: list[str] = []
    template = "pages/programs/treatment_page.html"

    class Kind(models.TextChoices):
        """What kind of treatment it is, in the order of the list."""

        DIAGNOSIS = "diagnosis", "Finding out"
        SURGERY = "surgery", "Surgery"
        RADIATION = "radiation", "Radiation"
        MEDICINE = "medicine", "Medicines"
        SUPPORT = "support", "Support"

    kind = models.CharField(max_length=12, choices=Kind)
    also_called = models.TextField(blank=True, help_text="Other names, one a line. They show on the page.")

    content_panels = [
        *CarePage.content_panels[:2],
        FieldPanel("kind", help_text="Under which heading it stands in the list of treatments."),
        FieldPanel("also_called"),
        *CarePage.content_panels[2:],
    ]
    search_fields = [*CarePage.search_fields, index.SearchField("also_called")]

    class Meta:
        verbose_name = "treatment"

    @property
    def other_names(self) -> list[str]:
        """Its other names, one an entry."""
        return self.also_called.splitlines()

    @property
    def folded_words(self) -> str:
        return folded(f"{self.title} {self.also_called}")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["conditions"] = [row.page for row in self.condition_rows.visible()]
        return context
