from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable
from wagtail.search import index

from sarcoma_site.core.visibility import visible_rows

from ..public_years import PublicYears, year_asked_for
from .conferences import ConferencePage
from .section import FellowshipSectionPage, contact_address

# What a hospital's page says is not published yet, by what would be shown.
MISSING = {
    "people": "which of the faculty work here",
    "clinics": "the clinics and their days",
    "stays_here": "the dates of the blocks",
}


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
        context["contact_address"] = contact_address(context["section_navigation"])
        context["blocks"] = list(self.blocks.all())
        context["sites"] = list(RotationPage.objects.visible().child_of(self).order_by("path"))
        years = PublicYears(asked_for=year_asked_for(request))
        context["years"], context["timetable"] = years, years.timetable(context["blocks"])
        context["whereabouts"] = years.whereabouts()
        if years.is_asked_for:
            context["canonical_url"] = f"{self.full_address}?year={years.shown.starts_on.year}"
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

    side = models.CharField(
        max_length=80,
        blank=True,
        help_text="Where one fellow is while the other is elsewhere. Hospitals with the same words here share a block: "
        "“BIDMC and Boston Children’s”. The rotation board needs exactly two sides.",
    )
    first_time = models.TextField(
        "the first time", blank=True, help_text="What a fellow learns in the first block here, one point a line."
    )
    second_time = models.TextField(
        "the second time", blank=True, help_text="What is added in the second block here, one point a line."
    )

    content_panels = [
        *FellowshipSectionPage.content_panels[:2],
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("site_name"), FieldPanel("short_name")]), FieldPanel("side")],
            heading="The hospital",
        ),
        MultiFieldPanel([FieldPanel("first_time"), FieldPanel("second_time")], heading="What a fellow learns here"),
        *FellowshipSectionPage.content_panels[2:],
    ]
    relation_panels = [
        InlinePanel("people", heading="Faculty at this hospital", label="Person"),
        InlinePanel("clinics", heading="Clinics at this hospital", label="Clinic"),
    ]
    search_fields = [
        *FellowshipSectionPage.search_fields,
        index.SearchField("site_name"),
        index.SearchField("first_time"),
        index.SearchField("second_time"),
    ]

    class Meta:
        verbose_name = "rotation site"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["contact_address"] = contact_address(context["section_navigation"])
        context["people"] = visible_rows(self.people, "person")
        context["clinics"] = list(self.clinics.all())
        context["times"] = self.times
        if self.pk is not None:
            years = PublicYears()
            context["years"], context["stays_here"] = years, years.at(self.pk)
            context["conferences"] = list(ConferencePage.objects.at_site(self))
            context["has_dates"] = any(conference.schedule.is_timed for conference in context["conferences"])
        context["missing"] = [words for name, words in MISSING.items() if not context.get(name)]
        return context

    @property
    def times(self) -> list[dict]:
        """What is learned the first time and the second time, each only when something is said."""
        said = (("The first time", self.first_time), ("The second time", self.second_time))
        return [{"heading": heading, "points": points} for heading, text in said if (points := lines_of(text))]


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


class RotationClinic(Orderable):
    """A clinic that fellows take part in at a hospital."""

    page = ParentalKey(RotationPage, on_delete=models.CASCADE, related_name="clinics")
    name = models.CharField(max_length=120)
    when = models.CharField(max_length=120, blank=True, help_text="“Tuesday mornings”. Empty: nothing is said of it.")
    note = models.CharField(max_length=200, blank=True, help_text="Whom it is for, or what a fellow does there.")

    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("when")]), FieldPanel("note")]

    def __str__(self) -> str:
        return self.name


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
