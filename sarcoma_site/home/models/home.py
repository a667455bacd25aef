from django.db import models
from django.http import Http404
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, PageManager
from wagtail.url_routing import RouteResult

from people.models import PersonPage
from programs.models import ProgramPage, RolePerson
from publications.models import PublicationPage
from sarcoma_site.core.addresses import page_address
from sarcoma_site.core.models.base_page import BasePage
from sarcoma_site.core.models.body import BodyMixin
from sarcoma_site.core.page_chain import find_chain, remember_ancestors
from sarcoma_site.core.visibility import VisiblePageQuerySet, visible_rows

PEOPLE_SHOWN, PAPERS_SHOWN = 6, 3


class HomePage(BodyMixin, BasePage):
    """The front door: who we are, three ways in, the programs, the people, what is new."""

    page_description = "The front page of the site"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "home.StandardPage",
        "home.SearchPage",
        "programs.ProgramIndexPage",
        "programs.TreatmentIndexPage",
        "programs.CareTeamIndexPage",
        "programs.TrialIndexPage",
        "programs.ResourceIndexPage",
        "people.PersonIndexPage",
        "publications.PublicationIndexPage",
        "fellowship.FellowshipPage",
    ]
    max_count = 1
    template = "pages/home/home_page.html"

    introduction = models.CharField(
        max_length=250, help_text="Who we are, in one sentence that a frightened reader understands. Shown large."
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        InlinePanel(
            "doors", heading="Doors", label="Door", max_num=4, help_text="The large ways in, right under that sentence."
        ),
        *BodyMixin.body_panels,
    ]
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]

    objects = PageManager.from_queryset(VisiblePageQuerySet)()

    class Meta:
        verbose_name = "home page"

    def route(self, request, path_components):
        """Find the page in one query, however deep it stands, and remember those above it."""
        if not path_components:
            return super().route(request, path_components)
        chain = find_chain(self, path_components)
        if chain is None or not chain[-1].live:
            raise Http404
        page = chain[-1].specific
        remember_ancestors(page, [self, *chain[:-1]])
        return RouteResult(page)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["doors"] = visible_rows(self.doors, "page")
        context["programs"] = list(ProgramPage.objects.visible().order_by("path"))
        context["people"] = self.people()
        context["publications"] = list(PublicationPage.objects.visible().entries().recent_first()[:PAPERS_SHOWN])
        return context

    @staticmethod
    def people() -> list[PersonPage]:
        """Some who work here now, those of the care team first: a patient looks for them."""
        people = PersonPage.objects.in_directory().filter(standing=PersonPage.Standing.CURRENT)
        cares = models.Exists(RolePerson.objects.filter(person=models.OuterRef("pk")))
        return list(people.order_by(cares.desc(), "family_name", "given_name")[:PEOPLE_SHOWN])


class HomeDoor(Orderable):
    """One way in, in the words of the person who takes it."""

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="doors")
    label = models.CharField(max_length=80, help_text="“I am referring a patient”.")
    text = models.CharField(max_length=160, help_text="What is behind it, in a sentence.")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("label"), FieldPanel("text"), FieldPanel("page")]

    def __str__(self) -> str:
        return self.label

    @property
    def href(self) -> str:
        """The address that the door leads to."""
        return page_address(self.page)
