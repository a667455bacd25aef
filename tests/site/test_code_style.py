"""The style checks that a machine can make."""

import subprocess
import sys

import pytest
from django.conf import settings


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["djlint", "--lint", "--quiet", "templates"],
    ],
    ids=["ruff", "ruff format", "djlint"],
)
def test_the_style_check_finds_nothing(command):
    result = subprocess.run(
        [sys.executable, "-m", *command], cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=300
    )
    assert result.returncode == 0, result.stdout + result.stderr
