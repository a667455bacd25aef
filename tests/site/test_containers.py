"""The container files fit each other and the settings."""

import re
import shutil
import subprocess

import pytest
import yaml
from django.conf import settings

ROOT = settings.BASE_DIR


@pytest.fixture
def services() -> dict:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def test_nothing_starts_before_the_database_is_healthy(services):
    assert int(re.search(r"postgres:(\d+)", services["database"]["image"])[1]) >= 15
    assert services["database"]["healthcheck"]["test"]
    for name in ("prepare", "web", "worker"):
        assert services[name]["depends_on"]["database"] == {"condition": "service_healthy"}


def test_the_web_service_is_healthy_only_when_it_can_serve(services):
    assert "/readyz" in str(services["web"]["healthcheck"]["test"])


def test_no_secret_stands_in_the_file(services):
    for variable in ("SECRET_KEY", "POSTGRES_PASSWORD"):
        assert f"${{{variable}:?" in (ROOT / "docker-compose.yml").read_text()


def test_every_setting_that_is_read_is_documented():
    sources = [*(ROOT / "sarcoma_site" / "settings").glob("*.py"), ROOT / "deploy" / "gunicorn.conf.py"]
    read = {
        name
        for path in sources
        for name in re.findall(r'env(?:iron\.get)?(?:\.\w+)?\(\s*"([A-Z_]+)"', path.read_text())
    }
    documented = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert "SECRET_KEY" in read
    of_the_suite = {name for name in read if name.startswith("TEST_")}
    assert read - of_the_suite <= documented


def test_docker_understands_the_file():
    if not shutil.which("docker") or subprocess.run(["docker", "compose", "version"], capture_output=True).returncode:
        pytest.skip("no docker compose on this machine")
    result = subprocess.run(
        ["docker", "compose", "config", "--quiet"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "SECRET_KEY": "x" * 50, "POSTGRES_PASSWORD": "x"},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
