import hashlib

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from sarcoma_site.core.uploads.fields import DocumentField


class Protocol(models.Model):
    """An active study protocol of the department, in the table that researchers read."""

    class Status(models.TextChoices):
        """How far the study is."""

        PLANNED = "planned", "Not open yet"
        OPEN = "open", "Open to participants"
        CLOSED = "closed", "Closed to new participants"
        ANALYSIS = "analysis", "Follow-up or analysis"

    title = models.CharField(max_length=300, help_text="The study’s title, as the protocol has it.")
    investigator = models.CharField(
        max_length=160, blank=True, help_text="Who leads it here. Several are divided by commas."
    )
    status = models.CharField(max_length=10, choices=Status)
    nct_number = models.CharField(
        "NCT number",
        max_length=11,
        blank=True,
        validators=[RegexValidator(r"^NCT[0-9]{8}\Z", "“NCT” and eight digits, as in NCT01234567.")],
        help_text="The number at ClinicalTrials.gov, if the study is registered. The table links to it.",
    )
    order = models.PositiveSmallIntegerField(default=0, help_text="Smaller numbers stand first.")
    changed_at = models.DateTimeField(auto_now=True)

    panels = [
        FieldPanel("title"),
        FieldPanel("investigator"),
        FieldRowPanel([FieldPanel("status"), FieldPanel("nct_number"), FieldPanel("order")]),
    ]

    class Meta:
        ordering = ["order", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["nct_number"],
                condition=~models.Q(nct_number=""),
                name="one_protocol_an_nct_number",
                violation_error_message="There is a protocol with this NCT number already.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def delete(self, *args, **kwargs):
        """To take one away changes the list, too: the others bear the day."""
        done = super().delete(*args, **kwargs)
        Protocol.objects.update(changed_at=timezone.now())
        return done

    @property
    def registry_url(self) -> str:
        """The record at ClinicalTrials.gov, or nothing."""
        return f"https://clinicaltrials.gov/study/{self.nct_number}" if self.nct_number else ""


class ProtocolFile(models.Model):
    """One version of the file with the active protocols. One of them is served; the others are kept for staff."""

    file = DocumentField(upload_to="protocols")
    note = models.CharField(
        "what changed",
        max_length=200,
        blank=True,
        help_text="Staff only: beside this version in the list of versions.",
    )
    size = models.PositiveIntegerField(default=0, editable=False)
    digest = models.CharField(max_length=64, default="", editable=False)
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    # Since when it is the one that is served; empty for the others.
    current_since = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "file of active protocols"
        verbose_name_plural = "files of active protocols"
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return f"Version {self.pk} of the active protocols"

    def save(self, *args, **kwargs) -> None:
        """Note of what is stored, which is what was cleaned, how long it is and what tells it from others."""
        if self.file and not self.file._committed:
            self.file.save(self.file.name, self.file.file, save=False)
            with self.file.open() as stored:
                content = stored.read()
            self.size, self.digest = len(content), hashlib.sha256(content).hexdigest()
        super().save(*args, **kwargs)

    @property
    def is_current(self) -> bool:
        return self.current_since is not None
