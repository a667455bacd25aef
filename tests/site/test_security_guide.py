"""What docs/security.md refers to is there."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
GUIDE = (ROOT / "docs" / "security.md").read_text()


def test_every_test_that_it_names_exists():
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", GUIDE)
    assert len(named) > 40
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / path).is_file() or (name and f"def {name}(" not in (ROOT / path).read_text())
    ]
    assert missing == []


def test_every_setting_that_it_names_exists():
    named = set(re.findall(r"`([A-Z][A-Z_]{5,})\b", GUIDE))
    assert named
    assert [name for name in named if not hasattr(settings, name)] == []


def test_every_guide_that_it_links_to_exists():
    for target in re.findall(r"\]\((?!https?:)([\w./-]+)", GUIDE):
        assert (ROOT / "docs" / target).is_file(), target
