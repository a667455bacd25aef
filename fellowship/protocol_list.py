"""The active protocols for a page: the records, the file to take along, and when either last changed."""

import datetime
from dataclasses import dataclass

from django.db.models import Max, Q
from wagtail.models import ModelLogEntry

from .models.protocols import Protocol, ProtocolFile
from .protocol_file import SERVES_NONE, current_version


@dataclass(frozen=True)
class ProtocolList:
    """What a page shows of the protocols."""

    protocols: list[Protocol]
    file: ProtocolFile | None
    taken_away_at: datetime.datetime | None = None

    @property
    def is_empty(self) -> bool:
        return not self.protocols and self.file is None

    @property
    def updated(self) -> datetime.datetime | None:
        """The newest change of a record, or of which version of the file is served, or when either was taken away."""
        moments = [protocol.changed_at for protocol in self.protocols]
        if self.file is not None:
            moments.append(self.file.current_since)
        if self.taken_away_at is not None:
            moments.append(self.taken_away_at)
        return max(moments, default=None)


def protocol_list() -> ProtocolList:
    """The protocols as they are now, in three queries."""
    return ProtocolList(list(Protocol.objects.all()), current_version(), _last_taken_away())


def _last_taken_away() -> datetime.datetime | None:
    """When staff last deleted a record or took the file off the site: only the history still knows."""
    record_gone = Q(action="wagtail.delete", content_type__app_label="fellowship", content_type__model="protocol")
    entries = ModelLogEntry.objects.filter(record_gone | Q(action=SERVES_NONE))
    return entries.aggregate(last=Max("timestamp"))["last"]
