"""The worker's part of a test."""

from django_tasks_db.models import DBTaskResult


def do_waiting_jobs() -> None:
    """Let the worker do what waits. (`run_worker` itself would close the connection of the test's transaction.)"""
    for waiting in DBTaskResult.objects.filter(finished_at=None):
        waiting.task.call(*waiting.args_kwargs["args"], **waiting.args_kwargs["kwargs"])
        waiting.delete()
