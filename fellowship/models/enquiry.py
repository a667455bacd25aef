from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from wagtail.contrib.forms.models import AbstractFormSubmission

NAME_LENGTH = 200


class Enquiry(AbstractFormSubmission):
    """A message that came through the fellowship's form, and what became of it.

    The record outlives its page. What it was asked stands beside the answers, so that a later change of the form takes
    nothing from it. Nothing else of the site refers to it, and no history names its sender.
    """

    wagtail_reference_index_ignore = True

    class State(models.TextChoices):
        """Where a message stands."""

        NEW = "new", "New"
        ANSWERED = "answered", "Answered"
        ARCHIVED = "archived", "Archived"
        SPAM = "spam", "Spam"

    page = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+")
    asked = models.JSONField(default=list, help_text="The fields in their order: name, label and kind of each.")
    sender_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    sender_email = models.EmailField()
    about = models.CharField(max_length=255, blank=True)
    search_words = models.TextField(blank=True, help_text="Every word of it in plain spelling.")
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.TextField(blank=True, max_length=2000)
    answered_at = models.DateTimeField(null=True, blank=True)
    is_held = models.BooleanField("keep", default=False)
    hold_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "enquiry"
        verbose_name_plural = "enquiries"
        ordering = ["-submit_time", "-pk"]
        default_permissions = ("change", "delete")  # Only the form adds one.
        indexes = [models.Index(fields=["state", "submit_time"], name="enquiries_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_held=False) | ~Q(hold_reason=""),
                name="held_enquiries_say_why",
                violation_error_message="Say why it is kept.",
            )
        ]

    def __str__(self) -> str:
        return f"Enquiry {self.pk}"

    @property
    def answers(self) -> list[tuple[str, str]]:
        """What was asked and what was written, in the order of the form."""
        return [(label, self._words(name)) for name, label, _kind in self.asked]

    def _words(self, name: str) -> str:
        value = self.form_data.get(name, "")
        return ("Yes" if value else "No") if isinstance(value, bool) else str(value)


class EnquiryMail(models.Model):
    """One mail about an enquiry: to the office that answers, or the receipt to whoever wrote."""

    wagtail_reference_index_ignore = True

    class Kind(models.TextChoices):
        """Whom it is for."""

        OFFICE = "office", "Mail to the office"
        RECEIPT = "receipt", "Receipt to the sender"

    class State(models.TextChoices):
        """Whether it has gone out."""

        WAITING = "waiting", "Waiting"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Not sent"
        LEFT_OUT = "left-out", "Left out"

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=200, blank=True, help_text="Why the last try failed.")
    due_at = models.DateTimeField(default=timezone.now, help_text="When it is tried, or was last.")

    class Meta:
        verbose_name = "mail of an enquiry"
        ordering = ["enquiry", "kind"]
        default_permissions: tuple = ()
        constraints = [models.UniqueConstraint(fields=["enquiry", "kind"], name="one_mail_a_kind")]
        indexes = [models.Index(fields=["state", "due_at"], name="mails_by_state")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.enquiry}"


class SentForm(models.Model):
    """That a form was sent, so that it counts once and nobody sends too many: a row for a day, then deleted.

    The address is a keyed hash, and no row says which message it belongs to.
    """

    wagtail_reference_index_ignore = True

    token = models.CharField(max_length=64, unique=True)
    address = models.CharField(max_length=45)
    is_spam = models.BooleanField(default=False)
    sent_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "sent form"
        default_permissions: tuple = ()

    def __str__(self) -> str:
        return f"A form sent at {self.sent_at:%Y-%m-%d %H:%M}"
