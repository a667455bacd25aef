from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from .publication import PublicationPage


class PublicationNotice(Orderable):
    """What a journal later said about a paper: that it is retracted, in doubt, or corrected."""

    class Kind(models.TextChoices):
        """The notices that PubMed carries, the gravest first (pubmed.ncbi.nlm.nih.gov/help, "Comment On/In")."""

        RETRACTION = "retraction", "Retracted"
        CONCERN = "expression-of-concern", "Expression of concern"
        ERRATUM = "erratum", "Corrected"
        REPUBLICATION = "corrected-republication", "Corrected and republished"
        UPDATE = "update", "Newer version"

    publication = ParentalKey(PublicationPage, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=30, choices=Kind)
    citation = models.CharField(max_length=400, blank=True, help_text="Where the notice is printed.")
    pmid = models.CharField("PMID of the notice", max_length=9, blank=True)
    doi = models.CharField("DOI of the notice", max_length=200, blank=True)

    panels = [
        FieldPanel("kind"),
        FieldPanel("citation"),
        FieldRowPanel([FieldPanel("pmid"), FieldPanel("doi")]),
    ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_grave(self) -> bool:
        """Whether a reader must not rely on the paper without having read the notice."""
        return self.kind in (self.Kind.RETRACTION, self.Kind.CONCERN)

    @property
    def url(self) -> str:
        """Where the notice can be read, or nothing."""
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        return f"https://doi.org/{self.doi}" if self.doi else ""
