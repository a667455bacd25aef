"""Staff at the CMS's forms for files, and a look at what is left behind."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection

from sarcoma_site.core.staff_groups import COORDINATOR, FELLOWSHIP_COLLECTION
from tests.staff import staff_client


class Uploader:
    """A member of staff at the CMS's forms for pictures (`wagtailimages`) and documents (`wagtaildocs`)."""

    def __init__(self, group: str) -> None:
        self.client = staff_client(group)
        place = Collection.objects.filter(name=FELLOWSHIP_COLLECTION) if group == COORDINATOR else Collection.objects
        self.fields = {"title": "A title", "description": "What it shows", "collection": place.first().pk}

    def add(self, app: str, name: str, content: bytes, **fields):
        data = self.fields | {"file": SimpleUploadedFile(name, content)} | fields
        return self.client.post(reverse(f"{app}:add"), data)

    def add_many(self, app: str, name: str, content: bytes) -> dict:
        """The screen that takes many files at once sends one after the other, with nothing but a title."""
        data = {
            "title": "A title",
            "collection": self.fields["collection"],
            "files[]": SimpleUploadedFile(name, content),
        }
        return json.loads(self.client.post(reverse(f"{app}:add_multiple"), data).content)

    def choose(self, app: str, name: str, content: bytes):
        """The upload in the window in which somebody chooses a picture or document for a page."""
        prefix = "image-chooser-upload-" if app == "wagtailimages" else "document-chooser-upload-"
        data = self.fields | {"file": SimpleUploadedFile(name, content)}
        return self.client.post(reverse(f"{app}_chooser:create"), {prefix + key: value for key, value in data.items()})

    def replace(self, app: str, record, name: str, content: bytes):
        return self.client.post(
            reverse(f"{app}:edit", args=[record.pk]), self.fields | {"file": SimpleUploadedFile(name, content)}
        )
