"""How far a long transaction is, told to other processes while it runs."""

import datetime
from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError, connection

_TELL = "UPDATE publications_publicationimport SET records_done = %s, moved_at = now() WHERE id = %s"


class Progress:
    """Writes how many records are done where other processes see it before the transaction ends.

    On PostgreSQL that is a second connection. SQLite has one writer, so it is a file beside the database.
    """

    def __init__(self, run) -> None:
        self._run = run
        self._connection = connection.copy() if connection.vendor == "postgresql" else None

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_exception) -> None:
        if self._connection is not None:
            self._connection.close()
        else:
            _file_of(self._run.pk).unlink(missing_ok=True)

    def tell(self, done: int) -> None:
        """Say how many records are done. Never fails: a lost word of progress harms nothing."""
        if self._connection is None:
            with suppress(OSError):
                file = _file_of(self._run.pk)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(str(done))
            return
        with suppress(DatabaseError), self._connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
            cursor.execute(_TELL, [done, self._run.pk])


def told(run) -> int:
    """How many records of a running import are done, as far as it has said."""
    with suppress(OSError, ValueError):
        return int(_file_of(run.pk).read_text())
    return run.records_done


def last_movement(run) -> datetime.datetime:
    """When a running import last came further, as far as it has said."""
    with suppress(OSError):
        moved = datetime.datetime.fromtimestamp(_file_of(run.pk).stat().st_mtime, datetime.UTC)
        return max(moved, run.moved_at)
    return run.moved_at


def _file_of(key: int):
    return settings.VAR_DIR / "progress" / f"import-{key}"
