"""Which database the suite runs on: the one given, else a private PostgreSQL, else SQLite, said aloud."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile

from .missing import go_on_without
from .postgres import NoPostgres, PrivatePostgres
from .templates import MIGRATED, ROOT

# What a run tells its workers. A run that a test starts inherits these from its parent, and must not believe them.
TOLD_TO_WORKERS = ("TEMPLATES_URL", "TEMPLATES_FOLDER", "TEST_TEMPLATE")


class PreparedDatabases:
    """What is there for one run: perhaps a private PostgreSQL, and the process that makes what the workers copy.

    On SQLite a caller with several runs makes that once, and names the folder in READY_TEMPLATES.
    """

    def __init__(self, cluster: PrivatePostgres | None = None) -> None:
        self.cluster, self.folder, self.maker = cluster, None, None
        if ready := None if cluster else os.environ.get("READY_TEMPLATES"):
            os.environ["TEMPLATES_FOLDER"] = ready
            return
        if not cluster:
            self.folder = os.environ["TEMPLATES_FOLDER"] = tempfile.mkdtemp(prefix="sarcoma-test-sqlite-")
        command = [sys.executable, "-m", "tests.environment.templates"]
        self.maker = subprocess.Popen(command, cwd=ROOT, start_new_session=True)

    def stop(self) -> None:
        """End all that was begun, and leave nothing behind."""
        if self.maker and self.maker.poll() is None:
            os.killpg(self.maker.pid, signal.SIGKILL)
            self.maker.wait()
        if self.cluster:
            self.cluster.stop()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
        for name in ("DATABASE_URL", *TOLD_TO_WORKERS):
            os.environ.pop(name, None)


def choose_database() -> PreparedDatabases | None:
    """Set DATABASE_URL for this process and those it starts. Return what to stop at the end, if anything."""
    for name in TOLD_TO_WORKERS:
        os.environ.pop(name, None)
    if os.environ.get("TEST_DATABASE") == "sqlite":
        return PreparedDatabases()
    if os.environ.get("DATABASE_URL"):
        return None
    cluster = None
    try:
        cluster = PrivatePostgres()
        os.environ["DATABASE_URL"] = os.environ["TEMPLATES_URL"] = cluster.start()
        os.environ["TEST_TEMPLATE"] = MIGRATED
    except NoPostgres as error:
        cluster = None
        os.environ["TEST_DATABASE"] = "sqlite"
        go_on_without(f"NO POSTGRESQL: the whole suite runs on SQLite, because {error}")
    return PreparedDatabases(cluster)
