"""What staff fill in to bring publications."""

from django import forms
from django.template.defaultfilters import filesizeformat

from .formats.reading import AUTO
from .formats.recognise import FORMATS
from .formats.records import MAX_FILE_BYTES, MAX_PASTE_BYTES

NAME_LENGTH = 200
TOO_MUCH_TEXT = f"That is more than {filesizeformat(MAX_PASTE_BYTES)} of text. Save it as a file, and upload that."
TOO_BIG_A_FILE = f"The file is bigger than {filesizeformat(MAX_FILE_BYTES)}. Divide it."


class ImportForm(forms.Form):
    """Text or a file, in a format that is recognised or named."""

    text = forms.CharField(
        label="Paste citations",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text="From PubMed, a manuscript or a CV, as many as you like; or a list of PMIDs or DOIs, one a line.",
    )
    file = forms.FileField(
        label="Or upload a file",
        required=False,
        allow_empty_file=True,
        help_text=f"PubMed XML, .nbib, .ris, .bib, .json or .txt, at most {filesizeformat(MAX_FILE_BYTES)}.",
    )
    format = forms.ChoiceField(label="Format", required=False, choices=[(AUTO, "Recognise it for me"), *FORMATS])

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if len(text.encode()) > MAX_PASTE_BYTES:
            raise forms.ValidationError(TOO_MUCH_TEXT)
        return text if text.strip() else ""

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > MAX_FILE_BYTES:
            raise forms.ValidationError(TOO_BIG_A_FILE)
        if file is not None and file.size == 0:
            raise forms.ValidationError("The file is empty.")
        return file

    def clean(self) -> dict:
        given = super().clean()
        if "text" in given and "file" in given:
            if given["text"] and given["file"]:
                self.add_error("file", "Give text or a file, not both: which one is meant cannot be told.")
            elif not (given["text"] or given["file"]):
                self.add_error("text", "Paste some citations, or choose a file.")
        return given

    @property
    def import_name(self) -> str:
        """What the import is called: the file's name, or the first words of the text."""
        file = self.cleaned_data["file"]
        words = file.name if file else " ".join(self.cleaned_data["text"].split())
        return words if len(words) <= NAME_LENGTH else words[: NAME_LENGTH - 1] + "…"
