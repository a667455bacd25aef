from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import PageManager
from wagtail.search import index

from sarcoma_site.core.models.base_page import BasePage
from sarcoma_site.core.search_words import folded

from ..csl import csl_item
from ..keys import title_key
from ..querysets import PublicationQuerySet
from .shown import AHEAD_OF_PRINT, ShownPublication


class PublicationPage(ShownPublication, BasePage):
    """One record of the literature, written for researchers. Its columns are those of a CSL-JSON item.

    The form inside is the one of the Citation Style Language's data schema (citationstyles.org, CSL-JSON 1.0.2):
    every importer makes it and every export reads it, see `csl_item`.
    """

    page_description = "One paper, with its authors and where to read it"
    parent_page_types = ["publications.PublicationIndexPage"]
    subpage_types: list[str] = []
    template = "pages/publications/publication_page.html"

    class Kind(models.TextChoices):
        """What a record is, because a reply is not a paper."""

        ARTICLE = "article", "Article"
        REVIEW = "review", "Review"
        PREPRINT = "preprint", "Preprint"
        EDITORIAL = "editorial", "Editorial"
        COMMENT = "comment", "Comment"
        REPLY = "reply", "Reply to a comment"
        VISUAL_ABSTRACT = "visual-abstract", "Visual abstract"
        AUTHOR_REFLECTIONS = "author-reflections", "Authors’ reflections"
        ERRATUM = "erratum", "Erratum"
        EXPRESSION_OF_CONCERN = "expression-of-concern", "Expression of concern"
        RETRACTION_NOTICE = "retraction-notice", "Notice of retraction"

    full_title = models.TextField(help_text="The whole title, however long, without a full stop at its end.")
    title_as_listed = models.TextField(blank=True, help_text="For staff: how a list prints it, where that differs.")
    kind = models.CharField(max_length=30, choices=Kind, default=Kind.ARTICLE)
    relates_to = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="companions",
        help_text="The paper that a visual abstract, reply or reflection belongs to.",
    )
    csl_type = models.CharField("type", max_length=40, default="article-journal")
    container_title = models.CharField("journal", max_length=255, blank=True, help_text="Abbreviated as PubMed does.")
    journal_name = models.CharField("journal in full", max_length=400, blank=True)
    volume = models.CharField(max_length=40, blank=True)
    issue = models.CharField(max_length=40, blank=True)
    page = models.CharField("pages", max_length=80, blank=True, help_text="Range, article number or PII.")
    issued_year = models.PositiveSmallIntegerField(
        "year",
        null=True,
        blank=True,
        db_index=True,
        validators=[MinValueValidator(1800), MaxValueValidator(2100)],
        help_text="Empty only while nobody knows it.",
    )
    issued_month = models.PositiveSmallIntegerField(
        "month", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    issued_day = models.PositiveSmallIntegerField(
        "day", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    issued_text = models.CharField(
        "date as printed", max_length=60, blank=True, help_text="Only where it is no single date: “2025 Mar-Apr”."
    )
    online_on = models.CharField(
        "online since",
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^\d{4}(-\d{2}(-\d{2})?)?$", "A year, 2025-03 or 2025-03-09.")],
        help_text="When it came out online, before its issue: 2025, 2025-03 or 2025-03-09.",
    )
    status = models.CharField(
        max_length=40, blank=True, choices=[(AHEAD_OF_PRINT, "Ahead of print")], help_text="Empty once it is in print."
    )
    listed_year = models.PositiveSmallIntegerField(
        "as listed in", null=True, blank=True, help_text="The year in which the list gave this status."
    )
    doi = models.CharField(
        "DOI", max_length=200, blank=True, validators=[RegexValidator(r"^10\.\d{4,9}/\S+$", "A DOI begins with “10.”.")]
    )
    pmid = models.CharField("PMID", max_length=9, blank=True, validators=[RegexValidator(r"^\d+$", "Digits only.")])
    pmcid = models.CharField(
        "PMCID", max_length=12, blank=True, validators=[RegexValidator(r"^PMC\d+$", "“PMC” and digits.")]
    )
    abstract = models.TextField(blank=True)
    topics = ParentalManyToManyField("publications.Topic", blank=True, related_name="publications")
    fellowship_recent = models.BooleanField(
        "among the fellowship’s recent papers", default=False, help_text="Shows it on the fellowship’s research page."
    )
    staff_note = models.TextField(blank=True, help_text="For staff only: what should be checked. Never shown.")
    more = models.JSONField(
        default=dict, blank=True, editable=False, help_text="What else the record says: editors, publisher, ISSN."
    )
    title_key = models.CharField(max_length=200, blank=True, editable=False, db_index=True)

    content_panels = [
        FieldPanel("title", help_text="For lists in the CMS. At most 255 characters."),
        FieldPanel("full_title"),
        FieldPanel("summary", help_text="What the paper is about, for lists and search results."),
        InlinePanel("authors", heading="Authors", label="Author"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("container_title"), FieldPanel("journal_name")]),
                FieldRowPanel([FieldPanel("volume"), FieldPanel("issue"), FieldPanel("page")]),
                FieldRowPanel([FieldPanel("issued_year"), FieldPanel("issued_month"), FieldPanel("issued_day")]),
                FieldRowPanel([FieldPanel("issued_text"), FieldPanel("online_on")]),
                FieldRowPanel([FieldPanel("status"), FieldPanel("listed_year")]),
            ],
            heading="Where and when",
        ),
        FieldRowPanel([FieldPanel("pmid"), FieldPanel("pmcid"), FieldPanel("doi")], heading="Identifiers"),
        FieldPanel("abstract"),
        InlinePanel("notices", heading="Retractions and corrections", label="Notice"),
    ]
    relation_panels = [
        FieldPanel("topics"),
        FieldPanel("kind"),
        PageChooserPanel("relates_to"),
        FieldPanel("fellowship_recent"),
        FieldPanel("csl_type"),
        FieldPanel("title_as_listed"),
        FieldPanel("staff_note"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("full_title"),
        index.SearchField("abstract"),
        index.SearchField("container_title"),
        index.SearchField("author_words"),
        index.SearchField("pmid"),
        index.FilterField("issued_year"),
    ]

    objects = PageManager.from_queryset(PublicationQuerySet)()

    class Meta:
        verbose_name = "publication"
        constraints = [
            models.UniqueConstraint(
                fields=["pmid"],
                condition=~Q(pmid=""),
                name="one_page_a_pmid",
                violation_error_message="There is already a page for this PMID.",
            ),
            models.UniqueConstraint(
                Lower("doi"),
                condition=~Q(doi=""),
                name="one_page_a_doi",
                violation_error_message="There is already a page for this DOI.",
            ),
            models.UniqueConstraint(
                fields=["pmcid"],
                condition=~Q(pmcid=""),
                name="one_page_a_pmcid",
                violation_error_message="There is already a page for this PMCID.",
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.issued_day and not self.issued_month:
            raise ValidationError({"issued_month": "A day needs its month."})
        if self.relates_to_id and self.relates_to_id == self.pk:
            raise ValidationError({"relates_to": "A record cannot belong to itself."})

    def save(self, *args, **kwargs):
        self.title_key = title_key(self.full_title)
        return super().save(*args, **kwargs)

    @cached_property
    def source_item(self) -> dict:
        """The record as its source last gave it; nothing where people wrote it."""
        source = getattr(self, "source", None)
        return source.item if source else {}

    @property
    def csl(self) -> dict:
        """The record as a CSL-JSON item, without its authors' pages."""
        return csl_item(self)

    @property
    def author_words(self) -> str:
        """All authors' names in one text, as typed and in their plainest spelling."""
        names = "; ".join(row.printed_name for row in self.authors.all())
        return f"{names} {folded(names)}"
