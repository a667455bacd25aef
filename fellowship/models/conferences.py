from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from .section import FellowshipSectionPage


class ConferenceIndexPage(FellowshipSectionPage):
    """The fellowship's conferences, those of each week first."""

    page_description = "The list of conferences"
    parent_page_types = ["fellowship.FellowshipPage"]
    subpage_types = ["fellowship.ConferencePage"]
    max_count = 1
    template = "pages/fellowship/conference_index_page.html"

    class Meta:
        verbose_name = "conferences"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["conference_groups"] = self.groups()
        return context

    def groups(self) -> list[dict]:
        """The visible conferences of each frequency that has one."""
        conferences = list(ConferencePage.objects.visible().child_of(self).order_by("path"))
        return [
            {"frequency": frequency, "label": frequency.label, "conferences": found}
            for frequency in ConferencePage.Frequency
            if (found := [page for page in conferences if page.frequency == frequency])
        ]


class ConferencePage(FellowshipSectionPage):
    """One conference: what is discussed, who leads, who takes part, when."""

    page_description = "One conference"
    parent_page_types = ["fellowship.ConferenceIndexPage"]
    subpage_types: list[str] = []
    template = "pages/fellowship/conference_page.html"

    class Frequency(models.TextChoices):
        """How often it takes place."""

        WEEKLY = "weekly", "Every week"
        MONTHLY = "monthly", "Every month"
        UNSET = "unset", "How often is not stated"

    frequency = models.CharField(max_length=10, choices=Frequency, default=Frequency.UNSET)
    length_minutes = models.PositiveSmallIntegerField("length in minutes", null=True, blank=True)
    time_note = models.CharField(
        max_length=160, blank=True, help_text="Day, hour and place. Empty: the page says that they are not published."
    )
    led_by = models.CharField(max_length=160, blank=True, help_text="Who leads it.")
    audience = models.CharField(max_length=200, blank=True, help_text="Whom it is for.")
    services = models.TextField(blank=True, help_text="Services that take part, one a line.")

    content_panels = [
        *FellowshipSectionPage.content_panels[:2],
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("frequency"), FieldPanel("length_minutes")]),
                FieldPanel("time_note"),
                FieldPanel("led_by"),
                FieldPanel("audience"),
                FieldPanel("services"),
            ],
            heading="When and who",
        ),
        *FellowshipSectionPage.content_panels[2:],
    ]
    search_fields = [*FellowshipSectionPage.search_fields, index.SearchField("services"), index.SearchField("led_by")]

    class Meta:
        verbose_name = "conference"

    @property
    def service_names(self) -> list[str]:
        """The services that take part, one an entry."""
        return self.services.splitlines()
