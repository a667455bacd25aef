from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from ..schedules import ZONE_WORDS, Frequency, Nth, Schedule, Weekday

SCHEDULE_FIELDS = ("frequency", "weekday", "nth", "starts_on", "starts_at", "length_minutes", "ends_on", "place")


class ConferenceScheduleMixin(models.Model):
    """When and where a conference takes place, and what staff alone know of the place."""

    Frequency = Frequency

    frequency = models.CharField(max_length=12, choices=Frequency, default=Frequency.UNSET)
    weekday = models.PositiveSmallIntegerField(
        "day of the week", choices=Weekday, null=True, blank=True, help_text="Empty while nobody has stated it."
    )
    nth = models.SmallIntegerField(
        "which of the month", choices=Nth, null=True, blank=True, help_text="Only for what takes place every month."
    )
    starts_on = models.DateField(
        "first day",
        null=True,
        blank=True,
        help_text="A day on which it takes place; dates are counted from it. When the day of the week changes for "
        "good, give the first new day: earlier dates then leave the calendar.",
    )
    starts_at = models.TimeField("begins at", null=True, blank=True, help_text=f"{ZONE_WORDS}, summer and winter.")
    length_minutes = models.PositiveSmallIntegerField("length in minutes", null=True, blank=True)
    ends_on = models.DateField("last day", null=True, blank=True, help_text="Empty: it goes on.")
    place = models.CharField(
        max_length=160,
        blank=True,
        help_text="For everybody to read, on the page and in calendars. A room that visitors should not know of "
        "stands under “For staff only”.",
    )
    time_note = models.CharField(
        "note on the time",
        max_length=160,
        blank=True,
        help_text="Beside day and hour, or instead of them: “By turns with the journal club”. With neither, the page "
        "says that they are not published.",
    )
    joining_link = models.URLField(
        max_length=500, blank=True, help_text="For those who join by video. In no page, feed or search."
    )
    private_room = models.CharField(max_length=160, blank=True, help_text="In no page, feed or search.")

    schedule_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("frequency"), FieldPanel("weekday"), FieldPanel("nth")]),
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("length_minutes")]),
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                FieldPanel("place"),
                FieldPanel("time_note"),
            ],
            heading="When and where",
        ),
    ]
    staff_panels = [
        MultiFieldPanel(
            [FieldPanel("joining_link"), FieldPanel("private_room")],
            heading="For staff only: never shown to visitors",
            icon="lock",
        ),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if faults := self.schedule.faults():
            raise ValidationError(faults)

    @property
    def schedule(self) -> Schedule:
        """The regular days, as far as they are known."""
        return Schedule(**{name: getattr(self, name) for name in SCHEDULE_FIELDS})
