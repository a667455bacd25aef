from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable

from people.models import PersonPage
from publications.querysets import listed_publications
from sarcoma_site.core.site_frame import current_frame
from sarcoma_site.core.visibility import visible_rows

from ..application_dates import cycles_on
from ..case_figures import case_figures
from ..fellows_list import fellows_by_year
from ..protocol_list import protocol_list
from .dates import ApplicantDate
from .section import FellowshipSectionPage, contact_address, page_of_type


class FellowshipPage(FellowshipSectionPage):
    """The fellowship: a fact sheet, who leads it, and the story."""

    page_description = "The fellowship’s front page"
    parent_page_types = ["home.HomePage"]
    subpage_types = [
        "fellowship.FactSheetPage",
        "fellowship.FellowshipTopicPage",
        "fellowship.RotationIndexPage",
        "fellowship.ConferenceIndexPage",
        "fellowship.EnquiryPage",
    ]
    max_count = 1
    template = "pages/fellowship/fellowship_page.html"

    founded_year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The year in which the service was founded."
    )
    length = models.CharField(max_length=40, blank=True, help_text="“One year”.")
    positions_per_year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Fellows taken each year.")
    accreditation = models.CharField(max_length=160, blank=True, help_text="Who accredits, and who recognises.")
    director = models.ForeignKey(
        "people.PersonPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    coordinator = models.ForeignKey(
        "people.PersonPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    address = models.TextField(blank=True, help_text="The fellowship’s office, one line a line.")
    phone = models.CharField(max_length=40, blank=True, help_text="The fellowship’s own, shown in this section only.")

    content_panels = [
        *FellowshipSectionPage.content_panels[:2],
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("founded_year"), FieldPanel("length"), FieldPanel("positions_per_year")]),
                FieldPanel("accreditation"),
            ],
            heading="Fact sheet",
        ),
        MultiFieldPanel(
            [PageChooserPanel("director"), PageChooserPanel("coordinator"), FieldPanel("address"), FieldPanel("phone")],
            heading="Contact",
        ),
        *FellowshipSectionPage.content_panels[2:],
    ]
    relation_panels = [
        InlinePanel("faculty", heading="Faculty", label="Member"),
        InlinePanel("publications", heading="Recent publications", label="Publication"),
    ]

    class Meta:
        verbose_name = "fellowship"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["director"], context["coordinator"] = self.leads
        context["faculty"] = self.visible_faculty()
        context["publications"] = listed_publications(self.publications)
        context["fact_sheet"] = page_of_type(context["section_navigation"], "factsheetpage")
        return context

    @property
    def leads(self) -> tuple:
        """Director and coordinator, each only while a visitor may see their page; both in one query."""
        frame = current_frame()
        people = PersonPage.objects.in_bulk({self.director_id, self.coordinator_id} - {None})
        found = (people.get(self.director_id), people.get(self.coordinator_id))
        return tuple(person if person is not None and frame.shows(person) else None for person in found)

    def visible_faculty(self) -> list["FellowshipFaculty"]:
        """The faculty whose pages a visitor may see; those without a confirmed name stay out."""
        return visible_rows(self.faculty, "person")


class FellowshipFaculty(Orderable):
    """A member of the fellowship's faculty."""

    page = ParentalKey(FellowshipPage, on_delete=models.CASCADE, related_name="faculty")
    person = models.ForeignKey("people.PersonPage", on_delete=models.CASCADE, related_name="faculty_rows")
    note = models.CharField(max_length=120, blank=True, help_text="Beside the name in the faculty list.")

    panels = [PageChooserPanel("person"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["page", "person"],
                name="one_row_a_faculty_member",
                violation_error_message="This person is listed twice.",
            )
        ]


class FellowshipPublication(Orderable):
    """A recent paper of the fellowship's faculty."""

    page = ParentalKey(FellowshipPage, on_delete=models.CASCADE, related_name="publications")
    publication = models.ForeignKey("publications.PublicationPage", on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("publication")]


class FellowshipTopicPage(FellowshipSectionPage):
    """One topic of the fellowship: applying, training, research, faculty, protocols."""

    page_description = "One topic of the fellowship"
    parent_page_types = ["fellowship.FellowshipPage"]
    subpage_types: list[str] = []
    template = "pages/fellowship/fellowship_topic_page.html"

    class Shows(models.TextChoices):
        """What the page shows beside its text, taken from elsewhere."""

        NOTHING = "", "Nothing"
        FACULTY = "faculty", "The faculty"
        PUBLICATIONS = "publications", "The recent publications"
        DATES = "dates", "The dates for applicants"
        FELLOWS = "fellows", "Present and past fellows"
        CASES = "cases", "The case mix"
        PROTOCOLS = "protocols", "The active protocols"

    shows = models.CharField(
        max_length=20, choices=Shows, blank=True, default="", help_text="What the page shows beside its text."
    )
    empty_text = models.CharField(
        "while there is nothing to show",
        max_length=400,
        blank=True,
        help_text="Stands in place of the case mix or the protocols as long as none are entered.",
    )

    content_panels = [*FellowshipSectionPage.content_panels, FieldPanel("shows"), FieldPanel("empty_text")]

    class Meta:
        verbose_name = "fellowship topic"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        of_fellowship = self.shows in (self.Shows.FACULTY, self.Shows.PUBLICATIONS)
        fellowship = FellowshipPage.objects.filter(pk=self.section_root.pk).first() if of_fellowship else None
        if fellowship and self.shows == self.Shows.FACULTY:
            context["faculty"] = fellowship.visible_faculty()
        elif fellowship and self.shows == self.Shows.PUBLICATIONS:
            context["publications"] = listed_publications(fellowship.publications)
        elif self.shows == self.Shows.DATES:
            dates = list(ApplicantDate.objects.all())
            context["cycles"] = cycles_on(dates, timezone.localdate())
            context["has_calendar"] = any(date.starts_on for date in dates)
        elif self.shows == self.Shows.FELLOWS:
            context["fellows"] = fellows_by_year()
        elif self.shows == self.Shows.CASES:
            context["figures"] = case_figures()
        elif self.shows == self.Shows.PROTOCOLS:
            context["protocols"] = protocol_list()
        context["contact_address"] = contact_address(context["section_navigation"])
        return context
