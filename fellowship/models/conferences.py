from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import PageManager
from wagtail.search import index

from sarcoma_site.core.visibility import VisiblePageQuerySet, visible_rows

from ..conference_diary import diary_of
from ..conference_forms import ConferencePageForm
from ..next_dates_panel import NextDatesPanel
from ..occurrences import next_date, next_dates
from ..schedules import Plan
from .conference_schedule import ConferenceScheduleMixin
from .section import FellowshipSectionPage, contact_address

NEXT_DATES = 3


class ConferenceQuerySet(VisiblePageQuerySet):
    """Ways to ask for conferences."""

    def with_dates(self) -> "ConferenceQuerySet":
        """Those that any visitor may see, with what their dates are made of."""
        return self.visible().prefetch_related("exceptions").order_by("path")

    def at_site(self, rotation) -> "ConferenceQuerySet":
        """Those that any visitor may see in which the fellows of one hospital take part."""
        return self.visible().filter(sites__site=rotation).order_by("path")


class ConferenceIndexPage(FellowshipSectionPage):
    """The fellowship's conferences, those of each week first; as a list, a week or a month."""

    page_description = "The list of conferences"
    parent_page_types = ["fellowship.FellowshipPage"]
    subpage_types = ["fellowship.ConferencePage"]
    max_count = 1
    template = "pages/fellowship/conference_index_page.html"

    class Meta:
        verbose_name = "conferences"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        conferences = list(ConferencePage.objects.with_dates().child_of(self))
        plans = [plan for page in conferences if (plan := page.plan).schedule.is_timed]
        context["diary"] = diary_of(request.GET, plans, timezone.localdate())
        context["untimed"] = [page for page in conferences if not page.plan.schedule.is_timed]
        context["contact_address"] = contact_address(context["section_navigation"])
        if context["diary"].is_list:
            context["conference_groups"] = self.groups(conferences)
        return context

    @staticmethod
    def groups(conferences: list["ConferencePage"]) -> list[dict]:
        """The conferences of each frequency that has one, each with its next date."""
        now = timezone.now()
        for page in conferences:
            page.next_date = next_date(page.plan, now)
        return [
            {"frequency": frequency, "label": frequency.label, "conferences": found}
            for frequency in ConferencePage.Frequency
            if (found := [page for page in conferences if page.frequency == frequency])
        ]


class ConferencePage(ConferenceScheduleMixin, FellowshipSectionPage):
    """One conference: what is discussed, who leads, who takes part, when."""

    page_description = "One conference"
    parent_page_types = ["fellowship.ConferenceIndexPage"]
    subpage_types: list[str] = []
    template = "pages/fellowship/conference_page.html"
    base_form_class = ConferencePageForm

    led_by = models.CharField(max_length=160, blank=True, help_text="Who leads it, in words. People stand in rows.")
    audience = models.CharField(max_length=200, blank=True, help_text="Whom it is for.")
    services = models.TextField(blank=True, help_text="Services that take part, one a line.")

    objects = PageManager.from_queryset(ConferenceQuerySet)()

    content_panels = [
        *FellowshipSectionPage.content_panels[:2],
        *ConferenceScheduleMixin.schedule_panels,
        NextDatesPanel(heading="Next dates"),
        InlinePanel(
            "exceptions",
            heading="Dates that are different",
            label="Date",
            help_text="Cancelled, moved and extra dates. Quicker: the menu Fellowship → This week’s conferences.",
        ),
        MultiFieldPanel(
            [FieldPanel("led_by"), FieldPanel("audience"), FieldPanel("services")],
            heading="Who",
        ),
        *ConferenceScheduleMixin.staff_panels,
        *FellowshipSectionPage.content_panels[2:],
    ]
    relation_panels = [
        InlinePanel("leaders", heading="People who lead it", label="Person"),
        InlinePanel("sites", heading="Hospitals whose fellows take part", label="Hospital"),
    ]
    # What is for staff only is not searched: neither the joining link nor the private room stands here.
    search_fields = [*FellowshipSectionPage.search_fields, index.SearchField("services"), index.SearchField("led_by")]

    class Meta:
        verbose_name = "conference"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["next_dates"] = next_dates(self.plan, timezone.now(), NEXT_DATES)
        context["leaders"] = visible_rows(self.leaders, "person")
        context["contact_address"] = contact_address(context["section_navigation"])
        context["sites"] = [row.site for row in visible_rows(self.sites, "site")]
        return context

    @property
    def service_names(self) -> list[str]:
        """The services that take part, one an entry."""
        return self.services.splitlines()

    @property
    def plan(self) -> Plan:
        """What a calendar says of it; what calendar programs were told before is not looked up."""
        return Plan(
            key=self.pk or 0,
            uid=str(self.translation_key),
            title=self.title,
            summary=self.summary,
            href=self.href,
            address=self.full_address,
            schedule=self.schedule,
            changes=tuple(row.change for row in self.exceptions.all()),
        )

    @property
    def has_ended(self) -> bool:
        """Whether its last day is past."""
        return self.ends_on is not None and self.ends_on < timezone.localdate()
