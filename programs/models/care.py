from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager

from sarcoma_site.core.blocks import ReferencesBlock
from sarcoma_site.core.models.base_page import BasePage
from sarcoma_site.core.models.body import BodyMixin
from sarcoma_site.core.site_frame import current_frame
from sarcoma_site.core.visibility import VisiblePageQuerySet


class CarePage(BodyMixin, BasePage):
    """A page that a patient acts on: it says who checked it and when, and what its medicine rests on."""

    reviewer = models.ForeignKey(
        "people.PersonPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The clinician who checked this page. Empty shows “not yet checked by a clinician”.",
    )
    reviewed_on = models.DateField(null=True, blank=True, help_text="The day of that check.")
    review_due_on = models.DateField(null=True, blank=True, help_text="When it should be checked again. Staff only.")
    sources = StreamField(
        ReferencesBlock(), blank=True, help_text="Public sources of the medicine on this page, listed at its end."
    )

    care_panels = [
        MultiFieldPanel(
            [PageChooserPanel("reviewer"), FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("review_due_on")])],
            heading="Checked by a clinician",
        ),
        FieldPanel("sources"),
    ]
    content_panels = [*BasePage.content_panels, *BodyMixin.body_panels]
    relation_panels = care_panels
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]

    objects = PageManager.from_queryset(VisiblePageQuerySet)()

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if bool(self.reviewer_id) != bool(self.reviewed_on):
            raise ValidationError({"reviewed_on": "A check has a person and a day: give both or neither."})
        if self.reviewed_on and self.review_due_on and self.review_due_on <= self.reviewed_on:
            raise ValidationError({"review_due_on": "The next check is due after the last one."})

    @property
    def is_reviewed(self) -> bool:
        """Whether a clinician has checked the page, whose name visitors may read."""
        return self.reviewed_on is not None and self.reviewer is not None and current_frame().shows(self.reviewer)
