from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable, PageManager

from publications.querysets import listed_publications
from sarcoma_site.core.models.base_page import BasePage
from sarcoma_site.core.models.body import BodyMixin
from sarcoma_site.core.visibility import VisiblePageQuerySet, visible_rows

from .care import CarePage
from .section import SectionPage


class ProgramIndexPage(BodyMixin, BasePage):
    """The department's programs."""

    page_description = "The list of programs"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["programs.ProgramPage"]
    max_count = 1
    template = "pages/programs/program_index_page.html"

    content_panels = [*BasePage.content_panels, *BodyMixin.body_panels]
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]

    objects = PageManager.from_queryset(VisiblePageQuerySet)()

    class Meta:
        verbose_name = "list of programs"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["programs"] = list(ProgramPage.objects.visible().order_by("path"))
        return context


class ProgramPage(CarePage):
    """One program: what it treats, how, with whom, and what to do first."""

    page_description = "One program: conditions, treatments, team, resources"
    parent_page_types = ["programs.ProgramIndexPage"]
    subpage_types = ["programs.CareTopicPage", "programs.ConditionIndexPage"]
    template = "pages/programs/program_page.html"

    relation_panels = [
        InlinePanel(
            "conditions", heading="Conditions", label="Condition", help_text="Below the text, under “What we treat”."
        ),
        InlinePanel(
            "treatments", heading="Treatments", label="Treatment", help_text="Below that, under “Treatments and tests”."
        ),
        InlinePanel(
            "roles",
            heading="Care-team roles",
            label="Role",
            help_text="Under “Your team, and what each does for you”. Without a note, the role’s own sentence.",
        ),
        InlinePanel(
            "resources", heading="Patient resources", label="Resource", help_text="Under “Help around treatment”."
        ),
        InlinePanel(
            "publications",
            heading="Select publications",
            label="Publication",
            help_text="At the end, picked by hand, in your order. Each paper’s page says that this program picked it.",
        ),
        *CarePage.care_panels,
    ]

    class Meta:
        verbose_name = "program"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["topics"] = list(CareTopicPage.objects.visible().child_of(self).order_by("path"))
        context["conditions"] = [row.condition for row in visible_rows(self.conditions, "condition")]
        context["treatments"] = [row.treatment for row in visible_rows(self.treatments, "treatment")]
        context["roles"] = visible_rows(self.roles, "role")
        context["resources"] = [row.resource for row in visible_rows(self.resources, "resource")]
        context["publications"] = listed_publications(self.publications)
        return context


class CareTopicPage(SectionPage):
    """One topic of a program: your care, diagnosis, surgery, radiation, medicines, research."""

    page_description = "One topic of a program, such as surgery or research"
    parent_page_types = ["programs.ProgramPage"]
    subpage_types: list[str] = []
    template = "pages/programs/care_topic_page.html"
    section_level = 2

    class Meta:
        verbose_name = "care topic"


class ProgramCondition(Orderable):
    """A condition that a program treats."""

    page = ParentalKey(ProgramPage, on_delete=models.CASCADE, related_name="conditions")
    condition = models.ForeignKey("programs.ConditionPage", on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("condition")]


class ProgramTreatment(Orderable):
    """A treatment that a program gives."""

    page = ParentalKey(ProgramPage, on_delete=models.CASCADE, related_name="treatments")
    treatment = models.ForeignKey("programs.TreatmentPage", on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("treatment")]


class ProgramRole(Orderable):
    """A care-team role in a program, with a note for that program."""

    page = ParentalKey(ProgramPage, on_delete=models.CASCADE, related_name="roles")
    role = models.ForeignKey("programs.CareTeamRolePage", on_delete=models.CASCADE, related_name="+")
    note = models.CharField(max_length=200, blank=True, help_text="What this role does in this program.")

    panels = [PageChooserPanel("role"), FieldPanel("note")]


class ProgramResource(Orderable):
    """A patient resource of a program."""

    page = ParentalKey(ProgramPage, on_delete=models.CASCADE, related_name="resources")
    resource = models.ForeignKey("programs.ResourcePage", on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("resource")]


class ProgramPublication(Orderable):
    """A publication picked by hand for a program."""

    page = ParentalKey(ProgramPage, on_delete=models.CASCADE, related_name="publications")
    publication = models.ForeignKey(
        "publications.PublicationPage", on_delete=models.CASCADE, related_name="program_rows"
    )

    panels = [PageChooserPanel("publication")]
