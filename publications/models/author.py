from django.db import models
from django.db.models import Q
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable

from ..keys import name_key
from .publication import PublicationPage


class PublicationAuthor(Orderable):
    """One author of a record: a person as printed, or a group; or somebody whom the record credits in a group."""

    publication = ParentalKey(PublicationPage, on_delete=models.CASCADE, related_name="authors")
    family = models.CharField(max_length=120, blank=True)
    given = models.CharField(max_length=80, blank=True, help_text="As printed: “SA”.")
    suffix = models.CharField(max_length=20, blank=True)
    non_dropping_particle = models.CharField("particle", max_length=30, blank=True, help_text="“van der”, “de”.")
    literal = models.CharField("group", max_length=200, blank=True, help_text="The name of a group instead.")
    orcid = models.CharField("ORCID", max_length=19, blank=True, help_text="Sixteen digits in four groups.")
    is_collaborator = models.BooleanField(
        "in the group", default=False, help_text="Not printed among the authors, but credited as one of the group."
    )
    person = models.ForeignKey(
        "people.PersonPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="authorships",
        help_text="The person of this department, where that is certain.",
    )
    name_key = models.CharField(max_length=200, blank=True, editable=False, db_index=True)

    panels = [
        FieldRowPanel([FieldPanel("non_dropping_particle"), FieldPanel("family"), FieldPanel("given")]),
        FieldRowPanel([FieldPanel("suffix"), FieldPanel("literal"), FieldPanel("orcid")]),
        FieldPanel("is_collaborator"),
        PageChooserPanel("person"),
    ]

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(literal="") ^ Q(family=""),
                name="author_is_person_or_group",
                violation_error_message="Give a family name, or the name of a group, and not both.",
            )
        ]

    def __str__(self) -> str:
        return self.printed_name

    def save(self, *args, **kwargs):
        self.name_key = name_key(self.printed_name)[:200]
        return super().save(*args, **kwargs)

    @classmethod
    def publications_of(cls, person):
        """The records of one person that a visitor may see, newest first; one whose paper is there stands below it."""
        records = PublicationPage.objects.visible().filter(
            pk__in=cls.objects.filter(person=person).values("publication")
        )
        return records.entries().recent_first().with_companions()

    @property
    def printed_name(self) -> str:
        """The name as a PubMed citation prints it: `van der Linden LR`."""
        if self.literal:
            return self.literal
        return " ".join(part for part in (self.non_dropping_particle, self.family, self.given, self.suffix) if part)
