"""The secret key of a machine that was not given one: made once, kept in a file only its owner reads."""

import secrets
from pathlib import Path


def read_or_create_secret_key(path: Path) -> str:
    """Return the key kept at `path`, making it at the first call."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(60))
    return path.read_text().strip()
