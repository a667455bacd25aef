import datetime
import secrets

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, PageChooserPanel
from wagtail.log_actions import log
from wagtail.models import Page

from people.permissions import pages_that_name

from ..academic_dates import day_in_words
from .changes import CountsChanges
from .years import AcademicYear

KEY_BYTES = 24
CONSENT = "fellowship.consent"
CONSENT_GONE = "fellowship.consent_gone"
NEW_ADDRESS = "fellowship.new_calendar_address"


def new_calendar_key() -> str:
    """The part of a calendar's address that nobody can guess."""
    return secrets.token_urlsafe(KEY_BYTES)


class FellowQuerySet(models.QuerySet):
    """Ways to ask for fellows."""

    def consented(self, today: datetime.date) -> "FellowQuerySet":
        """Those who agreed to be named, and did not withdraw."""
        return self.filter(consent_on__lte=today, consent_withdrawn_on=None).exclude(family_name="")

    def listed(self, today: datetime.date) -> "FellowQuerySet":
        """Those whom visitors may read of by name: agreed, in a year that has begun or is public."""
        shown = Q(year__starts_on__lte=today) | Q(year__is_public=True)
        return self.consented(today).filter(shown).select_related("year").order_by("-year__starts_on", "letter")


class Fellow(CountsChanges):
    """One of the two fellows of a year. Visitors read “Fellow A” until the fellow has agreed to be named."""

    told = ("given_name", "family_name", "degrees", "consent_on", "consent_withdrawn_on")

    class Letter(models.TextChoices):
        """The two places of a year."""

        A = "A", "Fellow A"
        B = "B", "Fellow B"

    year = models.ForeignKey(AcademicYear, on_delete=models.CASCADE, related_name="fellows")
    letter = models.CharField(
        "place", max_length=1, choices=Letter, help_text="Tells the two apart in the timetable. It means nothing else."
    )
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    degrees = models.CharField(max_length=60, blank=True, help_text="After the name: “MD”.")
    training_before = models.CharField(
        max_length=300, blank=True, help_text="Where and in what, in one line. On the page Fellows, once agreed to."
    )
    position_after = models.CharField(
        max_length=300, blank=True, help_text="Where the fellow went next. On the page Fellows, once agreed to."
    )
    person = models.ForeignKey(
        "people.PersonPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="page among the people",
        help_text="Only with a consent, and only of somebody who stands on no page of patient care. "
        "If the consent is withdrawn, that page is taken down at once.",
    )
    consent_on = models.DateField(
        "agreed on", null=True, blank=True, help_text="The day on which the fellow agreed to be named on this site."
    )
    consent_note = models.CharField(
        "how", max_length=200, blank=True, help_text="For staff: by letter, by mail, on which form. Never shown."
    )
    consent_withdrawn_on = models.DateField(
        "withdrawn on",
        null=True,
        blank=True,
        help_text="With a day in here the name is gone from every page and calendar as soon as you save.",
    )
    calendar_key = models.CharField(max_length=64, unique=True, default=new_calendar_key, editable=False)

    panels = [
        FieldRowPanel([FieldPanel("year"), FieldPanel("letter")]),
        MultiFieldPanel(
            [
                HelpPanel(
                    "<p>Only staff see the name until a consent is recorded below. Another family name, or none, is "
                    "taken for another person: the calendar at the fellow’s own address moves to a new one.</p>"
                ),
                FieldRowPanel([FieldPanel("given_name"), FieldPanel("family_name"), FieldPanel("degrees")]),
            ],
            heading="Name",
        ),
        MultiFieldPanel(
            [FieldPanel("training_before"), FieldPanel("position_after")], heading="Training and next step"
        ),
        MultiFieldPanel(
            [
                HelpPanel(
                    "<p>A page among the people that is taken out here, or replaced, is taken down at once, too.</p>"
                ),
                FieldRowPanel([FieldPanel("consent_on"), FieldPanel("consent_note")]),
                FieldPanel("consent_withdrawn_on"),
                PageChooserPanel("person"),
            ],
            heading="Consent to be named",
        ),
    ]

    objects = FellowQuerySet.as_manager()

    class Meta:
        ordering = ["-year__starts_on", "letter"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "letter"],
                name="one_fellow_a_letter",
                violation_error_message="This place of the year is taken. Choose the other one.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.staff_name}, {self.year.name}"

    @transaction.atomic
    def save(self, *args, **kwargs) -> None:
        """Save; a page that rested on the consent comes down with it, or once it is not named here."""
        before = Fellow.objects.filter(pk=self.pk).first() if self.pk is not None else None
        is_new_person = before is not None and self.is_somebody_else_than(before)
        if is_new_person:
            self.calendar_key = new_calendar_key()
        super().save(*args, **kwargs)
        if is_new_person:
            log(self, NEW_ADDRESS)
        if before is not None and before.consent_in_words != self.consent_in_words:
            log(self, CONSENT, data={"said": self.consent_in_words})
        if before is not None and before.person_id not in (None, self.person_id):
            take_down(before.person_id)
        if self.person_id is not None and not self.has_consent():
            take_down(self.person_id)

    def clean(self) -> None:
        super().clean()
        today = timezone.localdate()
        faults = {}
        if self.consent_on and self.consent_on > today:
            faults["consent_on"] = "This day is still to come. Enter the day on which the fellow agreed."
        if self.consent_on and not self.consent_note.strip():
            faults["consent_note"] = "Say how the fellow agreed, so that somebody can look it up."
        if self.consent_on and not self.family_name:
            faults["family_name"] = "A consent needs the name of whoever gave it."
        if self.consent_withdrawn_on and not self.consent_on:
            faults["consent_withdrawn_on"] = "There is no consent that could be withdrawn."
        elif self.consent_withdrawn_on and self.consent_withdrawn_on < self.consent_on:
            faults["consent_withdrawn_on"] = (
                "That is before the day of the consent. For a new consent, empty this field."
            )
        if self.person_id is not None and not self.consent_withdrawn_on:
            if not self.consent_on:
                faults["person"] = "Record the consent first."
            elif _stands_elsewhere(self.person):
                faults["person"] = "This person stands on pages of patient care, so a consent cannot govern the page."
        if faults:
            raise ValidationError(faults)

    def has_consent(self, today: datetime.date | None = None) -> bool:
        """Whether visitors may read the name."""
        given = self.consent_on is not None and self.consent_on <= (today or timezone.localdate())
        return given and self.consent_withdrawn_on is None and bool(self.family_name)

    @property
    def consent_in_words(self) -> str:
        """What the history says of it."""
        if self.consent_on is None:
            return "No consent is recorded"
        given = f"Consent of {day_in_words(self.consent_on)} ({self.consent_note})"
        return (
            f"{given}, withdrawn on {day_in_words(self.consent_withdrawn_on)}" if self.consent_withdrawn_on else given
        )

    @property
    def full_name(self) -> str:
        """The name with degrees; empty while none is entered."""
        name = " ".join(part for part in (self.given_name, self.family_name) if part)
        return f"{name}, {self.degrees}" if name and self.degrees else name

    @property
    def place(self) -> str:
        """“Fellow A”."""
        return f"Fellow {self.letter}"

    @property
    def public_name(self) -> str:
        """What visitors read: the name with a consent, else the place."""
        return self.full_name if self.has_consent() else self.place

    @property
    def staff_name(self) -> str:
        """What staff read: the name as soon as one is entered."""
        return self.full_name or self.place

    @property
    def is_open_place(self) -> bool:
        """Whether nobody is entered here yet."""
        return not (self.full_name or self.consent_on or self.training_before or self.position_after or self.person_id)

    def is_somebody_else_than(self, before: "Fellow") -> bool:
        """Whether the place went to another person, or to nobody; a first name that is entered is neither."""
        is_renamed = bool(before.family_name) and before.family_name != self.family_name
        return is_renamed or bool(before.full_name and not self.full_name)

    def revoke_calendar(self) -> None:
        """A new address for the fellow's own calendar; the old one leads nowhere from now on."""
        self.calendar_key = new_calendar_key()
        self.save(update_fields=["calendar_key"])
        log(self, NEW_ADDRESS)


class Leave(CountsChanges):
    """Days on which a fellow is away. For staff and the fellow's own calendar only."""

    told = ("starts_on", "ends_on", "note")

    fellow = models.ForeignKey(Fellow, on_delete=models.CASCADE, related_name="leaves")
    starts_on = models.DateField("from")
    ends_on = models.DateField("to")
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")),
                name="leave_ends_after_it_starts",
                violation_error_message="The last day comes before the first.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.fellow.place}: {self.starts_on} to {self.ends_on}"


def _stands_elsewhere(person: Page) -> bool:
    """Whether somebody stands on pages outside of the fellowship."""
    return pages_that_name(person).exclude(content_type__app_label="fellowship").exists()


def take_down(key: int) -> None:
    """Unpublish a person's page, whoever may do that otherwise, and cancel what is scheduled for it.

    As a plain page: a fault elsewhere on it, such as a picture without consent, must not keep it up.
    """
    page = Page.objects.get(pk=key)
    if page.live:
        page.unpublish(log_action=CONSENT_GONE)
    elif page.revisions.exclude(approved_go_live_at=None).update(approved_go_live_at=None):
        log(page, CONSENT_GONE)
