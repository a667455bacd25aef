"""The editor's form for a picture: what cannot be kept as one is refused with a sentence."""

from wagtail.images.forms import BaseImageForm

from .uploads.fields import PictureFormField


class SiteImageForm(BaseImageForm):
    """A picture with what the site must know of it."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # Not declared above: the form for the words of a picture that has come in already has no file.
        if file := self.fields.get("file"):
            self.fields["file"] = PictureFormField(label=file.label, required=file.required, widget=file.widget)
