"""The one background process: our own jobs as they come, and what is due each minute."""

import time

import structlog
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

BACKEND = "jobs"
SECONDS_BETWEEN_LOOKS = 1
SECONDS_BETWEEN_DUE = 60

log = structlog.get_logger(__name__)


class Command(BaseCommand):
    help = "Run our background jobs, and each minute what is due. Stops after the running job on Ctrl-C or SIGTERM."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--once", action="store_true", help="Do what is waiting and what is due, then stop.")

    def handle(self, *args, once: bool, **options) -> None:
        jobs = new_jobs_worker()
        if not once:
            jobs.configure_signals()
        log.info("worker_started")
        next_due = time.monotonic()
        while jobs.running:
            if time.monotonic() >= next_due:
                next_due = time.monotonic() + SECONDS_BETWEEN_DUE
                survive_database_fault(lambda: call_command("run_due", stdout=self.stdout))
            survive_database_fault(jobs.run)
            if once:
                return
            time.sleep(SECONDS_BETWEEN_LOOKS)


def new_jobs_worker() -> Worker:
    """A worker that returns when no job waits, instead of sleeping: the waiting is ours, with the due work between."""
    return Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name=BACKEND,
        startup_delay=False,
        max_tasks=None,
        worker_id="run_worker",
        excluded_queue_names=[],
    )


def survive_database_fault(work) -> None:
    """A database that is away for a while ends no worker: it looks again a second later."""
    close_old_connections()
    try:
        work()
    except DatabaseError:
        log.exception("worker_database_fault")
