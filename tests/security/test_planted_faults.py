"""Does the suite notice? Each fault is planted by itself, and the tests that should see it are run in a new process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.environment.templates import SqliteTemplates, make

from .faults import FAULTS

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ready_databases(tmp_path_factory) -> Path:
    """What the databases of all these runs are copied from, made once and without a fault."""
    folder = tmp_path_factory.mktemp("databases")
    make(SqliteTemplates(str(folder)))
    return folder


def run_tests(folder: Path, *tests: str, **environment: str) -> subprocess.CompletedProcess:
    """Run some tests as `make test` would on SQLite, until the first failure."""
    keep = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "DJANGO_", "DATABASE"))
    }
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests],
        cwd=settings.BASE_DIR,
        env={**keep, "TEST_DATABASE": "sqlite", "READY_TEMPLATES": str(folder), **environment},
        capture_output=True,
        text=True,
        timeout=1200,
    )


@pytest.mark.parametrize("name", FAULTS)
def test_the_suite_notices(name, ready_databases):
    result = run_tests(ready_databases, FAULTS[name].noticed_by, PLANTED_FAULT=name)
    assert result.returncode == 1, result.stdout[-4000:]
    assert "1 failed" in result.stdout


def test_without_a_fault_the_same_tests_pass(ready_databases):
    result = run_tests(ready_databases, *sorted({fault.noticed_by for fault in FAULTS.values()}))
    assert result.returncode == 0, result.stdout[-4000:]
