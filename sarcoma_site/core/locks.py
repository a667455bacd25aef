"""A lock that one process of all may hold: PostgreSQL's advisory lock, or a locked file beside the SQLite database."""

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection


@contextmanager
def held_by_one_process(name: str) -> Iterator[bool]:
    """Yield whether we hold the lock. It is let go at the end, and also when this process dies."""
    if connection.vendor == "postgresql":
        yield from _postgresql_lock(name)
    else:
        yield from _file_lock(name)


def _key(name: str) -> int:
    return zlib.crc32(f"sarcoma_site {name}".encode())


def _postgresql_lock(name: str) -> Iterator[bool]:
    key = _key(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        held = cursor.fetchone()[0]
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def _file_lock(name: str) -> Iterator[bool]:
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with open(settings.VAR_DIR / f"{name}.lock", "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def wait_for_turn(name: str) -> None:
    """Let one transaction of all go on at a time, until it ends; the others wait here. Must run in a transaction.

    On PostgreSQL an advisory lock of the transaction; SQLite lets one transaction write at a time anyway (IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_key(name)])
