"""The contact form as a visitor fills it in: made of the fields that staff chose."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.text import slugify
from wagtail.contrib.forms.forms import BaseForm, FormBuilder

from .health_words import health_details_in
from .models.enquiry import NAME_LENGTH

MESSAGE_LENGTH = 5000
EMAIL_LENGTH = 254

# A line break in a single line is how somebody tries to write headers into a mail.
one_line = RegexValidator(r"^[^\x00-\x1f\x7f\x85\u2028\u2029]*\Z", "Write this in one line, without special signs.")
no_controls = RegexValidator(r"^[^\x01-\x08\x0b\x0c\x0e-\x1f\x7f]*\Z", "Take out the special characters.")


class Paragraphs(forms.CharField):
    """Text of several lines. A line break counts as one character, as it does in the browser."""

    widget = forms.Textarea(attrs={"rows": 8})

    def to_python(self, value) -> str:
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


class EnquiryForm(BaseForm):
    """What is asked; `clean` also looks for health details, and then nothing is kept."""

    # name → what of the record the answer is: see EnquiryField.Meaning.
    meanings: dict[str, str] = {}
    questions: list[list[str]] = []

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.health_details: list[str] = []

    def clean(self) -> dict:
        cleaned = super().clean()
        for name, value in cleaned.copy().items():
            found = health_details_in(value) if isinstance(value, str) and name != self._email_name else []
            if found:
                self.health_details += found
                words = ", ".join(f"“{phrase}”" for phrase in found)
                self.add_error(name, ValidationError(f"This looks like a health detail: {words}. Please take it out."))
        return cleaned

    def ask_about(self, topic: str, key: str) -> None:
        """Begin with a topic chosen, if there is a field for it: one of its choices, or one more."""
        name = self._named("about")
        if not name or not (topic or key):
            return
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            by_slug = {slugify(words): words for words, _ in field.choices if words}
            choice = by_slug.get(slugify(topic)) or by_slug.get(key)
            if choice is None and topic:
                field.choices = [*field.choices, (topic, topic)]
            topic = choice or topic
        if topic:
            self.initial[name] = topic

    @property
    def can_be_answered(self) -> bool:
        """Whether the form asks for an address, and insists."""
        return bool(self._email_name) and self.fields[self._email_name].required

    @property
    def sender_email(self) -> str:
        return self.cleaned_data[self._email_name]

    @property
    def sender_name(self) -> str:
        return self.cleaned_data.get(self._named("name"), "")

    @property
    def about(self) -> str:
        return self.cleaned_data.get(self._named("about"), "")

    @property
    def _email_name(self) -> str:
        return next((name for name, field in self.fields.items() if isinstance(field, forms.EmailField)), "")

    def _named(self, meaning: str) -> str:
        return next((name for name, given in self.meanings.items() if given == meaning), "")


class EnquiryFormBuilder(FormBuilder):
    """Makes a form class of the rows of an EnquiryPage."""

    def __init__(self, fields: Iterable) -> None:
        super().__init__(list(fields))

    def create_singleline_field(self, field, options) -> forms.Field:
        names_sender = field.meaning == field.Meaning.NAME
        widget = forms.TextInput(attrs={"autocomplete": "name" if names_sender else "off"})
        return forms.CharField(max_length=NAME_LENGTH, validators=[one_line], widget=widget, **options)

    def create_multiline_field(self, field, options) -> forms.Field:
        return Paragraphs(max_length=MESSAGE_LENGTH, validators=[no_controls], **options)

    def create_email_field(self, field, options) -> forms.Field:
        widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
        return forms.EmailField(max_length=EMAIL_LENGTH, validators=[one_line], widget=widget, **options)

    def create_dropdown_field(self, field, options) -> forms.Field:
        choices = [("", "Please choose"), *self.get_formatted_field_choices(field)]
        return forms.ChoiceField(choices=choices, **options)

    def get_field_options(self, field) -> dict:
        options = super().get_field_options(field)
        options["error_messages"] = {"required": REQUIRED.get(field.field_type, REQUIRED["singleline"])}
        return options

    def get_form_class(self) -> type[EnquiryForm]:
        asked = [(row.clean_name or row.get_field_clean_name(), row) for row in self.fields]
        form_class = type("EnquiryFormOfPage", (EnquiryForm,), self.formfields)
        # Afterwards, for a field may have such a name.
        form_class.questions = [[name, row.label, row.field_type] for name, row in asked]
        form_class.meanings = {name: row.meaning for name, row in asked if row.meaning}
        return form_class


REQUIRED = {
    "singleline": "Fill this in.",
    "multiline": "Write your message.",
    "email": "Fill in your e-mail address, so that we can answer.",
    "dropdown": "Choose one.",
    "checkbox": "Tick this to go on.",
}
