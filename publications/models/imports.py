import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse


def _private_name(_instance, _filename: str) -> str:
    """A file that waits to be read: under a name nobody can guess, without the visitor's own."""
    return f"publication-imports/{secrets.token_urlsafe(24)}"


class PublicationImport(models.Model):
    """One import: what was given, what the records are, and what was done with them."""

    class Source(models.TextChoices):
        """How the records came here."""

        PASTE = "paste", "Pasted text"
        UPLOAD = "upload", "Uploaded file"
        COMMAND = "command", "Command line"
        SYNC = "sync", "Saved queries"

    class State(models.TextChoices):
        """How far it is. Only a `READY` import can be taken, and only a `TAKEN` one undone."""

        WAITING = "waiting", "Waiting to be read"
        READING = "reading", "Being read"
        READY = "ready", "Ready to be looked through"
        TAKING = "taking", "Being taken"
        TAKEN = "taken", "Taken"
        UNDONE = "undone", "Undone"
        FAILED = "failed", "Could not be read"

    source = models.CharField(max_length=10, choices=Source)
    name = models.CharField(max_length=200, help_text="The file’s name, or the first words of what was pasted.")
    format = models.CharField(max_length=20, blank=True)
    file = models.FileField(upload_to=_private_name, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, db_index=True)
    publish = models.BooleanField(default=False, help_text="Whether new records go live at once.")
    message = models.TextField(blank=True)
    bytes_total = models.BigIntegerField(default=0)
    bytes_read = models.BigIntegerField(default=0)
    records_done = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)
    moved_at = models.DateTimeField(auto_now=True, help_text="When it last came further.")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("publication_import", args=[self.pk])

    @property
    def is_busy(self) -> bool:
        """Whether somebody works on it now, so that the screen looks again by itself."""
        return self.state in (self.State.WAITING, self.State.READING, self.State.TAKING)

    def counts(self) -> dict[str, int]:
        """How many records there are of each status."""
        rows = self.records.values_list("status").annotate(number=models.Count("pk")).order_by()
        return dict.fromkeys(StagedRecord.Status.values, 0) | dict(rows)


class StagedRecord(models.Model):
    """One record of an import before it is taken: what it says, and what taking it would do."""

    class Status(models.TextChoices):
        """What taking the record would do."""

        NEW = "new", "New"
        CHANGED = "changed", "Changed"
        KNOWN = "known", "Known"
        PROBLEM = "problem", "Problem"

    class Outcome(models.TextChoices):
        """What was done with the record."""

        NONE = "", "Nothing"
        CREATED = "created", "Added"
        UPDATED = "updated", "Updated"
        DELETED = "deleted", "Removed again"
        RESTORED = "restored", "Put back"

    run = models.ForeignKey(PublicationImport, on_delete=models.CASCADE, related_name="records")
    number = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status)
    csl = models.JSONField(default=dict)
    messages = models.JSONField(default=list)
    changes = models.JSONField(default=list, help_text="What taking it changes: field, ours, theirs.")
    conflicts = models.JSONField(
        default=list, help_text="Where a person’s edit stands against it: field, ours, theirs."
    )
    page = models.ForeignKey(
        "publications.PublicationPage", null=True, on_delete=models.SET_NULL, related_name="+", db_index=True
    )
    suggestion = models.ForeignKey(
        "publications.PublicationPage", null=True, on_delete=models.SET_NULL, related_name="+", db_index=True
    )
    is_same_as_suggestion = models.BooleanField(null=True)
    chosen = models.BooleanField(default=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.NONE, blank=True)
    revision_before = models.BigIntegerField(null=True)
    revision_after = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="one_row_a_record")]
        indexes = [models.Index(fields=["run", "status", "number"])]

    def __str__(self) -> str:
        return f"{self.where}: {self.csl.get('title', '')}"

    @property
    def where(self) -> str:
        """Where it stands in what was given: `record 3, line 41`."""
        return f"record {self.number}, line {self.line}"
