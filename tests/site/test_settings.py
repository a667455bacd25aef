"""Production refuses to start half-configured, and says why."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

LONG_KEY = "k" * 50


def run_manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run manage.py in a process of its own, as an operator would."""
    keep = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={**keep, "DJANGO_SETTINGS_MODULE": "sarcoma_site.settings.production", **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("key", ["", "short"])
def test_production_without_a_secret_key_does_not_start(key):
    result = run_manage("check", SECRET_KEY=key)
    assert result.returncode != 0
    assert "SECRET_KEY is not set, or is shorter than 40 characters" in result.stderr


def test_an_https_site_passes_every_deployment_check():
    result = run_manage(
        *("check", "--deploy", "--fail-level", "WARNING", "--tag", "security"),
        SECRET_KEY=SECURE_KEY,
        SITE_URL="https://sarcoma.example.org",
    )
    assert result.returncode == 0, result.stderr


SECURE_KEY = "a-Long.Key_with/many+different=Characters0123456789-and-more-of-them"


def test_an_unreadable_number_names_the_setting():
    result = run_manage("check", SECRET_KEY=LONG_KEY, PORT="eighty")
    assert result.returncode != 0
    assert "PORT" in result.stderr or "eighty" in result.stderr


def test_the_cms_moves_with_admin_path():
    script = "from django.urls import reverse; print(reverse('wagtailadmin_home'))"
    result = run_manage("shell", "--no-imports", "-c", script, SECRET_KEY=LONG_KEY, ADMIN_PATH="/back-office")
    assert result.stdout.strip() == "/back-office/", result.stderr


def test_nothing_is_asked_of_foreign_servers_by_the_editor():
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
    assert settings.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert settings.WAGTAILEMBEDS_FINDERS == []
