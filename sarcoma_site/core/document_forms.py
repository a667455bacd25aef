"""The editor's form for a document: what may harm who opens it is refused with a sentence."""

from wagtail.documents.forms import BaseDocumentForm

from .uploads.fields import DocumentFormField


class SiteDocumentForm(BaseDocumentForm):
    """A file for visitors to download."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # Not declared above: the form for the words of a document that has come in already has no file.
        if file := self.fields.get("file"):
            self.fields["file"] = DocumentFormField(label=file.label, required=file.required, widget=file.widget)
