"""What staff fill in for applicants: one fact, a version of the protocols."""

import re

from django import forms
from django.db.models import QuerySet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminPageChooser

from sarcoma_site.core.uploads.documents import extension_of
from sarcoma_site.core.uploads.fields import DocumentFormField

from .models import FellowshipFact, ProtocolFile
from .told_elsewhere import ITEMS_OF_DATES

DAYS_ARE_RECORDS = (
    "Take “{day}” out of the sentence and enter it under Fellowship → Dates for applicants: there it is shown as past "
    "once it is over."
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = re.compile(rf"\b{_MONTH} \d+|\b\d+(?:st|nd|rd|th)?(?: of)? {_MONTH}\b|\b\d+/\d+|\b20\d\d\b", re.IGNORECASE)
UNSEEN = " It leads to a page that you may not see; it stays until you choose another."
ONLY_PDF = "The protocols are served as PDF. Save this file as PDF, and try once more."


class FactForm(WagtailAdminModelForm):
    """The answer to one item. Without an answer, the item is not published."""

    class Meta:
        model = FellowshipFact
        fields = ["answer", "more", "as_of", "said_by"]
        widgets = {"more": AdminPageChooser}

    def __init__(self, *args, pages: QuerySet, **kwargs) -> None:
        """`pages` are those that whoever fills it in may link to; the title of any other is not shown."""
        super().__init__(*args, **kwargs)
        self.fields["more"].queryset = pages
        self.unseen = None
        if self.instance.more_id and not pages.filter(pk=self.instance.more_id).exists():
            self.unseen = self.instance.more
            self.initial["more"] = None
            self.fields["more"].help_text += UNSEEN
        self.fields["answer"].required = False
        self.fields["answer"].widget.attrs.update({"rows": 3})

    def clean_answer(self) -> str:
        """A day in a sentence would still be announced when it is over."""
        answer = self.cleaned_data["answer"]
        if self.instance.slug in ITEMS_OF_DATES and (day := _DAY.search(answer)):
            raise forms.ValidationError(DAYS_ARE_RECORDS.format(day=day[0]))
        return answer

    def clean_more(self):
        """The page that was chosen; else the one that whoever fills it in could not see, and so did not take away."""
        return self.cleaned_data["more"] or self.unseen


class ProtocolFileForm(WagtailAdminModelForm):
    """A new version of the active protocols."""

    file = DocumentFormField(label="PDF")

    class Meta:
        model = ProtocolFile
        fields = ["file", "note"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".pdf"
        self.fields["file"].help_text = "At most 20 MB. Everybody can read it as soon as it is here."

    def clean_file(self):
        file = self.cleaned_data["file"]
        if extension_of(file.name) != "pdf":
            raise forms.ValidationError(ONLY_PDF)
        return file
