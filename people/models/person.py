from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from sarcoma_site.core.models.base_page import BasePage
from sarcoma_site.core.models.body import BodyMixin
from sarcoma_site.core.search_words import folded
from sarcoma_site.core.visibility import visible_rows

from ..forms import NAME_IS_OPEN, PersonPageForm
from ..initials import initials_of, shape_of
from ..permissions import PersonPermissionTester
from ..querysets import PersonQuerySet

PAPERS_SHOWN = 10


class PersonPage(BodyMixin, BasePage):
    """One person of the department, however many hats they wear."""

    page_description = "One person: name, what they do in plain words, roles, appointments, papers"
    parent_page_types = ["people.PersonIndexPage"]
    subpage_types: list[str] = []
    template = "pages/people/person_page.html"

    class Standing(models.TextChoices):
        """Whether somebody works here now."""

        CURRENT = "current", "Works here now"
        PAST = "past", "Worked here in the past"

    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True, help_text="Lists are in the order of this name.")
    credentials = models.CharField(max_length=60, blank=True, help_text="Degrees after the name: “MD, PhD”.")
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.CURRENT)
    photo = models.ForeignKey(
        "core.SiteImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Only with a recorded consent. Without a picture the page shows initials.",
    )
    name_variants = models.TextField(
        blank=True, help_text="Other spellings, one a line, as papers and visitors write the name. They help search."
    )
    orcid = models.CharField("ORCID", max_length=19, blank=True, help_text="Sixteen digits in four groups.")
    name_to_confirm = models.BooleanField(
        default=False, help_text="Tick while the name is missing or uncertain. Such a page cannot be published."
    )
    staff_note = models.TextField(blank=True, help_text="For staff only. Never shown on the site.")

    content_panels = [
        FieldPanel("title", help_text="The name as the site shows it, with degrees."),
        FieldRowPanel([FieldPanel("given_name"), FieldPanel("family_name"), FieldPanel("credentials")]),
        FieldPanel("summary", heading="In plain words", help_text="What this person does for patients or fellows."),
        InlinePanel(
            "roles",
            heading="Roles",
            label="Role",
            help_text="Above the name, in lists of people, and as a choice that narrows People A–Z.",
        ),
        InlinePanel(
            "appointments",
            heading="Appointments",
            label="Appointment",
            help_text="At the top of the page: “Associate Professor”, and of which institution.",
        ),
        InlinePanel(
            "specialties",
            heading="Specialties",
            label="Specialty",
            help_text="Below the appointments, and as a choice that narrows People A–Z.",
        ),
        FieldPanel("photo"),
        *BodyMixin.body_panels,
        MultiFieldPanel(
            [
                FieldPanel("standing"),
                FieldPanel("name_variants"),
                FieldPanel("orcid"),
                FieldPanel("name_to_confirm"),
                FieldPanel("staff_note"),
            ],
            heading="For staff",
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        *BodyMixin.body_search_fields,
        index.SearchField("role_words"),
        index.FilterField("family_name"),
    ]

    objects = PageManager.from_queryset(PersonQuerySet)()
    base_form_class = PersonPageForm

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"

    def clean(self) -> None:
        super().clean()
        if self.live and self.name_to_confirm:
            raise ValidationError({"name_to_confirm": NAME_IS_OPEN})
        photo = self.photo
        if photo is not None and not (photo.consent_by and photo.consent_on):
            raise ValidationError({"photo": "This picture has no recorded consent. Add who agreed, and when, first."})

    def permissions_for_user(self, user) -> PersonPermissionTester:
        return PersonPermissionTester(user, self)

    @property
    def folded_words(self) -> str:
        """The name in every spelling that a visitor might type."""
        return folded(" ".join([self.title, self.given_name, self.family_name, self.name_variants]))

    @property
    def role_words(self) -> str:
        """Roles and appointments in one text, so that a search for a role finds its people."""
        rows = [f"{row.role.name} {row.note}" for row in self.roles.all()]
        return " ".join(rows + [f"{row.title} {row.organisation}" for row in self.appointments.all()])

    @property
    def initials(self) -> str:
        """Two letters for a person without a picture."""
        return initials_of(self.given_name, self.family_name, self.title)

    @property
    def shape(self) -> int:
        """Which of the six shapes stands behind the initials; the same for a name every time."""
        return shape_of(self.title)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["roles"] = list(self.roles.select_related("role"))
        context["appointments"] = list(self.appointments.all())
        context["specialties"] = [row.specialty for row in self.specialties.select_related("specialty")]
        if self.pk is not None:
            context["care_roles"] = [row.page for row in visible_rows(self.care_team_rows, "page")]
            # One more than is shown tells whether there are more.
            found = list(self.authorships.model.publications_of(self)[: PAPERS_SHOWN + 1])
            context["publications"] = found[:PAPERS_SHOWN]
            context["has_more_publications"] = len(found) > PAPERS_SHOWN
            context["publications_query"] = urlencode({"person": self.slug})
            context["all_publications"] = f"/publications/?{context['publications_query']}"
        return context

    @property
    def role_names(self) -> list[str]:
        """The names of the person's roles, in the editor's order."""
        return [row.role.name for row in self.roles.all()]


class PersonRole(Orderable):
    """One role that a person has."""

    person = ParentalKey(PersonPage, on_delete=models.CASCADE, related_name="roles")
    role = models.ForeignKey("people.Role", on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=120, blank=True, help_text="Of what or where, if that needs saying.")

    panels = [FieldPanel("role"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"], name="one_row_a_role", violation_error_message="This role is listed twice."
            )
        ]

    def __str__(self) -> str:
        return str(self.role)

    @classmethod
    def people_with(cls, **conditions):
        """The keys of the people whose row meets the conditions."""
        return cls.objects.filter(**conditions).values("person")


class PersonAppointment(Orderable):
    """A title that an institution gives a person."""

    person = ParentalKey(PersonPage, on_delete=models.CASCADE, related_name="appointments")
    title = models.CharField(max_length=160)
    organisation = models.CharField(max_length=160, blank=True)

    panels = [FieldPanel("title"), FieldPanel("organisation")]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.title, self.organisation) if part)


class PersonSpecialty(Orderable):
    """A field that a person works in."""

    person = ParentalKey(PersonPage, on_delete=models.CASCADE, related_name="specialties")
    specialty = models.ForeignKey("people.Specialty", on_delete=models.PROTECT, related_name="+")

    panels = [FieldPanel("specialty")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person", "specialty"],
                name="one_row_a_specialty",
                violation_error_message="This specialty is listed twice.",
            )
        ]

    def __str__(self) -> str:
        return str(self.specialty)

    @classmethod
    def people_with(cls, **conditions):
        """The keys of the people whose row meets the conditions."""
        return cls.objects.filter(**conditions).values("person")
