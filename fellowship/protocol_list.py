"""The active protocols for a page: the records, the file to take along, and when either last changed."""

import datetime
from dataclasses import dataclass

from .models.protocols import Protocol, ProtocolFile
from .protocol_file import current_version


@dataclass(frozen=True)
class ProtocolList:
    """What a page shows of the protocols."""

    protocols: list[Protocol]
    file: ProtocolFile | None

    @property
    def is_empty(self) -> bool:
        return not self.protocols and self.file is None

    @property
    def updated(self) -> datetime.datetime | None:
        """The newest change of a record, or of which version of the file is served."""
        moments = [protocol.changed_at for protocol in self.protocols]
        if self.file is not None:
            moments.append(self.file.current_since)
        return max(moments, default=None)


def protocol_list() -> ProtocolList:
    """The protocols as they are now, in two queries."""
    return ProtocolList(list(Protocol.objects.all()), current_version())
