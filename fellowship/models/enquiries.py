from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm
from wagtail.contrib.forms.models import AbstractFormField, FormMixin

from sarcoma_site.core.query_parameters import words_parameter

from ..checklist import item_of
from ..enquiry_form import EnquiryForm, EnquiryFormBuilder
from ..enquiry_guard import STAMP, TRAP, StampRefused, TooManySent, new_stamp, read_stamp
from ..enquiry_mail import days_kept
from ..enquiry_receiving import receive, why_closed
from ..ways_to_care import ways_to_care
from .enquiry import Enquiry
from .fellowship import FellowshipPage
from .section import FellowshipSectionPage


class EnquiryPageForm(WagtailAdminFormPageForm):
    """The editor's form of the page: without an address nobody could be answered."""

    def clean(self) -> dict:
        cleaned = super().clean()
        if "form_fields" in self.formsets:
            rows = [form for form in self.formsets["form_fields"].forms if not form.cleaned_data.get("DELETE")]
            kept = [form.cleaned_data for form in rows if form.cleaned_data.get("label")]
            self._check(kept)
        return cleaned

    def _check(self, rows: list[dict]) -> None:
        addresses = [row for row in rows if row.get("field_type") == EnquiryField.Kind.EMAIL]
        if rows and (len(addresses) != 1 or not addresses[0].get("required")):
            self.add_error(None, "The form needs one e-mail address, and it must be required: else nobody is answered.")
        for meaning in (EnquiryField.Meaning.NAME, EnquiryField.Meaning.ABOUT):
            if sum(row.get("meaning") == meaning for row in rows) > 1:
                self.add_error(None, f"Only one field can be “{meaning.label}”.")


class EnquiryPage(FormMixin, FellowshipSectionPage):
    """How to reach the fellowship: address, telephone, the people to ask, and a form."""

    page_description = "How to reach the fellowship, with its form"
    parent_page_types = ["fellowship.FellowshipPage"]
    subpage_types: list[str] = []
    max_count = 1
    template = "pages/fellowship/enquiry_page.html"
    base_form_class = EnquiryPageForm
    form_builder = EnquiryFormBuilder
    submissions_list_view_class = None

    form_intro = models.TextField(
        "words above the form",
        blank=True,
        max_length=600,
        help_text="Below “Please send no health information”, which always stands first.",
    )
    thanks = models.TextField(
        "words after sending",
        blank=True,
        max_length=600,
        help_text="What whoever wrote reads once the message is here: what happens next.",
    )

    content_panels = [
        *FellowshipSectionPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("form_intro"),
                InlinePanel("form_fields", heading="Fields of the form", label="Field"),
                FieldPanel("thanks"),
            ],
            heading="The form",
            help_text="Open while the site settings name who receives messages. What is sent stands under Fellowship, "
            "Enquiries. Ask for no date of birth and nothing about health.",
        ),
    ]

    class Meta:
        verbose_name = "fellowship contact"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        fellowship = FellowshipPage.objects.get(pk=self.section_root.pk)
        context["fellowship"] = fellowship
        context["director"], context["coordinator"] = fellowship.leads
        context["state"] = "open"
        context["stamp"], context["stamp_name"], context["trap_name"] = new_stamp(), STAMP, TRAP
        context["days_kept"] = days_kept()
        topic = topic_of(request)[1]
        context["form_action"] = f"{self.href}{'?' + urlencode({'about': topic}) if topic else ''}"
        return context

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """The page, or the answer to a form that was sent. No cache keeps either."""
        response = self._answer(request)
        add_never_cache_headers(response)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        is_sent = request.method == "POST"
        form = self.get_form(request.POST if is_sent else None, page=self)
        if closed := why_closed(request, form):
            return self._page(request, 403 if is_sent else 200, state="closed", closed=closed)
        if not is_sent and "sent" in request.GET:
            return self.render_landing_page(request)
        form.ask_about(*topic_of(request))
        return self._take(request, form) if is_sent else self._page(request, form=form)

    def _take(self, request: HttpRequest, form: EnquiryForm) -> HttpResponse:
        given = request.POST.get(STAMP, "")
        if not form.is_valid():
            more = _kept(given)
            if form.health_details:
                return self._page(request, 422, form=form, state="health", ways_to_care=ways_to_care(), **more)
            return self._page(request, 422, form=form, state="wrong", **more)
        try:
            token = read_stamp(given)
            receive(self, form, token, request)
        except StampRefused as refused:
            form.add_error(None, str(refused))
            return self._page(request, 422, form=form, state="wrong", **_kept(given if refused.keeps_stamp else ""))
        except TooManySent as limit:
            response = self._page(request, 429, form=form, state="too-many", limit=limit, **_kept(given))
            response.headers["Retry-After"] = "3600"
            return response
        return HttpResponseRedirect(f"{self.href}?sent")

    def _page(self, request: HttpRequest, status: int = 200, **more) -> TemplateResponse:
        return TemplateResponse(request, self.template, self.get_context(request) | more, status=status)

    def get_form_class(self) -> type[EnquiryForm]:
        return self.form_builder(self.get_form_fields()).get_form_class()

    def get_submission_class(self) -> type[Enquiry]:
        return Enquiry


def _kept(stamp: str) -> dict[str, str]:
    """A stamp that is good stays in the form, so that nobody has to wait anew."""
    try:
        read_stamp(stamp)
    except StampRefused as refused:
        return {"stamp": stamp} if refused.keeps_stamp else {}
    return {"stamp": stamp}


def topic_of(request: HttpRequest) -> tuple[str, str]:
    """The topic that a link to the form names: its words if they are known, and its key."""
    key = words_parameter(request, "about")
    item = item_of(key)
    return item.label if item else "", key


class EnquiryField(AbstractFormField):
    """One field of the form, as staff set it."""

    class Kind(models.TextChoices):
        """How it is filled in. No file, no date, nothing that is hidden."""

        LINE = "singleline", "A line of text"
        TEXT = "multiline", "Several lines of text"
        EMAIL = "email", "An e-mail address"
        CHOICE = "dropdown", "A choice from a list"
        TICK = "checkbox", "A box to tick"

    class Meaning(models.TextChoices):
        """What the answer is to us. The e-mail address says it by its kind."""

        OTHER = "", "Nothing special"
        NAME = "name", "The sender’s name"
        ABOUT = "about", "What it is about"

    page = ParentalKey(EnquiryPage, on_delete=models.CASCADE, related_name="form_fields")
    field_type = models.CharField("kind", max_length=16, choices=Kind)
    meaning = models.CharField(
        "is",
        max_length=10,
        choices=Meaning,
        blank=True,
        default="",
        help_text="A name is filled in by the browser; a link to the form can choose what it is about.",
    )
    choices = models.TextField(blank=True, help_text="For a choice from a list: one a line.")

    panels = [
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("field_type"), FieldPanel("meaning"), FieldPanel("required")]),
        FieldPanel("help_text"),
        FieldPanel("choices"),
    ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        super().clean()
        if self.field_type == self.Kind.CHOICE and not self.choices.strip():
            raise ValidationError({"choices": "Say what there is to choose from, one a line."})
        if self.field_type == self.Kind.TICK and self.meaning:
            raise ValidationError({"meaning": "A box to tick can be neither."})
