"""Clean the originals of pictures that were stored before the site cleaned them on their way in."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from sarcoma_site.core.models import SiteImage
from sarcoma_site.core.models.media import CLEANED_FOLDER
from sarcoma_site.core.uploads.pictures import clean_picture


class Command(BaseCommand):
    """Safe to repeat: what is clean lies in a folder of its own and is left alone."""

    help = "Write stored originals anew, without what cameras and people hid in them. --dry-run only says which."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")

    def handle(self, *args, dry_run: bool, **options) -> None:
        cleaned, kept = 0, 0
        for image in SiteImage.objects.exclude(file__startswith=CLEANED_FOLDER).order_by("pk"):
            try:
                if dry_run:
                    clean_picture(image.file.name, content_of(image))
                else:
                    clean_original(image)
            except (ValidationError, OSError) as error:
                kept += 1
                why = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
                self.stderr.write(f"{image.pk} “{image.title}” stays as it is: {why}")
            else:
                cleaned += 1
                self.stdout.write(f"{image.pk} “{image.title}” {'would be' if dry_run else 'is'} cleaned")
        self.stdout.write(f"{cleaned} {'to clean' if dry_run else 'cleaned'}, {kept} cannot be")
        if kept:
            raise CommandError("Replace those pictures in the CMS, or delete them.")


def content_of(image: SiteImage) -> bytes:
    with image.open_file() as file:
        return file.read()


def clean_original(image: SiteImage) -> None:
    """Store the cleaned picture, and drop the old file and every size made from it."""
    old, storage = image.file.name, image.file.storage
    # The field cleans whatever it stores.
    image.file.save(Path(old).name, ContentFile(content_of(image)), save=False)
    try:
        with transaction.atomic():
            image._set_image_file_metadata()
            image.save()
            image.renditions.all().delete()
    except Exception:
        storage.delete(image.file.name)
        raise
    storage.delete(old)
