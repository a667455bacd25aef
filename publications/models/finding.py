from django.conf import settings
from django.db import models
from django.db.models import Q


class NotOurAuthor(models.Model):
    """That an author printed so is not this person of ours, on one paper or on all."""

    name_key = models.CharField(max_length=200, db_index=True)
    publication = models.ForeignKey(
        "publications.PublicationPage", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    person = models.ForeignKey("people.PersonPage", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name_key", "person", "publication"], name="one_ruling_a_paper"),
            models.UniqueConstraint(
                fields=["name_key", "person"], condition=Q(publication=None), name="one_ruling_for_all_papers"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name_key} is not {self.person}"


class Finding(models.Model):
    """Something about a record that a person should look at, until somebody has settled it."""

    class Kind(models.TextChoices):
        """What is wrong, in the order in which it matters."""

        NOTICE = "notice", "Retraction or correction"
        CONFLICT = "conflict", "PubMed says otherwise"
        DUPLICATE = "duplicate", "Perhaps the same paper"
        COMPANION = "companion", "Belongs to a paper that is not here"
        WARNING = "warning", "Looks wrong"

    publication = models.ForeignKey("publications.PublicationPage", on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=12, choices=Kind)
    key = models.CharField(max_length=100, help_text="What makes it the same finding when it is found again.")
    text = models.TextField()
    field = models.CharField(max_length=40, blank=True)
    ours = models.JSONField(null=True, blank=True)
    theirs = models.JSONField(null=True, blank=True)
    other = models.ForeignKey(
        "publications.PublicationPage", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-made_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["publication", "kind", "key"], name="one_finding_a_key")]
        indexes = [models.Index(fields=["kind"], condition=Q(settled_at=None), name="open_findings")]

    def __str__(self) -> str:
        return self.text
