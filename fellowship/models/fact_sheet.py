from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page

from sarcoma_site.core.addresses import page_address
from sarcoma_site.core.site_frame import current_frame

from ..application_dates import cycles_on
from ..checklist import CHECKLIST, Group, Item
from ..told_elsewhere import Elsewhere, told_elsewhere
from .dates import ApplicantDate
from .facts import FellowshipFact
from .section import FellowshipSectionPage, contact_address


class MissingShown(models.TextChoices):
    """How the fact sheet shows what is not published yet."""

    LINE = "line", "One line that names what is missing"
    LIST = "list", "Each missing item on a line of its own"
    HIDDEN = "hidden", "Not at all"


@dataclass(frozen=True)
class ShownFact:
    """One row of the sheet: what it is called, where it is told at length, the answer, as of when.

    What another record tells has a date of its own there.
    """

    label: str
    href: str
    answer: str
    dated: str = ""
    is_undated: bool = False


@dataclass(frozen=True)
class ShownGroup:
    """One group of the sheet with its answers, what it lacks, and how that is shown."""

    group: Group
    facts: list[ShownFact]
    missing: list[Item]
    missing_shown: str

    @property
    def is_empty(self) -> bool:
        return not self.facts and (not self.missing or self.missing_shown == MissingShown.HIDDEN)


class FactSheetPage(FellowshipSectionPage):
    """All that applicants look for, on one page that can be printed: what is published, and what is not yet."""

    page_description = "What applicants look for, on one page"
    parent_page_types = ["fellowship.FellowshipPage"]
    subpage_types: list[str] = []
    max_count = 1
    template = "pages/fellowship/fact_sheet_page.html"

    missing_shown = models.CharField(
        "what is not published yet",
        max_length=10,
        choices=MissingShown,
        default=MissingShown.LINE,
        help_text="How each group shows the items without an answer. The answers are written under Fellowship → Fact "
        "sheet.",
    )

    content_panels = [
        *FellowshipSectionPage.content_panels[:2],
        MultiFieldPanel(
            [
                FieldPanel("missing_shown"),
                InlinePanel("groups", heading="Groups that show it differently", label="Group"),
            ],
            heading="Items without an answer",
        ),
        *FellowshipSectionPage.content_panels[2:],
    ]

    class Meta:
        verbose_name = "fact sheet"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        today = timezone.localdate()
        dates = list(ApplicantDate.objects.all())
        context["contact_address"] = contact_address(context["section_navigation"])
        context["cycles"] = cycles_on(dates, today)
        context["has_calendar"] = any(date.starts_on for date in dates)
        groups = context["fact_groups"] = self.fact_groups(told_elsewhere(dates, today))
        context["some_undated"] = any(fact.is_undated for group in groups for fact in group.facts)
        return context

    def fact_groups(self, elsewhere: dict[str, Elsewhere]) -> list[ShownGroup]:
        """The groups that have something to show, in two queries."""
        facts = {fact.slug: fact for fact in FellowshipFact.objects.select_related("more")}
        ways = {row.group: row.missing_shown for row in self.groups.all()}
        shown = [self._shown_group(group, facts, elsewhere, ways) for group in CHECKLIST]
        return [group for group in shown if not group.is_empty]

    def _shown_group(self, group: Group, facts: dict, elsewhere: dict, ways: dict) -> ShownGroup:
        rows, missing = [], []
        for item in group.items:
            told = elsewhere.get(item.key)
            if item.key in facts:
                fact = facts[item.key]
                href = _address(fact.more) or (told.href if told else "")
                rows.append(ShownFact(item.label, href, fact.answer, fact.dated, not fact.dated))
            elif told:
                rows.append(ShownFact(item.label, told.href, told.text))
            else:
                missing.append(item)
        return ShownGroup(group, rows, missing, ways.get(group.key, self.missing_shown))


def _address(page: Page | None) -> str:
    return page_address(page) if page is not None and current_frame().shows(page) else ""


class FactSheetGroup(Orderable):
    """A group of the fact sheet that shows what it lacks in its own way."""

    page = ParentalKey(FactSheetPage, on_delete=models.CASCADE, related_name="groups")
    group = models.CharField(max_length=20, choices=[(group.key, group.heading) for group in CHECKLIST])
    missing_shown = models.CharField("what is not published yet", max_length=10, choices=MissingShown)

    panels = [FieldRowPanel([FieldPanel("group"), FieldPanel("missing_shown")])]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["page", "group"],
                name="one_row_a_fact_sheet_group",
                violation_error_message="This group is listed twice.",
            )
        ]
