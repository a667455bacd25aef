from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

from ..addresses import page_address

PHONE_HELP = "As it should be printed. Empty: pages say how to reach you without a number; none is invented."


@register_setting(icon="site", order=100)
class SiteSettings(ClusterableModel, BaseSiteSetting):
    """What staff set once for the whole site: names, numbers, links and navigation."""

    department_name = models.CharField(max_length=120, help_text="In the header and in every page title.")
    hospital_name = models.CharField(max_length=120, blank=True, help_text="In the header and footer.")
    address = models.TextField(blank=True, help_text="Where patients come to. In the footer and under Contact.")
    appointment_phone = models.CharField(max_length=40, blank=True, help_text=PHONE_HELP)
    appointment_hours = models.CharField(max_length=120, blank=True, help_text="When somebody answers.")
    referral_phone = models.CharField(max_length=40, blank=True, help_text=PHONE_HELP)
    referral_hours = models.CharField(max_length=120, blank=True, help_text="When somebody answers.")
    urgent_phone = models.CharField(
        max_length=40, blank=True, help_text="For patients under treatment, day and night. " + PHONE_HELP
    )
    urgent_hours = models.CharField(max_length=120, blank=True, help_text="When somebody answers.")
    enquiry_recipient = models.EmailField(
        blank=True, help_text="Who receives messages from the fellowship’s contact form. Never shown."
    )
    nondiscrimination_url = models.URLField("nondiscrimination notice", blank=True)
    language_help_url = models.URLField("language help", blank=True)
    privacy_practices_url = models.URLField("notice of privacy practices", blank=True)

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [FieldPanel("department_name"), FieldPanel("hospital_name"), FieldPanel("address")], heading="Names"
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldRowPanel([FieldPanel(f"{kind}_phone"), FieldPanel(f"{kind}_hours")])], heading=heading
                    )
                    for kind, heading in (
                        ("appointment", "Appointments"),
                        ("referral", "Referrals"),
                        ("urgent", "Urgent questions"),
                    )
                ]
                + [FieldPanel("enquiry_recipient")],
                heading="Numbers",
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("nondiscrimination_url"),
                            FieldPanel("language_help_url"),
                            FieldPanel("privacy_practices_url"),
                        ],
                        heading="The hospital’s legal texts",
                        help_text="These texts are the hospital’s. The footer and the notices page link to them.",
                    ),
                    InlinePanel(
                        "social_links",
                        heading="Social links",
                        label="Link",
                        help_text="In the footer of every page. They are plain links: nothing is loaded from there.",
                    ),
                ],
                heading="Links",
            ),
            ObjectList(
                [
                    InlinePanel(
                        "navigation",
                        heading="Navigation",
                        label="Entry",
                        help_text="In this order. The footer repeats all of them.",
                    )
                ],
                heading="Navigation",
            ),
        ]
    )

    class Meta:
        verbose_name = "site settings"

    def __str__(self) -> str:
        return "Site settings"


class NavigationItem(Orderable):
    """One entry of the header or footer."""

    class Area(models.TextChoices):
        """Where an entry stands."""

        MAIN = "main", "Main navigation"
        QUICK = "quick", "Beside it: the paths that cannot wait"
        FOOTER = "footer", "Footer"

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="navigation")
    area = models.CharField(max_length=10, choices=Area, default=Area.MAIN)
    label = models.CharField(max_length=40, help_text="One to three words.")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("area"), FieldPanel("label"), FieldPanel("page")]

    def __str__(self) -> str:
        return self.label

    @property
    def href(self) -> str:
        """The address that the entry leads to."""
        return page_address(self.page)


class SocialLink(Orderable):
    """A place elsewhere on the web where the department speaks. A plain link: nothing is loaded from there."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="social_links")
    label = models.CharField(max_length=40)
    url = models.URLField("address")

    panels = [FieldPanel("label"), FieldPanel("url")]

    def __str__(self) -> str:
        return self.label


@register_setting(icon="check", order=110)
class SiteApproval(BaseSiteSetting):
    """Who approved the site as an official hospital site, and when. Until then it says that it is a demonstration."""

    approved_by = models.CharField(max_length=120, blank=True, help_text="Name and office of the person who approved.")
    approved_on = models.DateField(null=True, blank=True, help_text="The day of the approval.")

    panels = [FieldPanel("approved_by"), FieldPanel("approved_on")]

    class Meta:
        verbose_name = "approval of the site"

    def __str__(self) -> str:
        return "Approval of the site"

    @property
    def is_given(self) -> bool:
        """Whether both who and when are recorded."""
        return bool(self.approved_by and self.approved_on)
