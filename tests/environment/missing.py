"""What to do when the machine lacks something: skip aloud, or fail under REQUIRE_ALL=1."""

import os
from typing import NoReturn

import pytest

said: list[str] = []


def everything_is_required() -> bool:
    return os.environ.get("REQUIRE_ALL") == "1"


def skip_or_fail(what: str) -> NoReturn:
    """End the test that needs `what`."""
    if everything_is_required():
        pytest.fail(f"{what} (REQUIRE_ALL=1 makes this a failure)", pytrace=False)
    pytest.skip(f"SKIPPED ALOUD: {what}")


def go_on_without(what: str) -> None:
    """Say it before the first test and after the last, or end the whole run under REQUIRE_ALL=1."""
    if everything_is_required():
        pytest.exit(f"{what} (REQUIRE_ALL=1 makes this a failure)", returncode=1)
    said.append(what)
