"""The file of active protocols: one address that never changes, whichever version is served there."""

from django.db import transaction
from django.utils import timezone

from .models.protocols import ProtocolFile

FILE_NAME = "active-protocols.pdf"
# What the history calls it when the file is taken off the site.
SERVES_NONE = "fellowship.protocol_file.none"


def current_version() -> ProtocolFile | None:
    """The version that is served, if there is one."""
    return ProtocolFile.objects.filter(current_since__isnull=False).order_by("-current_since", "-pk").first()


def add_version(version: ProtocolFile, user) -> ProtocolFile:
    """Store a new version, and serve it from now on."""
    version.uploaded_by = user
    with transaction.atomic():
        version.save()
        make_current(version)
    return version


def make_current(version: ProtocolFile) -> None:
    """Serve this version from now on, a newer or an older one."""
    with transaction.atomic():
        stop_serving()
        version.current_since = timezone.now()
        version.save(update_fields=["current_since"])


def stop_serving() -> None:
    """Serve no version; all are kept."""
    ProtocolFile.objects.filter(current_since__isnull=False).update(current_since=None)
