"""Where files come in: the forms' fields, which answer with a sentence, and the records' fields, which nothing passes.

A form cleans the file that the request carries, in its place, because Wagtail keeps that very file when somebody adds
many at once and has not described them yet. A record cleans whatever is about to be stored and did not come that way.
"""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.db.models.fields.files import FieldFile
from django.forms import FileField as FileFormField
from PIL import Image
from wagtail.documents.fields import WagtailDocumentField
from wagtail.images.fields import WagtailImageField as WagtailImageFormField
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from .documents import clean_document
from .pictures import FORMATS, clean_picture


def clean_in_place(upload: UploadedFile, clean: Callable[[str, bytes], bytes], most_bytes: int) -> None:
    """Replace what the request carries with what may be kept of it."""
    # One byte more than allowed is enough to be refused for its size.
    upload.seek(0)
    content = clean(upload.name, upload.read(most_bytes + 1) if upload.size > most_bytes else upload.read())
    upload.file.seek(0)
    upload.file.truncate()
    upload.file.write(content)
    upload.file.flush()
    upload.seek(0)
    upload.size = len(content)
    upload.is_clean = True


class PictureFormField(WagtailImageFormField):
    """The file of a picture. Wagtail's own checks come after ours: they decode it whole."""

    def to_python(self, data):
        upload = FileFormField.to_python(self, data)
        if upload is None:
            return None
        clean_in_place(upload, clean_picture, self.max_upload_size)
        return super().to_python(upload)

    def check_image_file_size(self, f) -> None:
        """Ours looked at what came. Written with more care, the same picture may be larger."""


class DocumentFormField(WagtailDocumentField):
    """The file of a document."""

    def to_python(self, data):
        upload = FileFormField.to_python(self, data)
        if upload is not None:
            clean_in_place(upload, clean_document, self.max_upload_size)
        return upload


class CleanFieldFile(FieldFile):
    """A stored file that was cleaned before it was stored."""

    clean: Callable[[str, bytes], bytes]

    def save(self, name: str, content: File, save: bool = True) -> None:
        if not getattr(content, "is_clean", False):
            content.open()
            content = ContentFile(type(self).clean(name, content.read()), name)
        super().save(name, content, save)


class PictureFieldFile(CleanFieldFile, WagtailImageFieldFile):
    """The original of a picture."""

    clean = staticmethod(clean_picture)

    def get_image_dimensions(self) -> tuple[int, int]:
        """From the header. Wagtail decodes the whole picture, and Django asks before the file is cleaned."""
        was_closed = self.closed
        self.open()
        try:
            return Image.open(self, formats=sorted(set(FORMATS.values()))).size
        except Image.DecompressionBombError as error:
            raise ValidationError("This picture has too many pixels.", code="too_many_pixels") from error
        finally:
            if was_closed:
                self.close()
            else:
                self.seek(0)


class DocumentFieldFile(CleanFieldFile):
    """A stored document."""

    clean = staticmethod(clean_document)


class PictureField(WagtailImageField):
    """A picture's original. In the database it is Wagtail's own field, so migrations name that one."""

    attr_class = PictureFieldFile

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.images.models.WagtailImageField", args, kwargs


class DocumentField(models.FileField):
    """A document's file. In the database it is Django's own field, so migrations name that one."""

    attr_class = DocumentFieldFile

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs
