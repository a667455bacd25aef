"""The databases that every worker's own is copied from: migrated, and with the content loaded. Made once a run.

They are made beside the first tests, in a process of their own: each takes a quarter of a minute.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent.parent
MIGRATED, LOADED = "sarcoma_migrated", "sarcoma_loaded"
# A template has its name when it is ready. Until then it has the first of these, and for ever if it cannot be made
# there is something by the second.
UNFINISHED, FAILED = "sarcoma_unfinished", "sarcoma_failed"
SECONDS = 600


class PostgresTemplates:
    """Databases of the private cluster."""

    def __init__(self, cluster_url: str) -> None:
        self.cluster_url = cluster_url

    def url(self, name: str) -> str:
        return self.cluster_url.replace("/postgres?", f"/{name}?")

    def execute(self, statement: str, *names: str) -> list[tuple]:
        with psycopg.connect(self.cluster_url, autocommit=True) as connection:
            cursor = connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
            return cursor.fetchall() if cursor.description else []

    def names(self) -> set[str]:
        return {name for (name,) in self.execute("SELECT datname FROM pg_database")}

    def begin(self, name: str, source: str = "template1") -> None:
        self.execute("CREATE DATABASE {} TEMPLATE {}", name, source)

    def rename(self, old: str, new: str) -> None:
        self.execute("ALTER DATABASE {} RENAME TO {}", old, new)

    def copy(self, name: str, connection) -> None:
        """Let the database of Django's connection be what the template is. Nobody else may be connected to it."""
        target = connection.settings_dict["NAME"]
        connection.close()
        self.execute("DROP DATABASE {} WITH (FORCE)", target)
        self.begin(target, name)


class SqliteTemplates:
    """Files in a folder; the tests' own databases are in memory."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)

    def file(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite3"

    def url(self, name: str) -> str:
        return f"sqlite:///{self.file(name)}"

    def names(self) -> set[str]:
        return {path.stem for path in self.folder.glob("*.sqlite3")}

    def begin(self, name: str, source: str | None = None) -> None:
        if source:
            shutil.copy(self.file(source), self.file(name))
        else:
            self.file(name).touch()

    def rename(self, old: str, new: str) -> None:
        self.file(old).rename(self.file(new))

    def copy(self, name: str, connection) -> None:
        connection.ensure_connection()
        source = sqlite3.connect(self.file(name))
        source.backup(connection.connection)
        source.close()


def chosen_templates() -> PostgresTemplates | SqliteTemplates | None:
    """Where this run's templates are; None when it was given a database of the caller's own."""
    if url := os.environ.get("TEMPLATES_URL"):
        return PostgresTemplates(url)
    folder = os.environ.get("TEMPLATES_FOLDER")
    return SqliteTemplates(folder) if folder else None


def make(templates: PostgresTemplates | SqliteTemplates) -> None:
    """Migrate, and load the content."""

    def manage(command: str) -> None:
        environment = {name: value for name, value in os.environ.items() if name != "TEST_DATABASE"}
        environment |= {
            "DJANGO_SETTINGS_MODULE": "sarcoma_site.settings.test",
            "DATABASE_URL": templates.url(UNFINISHED),
        }
        arguments = [sys.executable, "manage.py", command, "--verbosity=0"]
        subprocess.run(arguments, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)

    try:
        templates.begin(UNFINISHED)
        manage("migrate")
        templates.rename(UNFINISHED, MIGRATED)
        templates.begin(UNFINISHED, MIGRATED)
        manage("load_content")
        templates.rename(UNFINISHED, LOADED)
    except Exception:
        templates.begin(FAILED)
        raise


def wait_for(templates: PostgresTemplates | SqliteTemplates, name: str) -> None:
    """Return when the template can be copied."""
    deadline = time.monotonic() + SECONDS
    while name not in (there := templates.names()):
        if FAILED in there or time.monotonic() > deadline:
            raise RuntimeError(f"{name}, which the tests' databases are copied from, could not be made; see above.")
        time.sleep(0.1)


if __name__ == "__main__":
    make(chosen_templates())
