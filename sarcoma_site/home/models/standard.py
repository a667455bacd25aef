from django.db import models
from wagtail.admin.panels import FieldPanel

from programs.models import CarePage


class StandardPage(CarePage):
    """A page that belongs to no section: appointments, refer, emergency, contact, about, legal."""

    page_description = "A page that belongs to no section, such as appointments or privacy"
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    template = "pages/home/standard_page.html"

    class Purpose(models.TextChoices):
        """What the page is for; some show numbers and links from the site settings."""

        APPOINTMENTS = "appointments", "Appointments"
        REFER = "refer", "Refer a patient"
        EMERGENCY = "emergency", "Emergency"
        CONTACT = "contact", "Contact"
        ABOUT = "about", "About us"
        ACCESSIBILITY = "accessibility", "Accessibility"
        PRIVACY = "privacy", "Privacy"
        NOTICES = "notices", "Notices"
        LANGUAGE = "language", "Language help"
        OTHER = "other", "Other"

    purpose = models.CharField(
        max_length=20,
        choices=Purpose,
        default=Purpose.OTHER,
        help_text="Appointments, Refer and Emergency show the numbers from the site settings, once there are some.",
    )

    content_panels = [*CarePage.content_panels[:2], FieldPanel("purpose"), *CarePage.content_panels[2:]]

    class Meta:
        verbose_name = "standard page"

    @property
    def is_about_care(self) -> bool:
        """Whether a patient acts on its medicine, so that it says who checked it."""
        return self.purpose in (self.Purpose.APPOINTMENTS, self.Purpose.REFER, self.Purpose.EMERGENCY)
