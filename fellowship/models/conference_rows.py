"""What stands on a conference in rows: who leads, at which hospitals, which single dates are different."""

import uuid

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable

from ..schedules import Change, Kind


class ConferenceLeader(Orderable):
    """Somebody who leads a conference."""

    page = ParentalKey("fellowship.ConferencePage", on_delete=models.CASCADE, related_name="leaders")
    person = models.ForeignKey("people.PersonPage", on_delete=models.CASCADE, related_name="conference_rows")
    note = models.CharField(max_length=120, blank=True, help_text="Beside the name on the conference’s page.")

    panels = [PageChooserPanel("person"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["page", "person"],
                name="one_row_a_conference_leader",
                violation_error_message="This person is listed twice.",
            )
        ]


class ConferenceSite(Orderable):
    """A hospital whose fellows take part in a conference."""

    page = ParentalKey("fellowship.ConferencePage", on_delete=models.CASCADE, related_name="sites")
    site = models.ForeignKey("fellowship.RotationPage", on_delete=models.CASCADE, related_name="conferences")

    panels = [PageChooserPanel("site")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["page", "site"],
                name="one_row_a_conference_site",
                violation_error_message="This hospital is listed twice.",
            )
        ]


class ConferenceException(Orderable):
    """A date on which a conference is cancelled, moved, or takes place besides the regular ones."""

    Kind = Kind

    page = ParentalKey("fellowship.ConferencePage", on_delete=models.CASCADE, related_name="exceptions")
    kind = models.CharField("what is different", max_length=10, choices=Kind, default=Kind.CANCELLED)
    original_date = models.DateField(
        "regular date", null=True, blank=True, help_text="The regular date that is cancelled or moved."
    )
    new_date = models.DateField(null=True, blank=True, help_text="For what is moved or extra.")
    new_time = models.TimeField("begins at", null=True, blank=True, help_text="Empty: at the usual hour.")
    new_place = models.CharField("place", max_length=160, blank=True, help_text="Empty: at the usual place.")
    reason = models.CharField(
        max_length=160, blank=True, help_text="Visitors read it beside the date, in the pages and in their calendars."
    )

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("original_date")]),
        FieldRowPanel([FieldPanel("new_date"), FieldPanel("new_time")]),
        FieldPanel("new_place"),
        FieldPanel("reason"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "date that is different"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.change.day}"

    @property
    def change(self) -> Change:
        """The same as a plain value."""
        return Change(
            kind=self.kind,
            original_date=self.original_date,
            new_date=self.new_date,
            new_time=self.new_time,
            new_place=self.new_place,
            reason=self.reason,
        )


class PublishedSchedule(models.Model):
    """What calendar programs were told last of a conference, so that they notice when it changes.

    It stays when the conference goes: a program that asks whether anything is new must learn that something left.
    """

    conference = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Version {self.sequence} of {self.conference}"
