"""Our long work in the worker: reading an import, taking it, asking PubMed."""

import structlog
from django.contrib.auth import get_user_model
from django_tasks import task

from .importing.staging import stage
from .importing.sync import synchronise
from .importing.taking import NothingToTake, take
from .importing.undoing import undo
from .models import PublicationImport, SavedQuery

log = structlog.get_logger(__name__)


@task(backend="jobs")
def read_import(key: int) -> None:
    """Read what was given and lay it out. What was asked for twice, and is read already, is not read again."""
    run = PublicationImport.objects.get(pk=key)
    if run.is_busy and run.file:
        stage(run)


@task(backend="jobs")
def take_import(key: int, user_key: int | None = None) -> None:
    """Take what was chosen of an import. What was taken before is not taken again."""
    user = get_user_model().objects.filter(pk=user_key).first()
    try:
        take(PublicationImport.objects.get(pk=key), user)
    except NothingToTake as error:
        log.info("import_not_taken", key=key, reason=str(error))


@task(backend="jobs")
def undo_import(key: int, user_key: int | None = None) -> None:
    """Take an import back. What was taken back before is not taken back again."""
    user = get_user_model().objects.filter(pk=user_key).first()
    try:
        undo(PublicationImport.objects.get(pk=key), user)
    except NothingToTake as error:
        log.info("import_not_undone", key=key, reason=str(error))


@task(backend="jobs")
def ask_saved_queries() -> None:
    """Run the saved queries and refresh the papers that are here."""
    synchronise()


def ask_each_night(**_signal) -> None:
    """Leave the saved queries to the worker, if there are any."""
    if SavedQuery.objects.filter(is_active=True).exists():
        ask_saved_queries.enqueue()
