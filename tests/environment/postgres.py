"""A private PostgreSQL of the machine's own binaries, reached by a socket in a folder that is gone at the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

MINIMUM_VERSION = 15
# Nobody needs this data after the run, so nothing waits for the disk.
FAST_AND_FORGETFUL = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class NoPostgres(Exception):
    """No usable PostgreSQL on this machine, and why."""


def find_binaries() -> Path:
    """Return the folder with the newest `initdb` and `pg_ctl`; Debian keeps them off the PATH."""
    candidates = [
        path.parent
        for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")
        if path.parent.parent.name.isdigit() and int(path.parent.parent.name) >= MINIMUM_VERSION
    ]
    if candidates:
        return max(candidates, key=lambda path: int(path.parent.name))
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    raise NoPostgres(f"no PostgreSQL {MINIMUM_VERSION} or newer on this machine")


class PrivatePostgres:
    """A cluster that only this run knows."""

    def __init__(self, options: str = FAST_AND_FORGETFUL, folder: Path | None = None) -> None:
        self.binaries = find_binaries()
        self.keeps_its_data = folder is not None
        # A socket's path may not be longer than about a hundred characters, so the folder is short.
        self.folder = folder or Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self.options = options
        self.owner = self._owner()

    def start(self) -> str:
        """Start the cluster and return its DATABASE_URL."""
        if self.owner:
            shutil.chown(self.folder, *self.owner)
        try:
            if not (self.folder / "data" / "PG_VERSION").exists():
                self._run("initdb", "-D", "data", "-U", "sarcoma", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
            settings = f"{self.options} -c listen_addresses='' -c unix_socket_directories='{self.folder}'"
            self._run("pg_ctl", "-D", "data", "-l", "log", "-w", "-t", "60", "-o", settings, "start")
        except BaseException:
            self.stop()
            raise
        return f"postgres://sarcoma@/postgres?host={self.folder}"

    def stop(self) -> None:
        """Stop the cluster; a private one leaves nothing behind."""
        if (self.folder / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop")
        if not self.keeps_its_data:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _owner(self) -> tuple[int, int] | None:
        """PostgreSQL refuses to run as root; Debian's package brings the user `postgres`."""
        if os.geteuid() != 0:
            return None
        try:
            user = pwd.getpwnam("postgres")
        except KeyError as error:
            raise NoPostgres("PostgreSQL does not run as root, and there is no user “postgres”") from error
        return user.pw_uid, user.pw_gid

    def _run(self, program: str, *arguments: str) -> None:
        identity = {"user": self.owner[0], "group": self.owner[1], "extra_groups": []} if self.owner else {}
        # The server keeps the output it was started with, so that must not be a pipe of ours.
        with tempfile.TemporaryFile() as output:
            result = subprocess.run(
                [self.binaries / program, *arguments],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
                **identity,
            )
            if result.returncode:
                output.seek(0)
                raise NoPostgres(f"{program} failed: {output.read().decode(errors='replace')[-2000:]}")
