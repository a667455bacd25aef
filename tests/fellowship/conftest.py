"""A clock that stands still."""

import datetime
from collections.abc import Callable

import pytest
from django.utils import timezone

from fellowship.schedules import ZONE


@pytest.fixture
def set_clock(monkeypatch) -> Callable[[str], datetime.datetime]:
    """Let it be a certain moment in Boston: `set_clock("2026-11-26T12:00")`."""

    def at(text: str) -> datetime.datetime:
        moment = datetime.datetime.fromisoformat(text).replace(tzinfo=ZONE)
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    return at
