from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from sarcoma_site.core.paging import page_of
from sarcoma_site.core.query_parameters import slug_parameter
from sarcoma_site.core.visibility import VisiblePageQuerySet, visible_rows

from .care import CarePage

OLDEST = 120


class TrialQuerySet(VisiblePageQuerySet):
    """Ways to ask for trials."""

    def for_age(self, age: int) -> "TrialQuerySet":
        """Trials that somebody of this age in years may ask about; an unset limit shuts nobody out."""
        return self.filter(
            models.Q(minimum_age__isnull=True) | models.Q(minimum_age__lte=age),
            models.Q(maximum_age__isnull=True) | models.Q(maximum_age__gte=age),
        )


class TrialIndexPage(CarePage):
    """What a clinical trial is, and the trials listed here; filters appear once there is something to filter."""

    page_description = "The list of clinical trials"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["programs.TrialPage"]
    max_count = 1
    template = "pages/programs/trial_index_page.html"

    PER_PAGE = 20

    class Meta:
        verbose_name = "list of clinical trials"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        age = request.GET.get("age", "")
        context["filters"] = {
            "status": slug_parameter(request, "status"),
            "phase": slug_parameter(request, "phase"),
            "age": int(age) if age.isascii() and age.isdigit() and len(age) <= 3 and int(age) <= OLDEST else None,
        }
        context["statuses"], context["phases"] = (TrialPage.Status.choices, TrialPage.Phase.choices)
        context["has_trials"] = TrialPage.objects.visible().exists()
        context["trials"] = page_of(request, self.trials(**context["filters"]), self.PER_PAGE)
        return context

    @staticmethod
    def trials(status: str = "", phase: str = "", age: int | None = None):
        """The trials a visitor may see, those open to join first, narrowed when asked."""
        trials = TrialPage.objects.visible()
        if status in TrialPage.Status.values:
            trials = trials.filter(status=status)
        if phase in TrialPage.Phase.values:
            trials = trials.filter(phase=phase)
        if age is not None:
            trials = trials.for_age(age)
        opens_first = models.Case(models.When(status=TrialPage.Status.RECRUITING, then=0), default=1)
        return trials.order_by(opens_first, "title")


class TrialPage(CarePage):
    """One clinical trial, entered by hand."""

    page_description = "One clinical trial"
    parent_page_types = ["programs.TrialIndexPage"]
    subpage_types: list[str] = []
    template = "pages/programs/trial_page.html"

    class Status(models.TextChoices):
        """Whether people can join, in plain words."""

        RECRUITING = "recruiting", "Open: people can ask to join"
        NOT_YET = "not-yet-recruiting", "Not open yet"
        ACTIVE = "active-not-recruiting", "Going on, closed to new people"
        COMPLETED = "completed", "Finished"
        STOPPED = "stopped", "Stopped early"

    class Phase(models.TextChoices):
        """The phase of a drug trial."""

        NONE = "none", "No phase"
        EARLY_1 = "early-phase-1", "Early phase 1"
        PHASE_1 = "phase-1", "Phase 1"
        PHASE_1_2 = "phase-1-2", "Phases 1 and 2"
        PHASE_2 = "phase-2", "Phase 2"
        PHASE_2_3 = "phase-2-3", "Phases 2 and 3"
        PHASE_3 = "phase-3", "Phase 3"
        PHASE_4 = "phase-4", "Phase 4"

    nct_number = models.CharField(
        "NCT number",
        max_length=11,
        blank=True,
        validators=[RegexValidator(r"^NCT\d{8}$", "“NCT” and eight digits.")],
        help_text="The number at ClinicalTrials.gov.",
    )
    status = models.CharField(max_length=24, choices=Status, default=Status.NOT_YET)
    phase = models.CharField(max_length=14, choices=Phase, default=Phase.NONE)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True, help_text="In years. Empty: no lower limit.")
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True, help_text="In years. Empty: no upper limit.")

    content_panels = [
        *CarePage.content_panels[:2],
        FieldPanel("nct_number"),
        FieldRowPanel(
            [FieldPanel("status"), FieldPanel("phase")],
            help_text="At the top of the page and in the list of trials, which visitors can narrow by both.",
        ),
        FieldRowPanel([FieldPanel("minimum_age"), FieldPanel("maximum_age")]),
        *CarePage.content_panels[2:],
    ]
    relation_panels = [
        InlinePanel(
            "conditions",
            heading="Conditions",
            label="Condition",
            help_text="Below the text, under “About these cancers”.",
        ),
        *CarePage.care_panels,
    ]
    search_fields = [*CarePage.search_fields, index.SearchField("nct_number"), index.FilterField("status")]

    objects = PageManager.from_queryset(TrialQuerySet)()

    class Meta:
        verbose_name = "clinical trial"
        constraints = [
            models.UniqueConstraint(
                fields=["nct_number"],
                condition=~models.Q(nct_number=""),
                name="one_page_a_trial",
                violation_error_message="There is already a page for this NCT number.",
            )
        ]

    def clean(self) -> None:
        super().clean()
        if None not in (self.minimum_age, self.maximum_age) and self.minimum_age > self.maximum_age:
            raise ValidationError({"maximum_age": "The highest age lies below the lowest."})

    @property
    def ages(self) -> str:
        """Who may ask to join, by age."""
        if self.minimum_age is None and self.maximum_age is None:
            return "All ages"
        if self.maximum_age is None:
            return f"{self.minimum_age} and older"
        if self.minimum_age is None:
            return f"Up to {self.maximum_age}"
        return f"{self.minimum_age} to {self.maximum_age}"

    @property
    def registry_url(self) -> str:
        """The record at ClinicalTrials.gov, or nothing."""
        return f"https://clinicaltrials.gov/study/{self.nct_number}" if self.nct_number else ""

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["conditions"] = [row.condition for row in visible_rows(self.conditions, "condition")]
        return context


class TrialCondition(Orderable):
    """A condition that a trial is about."""

    page = ParentalKey(TrialPage, on_delete=models.CASCADE, related_name="conditions")
    condition = models.ForeignKey("programs.ConditionPage", on_delete=models.CASCADE, related_name="trial_rows")

    panels = [PageChooserPanel("condition")]
