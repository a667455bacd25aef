from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable
from wagtail.search import index

from sarcoma_site.core.search_words import folded
from sarcoma_site.core.visibility import visible_rows

from .care import CarePage
from .section import SectionPage


class CareTeamIndexPage(CarePage):
    """Your team: each role, what it does for you, and every profession by its own word."""

    page_description = "The list of care-team roles"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["programs.CareTeamRolePage"]
    max_count = 1
    template = "pages/programs/care_team_index_page.html"

    class Meta:
        verbose_name = "list of care-team roles"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        roles = CareTeamRolePage.objects.visible().prefetch_related("professions").order_by("path")
        context["roles"] = list(roles)
        return context


class CareTeamRolePage(SectionPage):
    """One role of the care team: what it does for you, then who they are."""

    page_description = "One role of the care team"
    parent_page_types = ["programs.CareTeamIndexPage"]
    subpage_types: list[str] = []
    template = "pages/programs/care_team_role_page.html"

    what_they_do_for_you = models.CharField(
        max_length=200, help_text="One sentence to the patient: “They look at your tumor under a microscope.”"
    )

    content_panels = [
        *CarePage.content_panels[:2],
        FieldPanel("what_they_do_for_you"),
        *CarePage.content_panels[2:],
    ]
    relation_panels = [
        InlinePanel(
            "professions",
            heading="Professions in this role",
            label="Profession",
            help_text="Below the text, and in the list of the care team. Search finds the role by each of them.",
        ),
        InlinePanel(
            "people",
            heading="People",
            label="Person",
            help_text="Below the text, under “Who they are”. Their own pages show this role too, and are published "
            "after a communications publisher agrees.",
        ),
        *CarePage.care_panels,
    ]
    search_fields = [*CarePage.search_fields, index.SearchField("profession_words")]

    class Meta:
        verbose_name = "care-team role"

    @property
    def profession_words(self) -> str:
        """The professions in one text, so that each is found by its own word."""
        return " ".join(f"{row.name} {row.explanation}" for row in self.professions.all())

    @property
    def folded_words(self) -> str:
        return folded(" ".join([self.title, *(row.name for row in self.professions.all())]))

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["professions"] = list(self.professions.all())
        context["people"] = visible_rows(self.people, "person")
        return context


class RoleProfession(Orderable):
    """One profession inside a role, with an address of its own on the page."""

    page = ParentalKey(CareTeamRolePage, on_delete=models.CASCADE, related_name="professions")
    name = models.CharField(max_length=80, help_text="In the singular: “Nurse practitioner”.")
    slug = models.SlugField(max_length=80, help_text="Stands behind the # in the address.")
    explanation = models.CharField(max_length=250, help_text="What this profession is, in one plain sentence.")

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("explanation")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["page", "slug"],
                name="one_profession_a_slug",
                violation_error_message="Two professions of this page have the same slug.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class RolePerson(Orderable):
    """A person in a care-team role."""

    page = ParentalKey(CareTeamRolePage, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey("people.PersonPage", on_delete=models.CASCADE, related_name="care_team_rows")
    note = models.CharField(max_length=120, blank=True, help_text="Beside the name on this page.")

    panels = [PageChooserPanel("person"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["page", "person"],
                name="one_row_a_role_person",
                violation_error_message="This person is listed twice.",
            )
        ]
