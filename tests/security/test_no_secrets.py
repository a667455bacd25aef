"""Nothing in the repository opens anything, today or in an earlier version."""

import subprocess

import pytest
from django.conf import settings

from tests.environment.missing import skip_or_fail

from .secrets_in_text import secrets_in

# Written for a test, and good for nothing else.
EXAMPLES = {"a-Long.Key_with/many+different=Characters0123456789-and-more-of-them"}
KEPT_ELSEWHERE = (".env", ".pem", ".key", ".p12", ".pfx", ".keystore", "id_rsa", "id_ed25519", ".sqlite3", ".dump")


def git(*arguments: str) -> str:
    result = subprocess.run(["git", *arguments], cwd=settings.BASE_DIR, capture_output=True, timeout=120)
    if result.returncode:
        skip_or_fail("no git here, or not a clone")
    return result.stdout.decode("utf-8", "replace")


def found_in(text: str) -> list[tuple[str, str]]:
    for example in EXAMPLES:
        text = text.replace(example, "")
    return list(secrets_in(text))


def test_no_tracked_file_holds_a_secret():
    files = git("ls-files", "-z").split("\0")[:-1]
    assert len(files) > 300
    assert [name for name in files if name.endswith(KEPT_ELSEWHERE)] == []
    texts = {name: (settings.BASE_DIR / name) for name in files}
    found = {name: found_in(path.read_text(errors="replace")) for name, path in texts.items() if path.is_file()}
    assert {name: kinds for name, kinds in found.items() if kinds} == {}


def test_no_earlier_version_held_one():
    """A secret that was removed again is still there for whoever has the repository."""
    history = git("log", "-p", "--no-color", "--unified=0", "--no-ext-diff", "--text", "HEAD")
    added = "\n".join(line[1:] for line in history.splitlines() if line.startswith("+") and not line.startswith("+++"))
    assert found_in(added) == []
    names = git("log", "--name-only", "--pretty=format:", "--diff-filter=A").split()
    assert [name for name in names if name.endswith(KEPT_ELSEWHERE)] == []


def planted(*parts: str) -> str:
    """Put together here, so that this file itself holds none."""
    return "".join(parts)


RANDOM = planted("rGgHj6IgnUWbfl", "c8MS1wePWOqitZ", "ES2lfGe4wHKAQi2j2TGQa1")


@pytest.mark.parametrize(
    "text",
    [
        planted("-----BEGIN RSA PRIV", "ATE KEY-----"),
        planted("-----BEGIN OPENSSH PRIV", "ATE KEY-----"),
        planted("key = 'AKIA", "IOSFODNN7EXAMPLE'"),
        planted("AIza", "SyA1234567890abcdefghijklmnopqrstuv"),
        planted("ghp_", "A1b2" * 10),
        planted("xoxb-", "1234567890-abcdefghij"),
        planted("DATABASE_URL=postgres://sarcoma:hunter2", "@db.hospital.edu/site"),
        planted("SECRET_", "KEY = '", RANDOM, "'"),
        planted("api_", "key: ", RANDOM),
        planted('"pass', 'word": "', RANDOM, '"'),
        planted("eyJhbGciOiJIUzI1NiJ9", ".eyJzdWIiOiIxMjM0NTY3ODkwIn0", ".dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P"),
    ],
)
def test_a_planted_secret_is_found(text):
    assert found_in(f"before\n{text}\nafter")


@pytest.mark.parametrize(
    "text",
    [
        "SECRET_KEY: ${SECRET_KEY:?set SECRET_KEY in .env}",
        "postgres://sarcoma:${POSTGRES_PASSWORD}@database:5432/sarcoma",
        "token = secrets.token_urlsafe(60)",
        "password = 'correct horse battery'",
        "def test_a_form_without_its_token_is_refused(client): ...",
        "https://someone:password@example.org/",
    ],
)
def test_what_is_none_is_not_taken_for_one(text):
    assert found_in(text) == []
