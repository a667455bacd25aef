from django.core.exceptions import ValidationError
from django.db import models
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, get_upload_to

from ..uploads.documents import content_type_of
from ..uploads.fields import DocumentField, PictureField

CLEANED_FOLDER = "cleaned_originals/"


class CleanedFirst:
    """A record whose file is cleaned and stored before its row is written, so that the row tells of the cleaned one."""

    def save(self, *args, **kwargs) -> None:
        if self.file and not self.file._committed:
            self.file.save(self.file.name, self.file.file, save=False)
        super().save(*args, **kwargs)


class SiteImage(CleanedFirst, AbstractImage):
    """A picture with words for those who cannot see it, whose it is, and the consent of whom it shows."""

    # Wagtail's field, but that nothing is stored which was not cleaned.
    file = PictureField("file", upload_to=get_upload_to, width_field="width", height_field="height")
    is_decorative = models.BooleanField(
        "decorative only",
        default=False,
        help_text="Tick when the picture says nothing that the words beside it do not. Screen readers then skip it.",
    )
    credit = models.CharField(
        max_length=200, blank=True, help_text="Who made the picture, as it should be printed under it."
    )
    shows_a_person = models.BooleanField(
        default=False, help_text="Tick when somebody could be recognised in it. A consent is then required."
    )
    consent_by = models.CharField(
        "consent given by",
        max_length=200,
        blank=True,
        help_text="The person shown, or who may agree for them. Staff only; never shown on the site.",
    )
    consent_on = models.DateField("consent given on", null=True, blank=True, help_text="The day on the signed form.")

    admin_form_fields = (
        "title",
        "file",
        "description",
        "is_decorative",
        "credit",
        "shows_a_person",
        "consent_by",
        "consent_on",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    def get_upload_to(self, filename: str) -> str:
        """A folder that holds only cleaned pictures, so that `clean_pictures` knows which were stored before."""
        return CLEANED_FOLDER + super().get_upload_to(filename).removeprefix("original_images/")

    @property
    def default_alt_text(self) -> str:
        """What a screen reader says for the picture; nothing when it is decorative."""
        return "" if self.is_decorative else self.description

    def clean(self) -> None:
        super().clean()
        if not self.description and not self.is_decorative:
            raise ValidationError(
                {"description": "Describe the picture for people who cannot see it, or mark it as decorative."}
            )
        if self.shows_a_person and not (self.consent_by and self.consent_on):
            raise ValidationError({"consent_by": "A person can be recognised: say who agreed, and when."})


class SiteRendition(AbstractRendition):
    """A picture at one size and format, made once."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="one_rendition_a_filter")
        ]


class SiteDocument(CleanedFirst, AbstractDocument):
    """A file for visitors to download."""

    # Wagtail's field, but that nothing is stored which was not looked into.
    file = DocumentField("file", upload_to="documents")
    description = models.CharField(
        max_length=250, blank=True, help_text="What is in the file, in one sentence. It stands beside the link."
    )

    admin_form_fields = (*Document.admin_form_fields, "description")

    @property
    def content_type(self) -> str:
        """By our own table; what is not in it is no document of ours, and a browser shall not guess."""
        return content_type_of(self.filename)
