"""Put back what an import did, but for what somebody has worked on since."""

from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Revision

from sarcoma_site.core.locks import wait_for_turn

from ..models import PublicationImport, PublicationPage, StagedRecord
from .taking import LOCK, NothingToTake
from .updating import save_version

BATCH = 200
State, Outcome = PublicationImport.State, StagedRecord.Outcome


@dataclass
class Undone:
    """How many records were taken out again or put back, and how many stay because somebody edited them since."""

    removed: int = 0
    restored: int = 0
    kept: int = 0


def undo(run: PublicationImport, user=None) -> Undone:
    """Take an import back, in one transaction.

    New pages are deleted and changed ones get the words that they had before, as a new revision. A page that somebody
    has edited or published since stays as it is. What the source said stays known, so that the nightly refresh does not
    bring back what was undone.

    Raises:
        NothingToTake: it was not taken, or is undone already.
    """
    done = Undone()
    with transaction.atomic():
        wait_for_turn(LOCK)
        run = PublicationImport.objects.get(pk=run.pk)
        if run.state != State.TAKEN:
            raise NothingToTake(f"Only an import that was taken can be undone. This one is: {run.get_state_display()}.")
        _remove_new(run, user, done)
        _restore_changed(run, user, done)
        run.state = State.UNDONE
        run.save(update_fields=["state"])
    return done


def _remove_new(run: PublicationImport, user, done: Undone) -> None:
    rows = run.records.filter(outcome=Outcome.CREATED).select_related("page")
    for row in rows.order_by("number").iterator(BATCH):
        page = row.page
        if page is None:
            continue
        if _is_as_left(row, page, run):
            page.delete(user=user)
            row.outcome, row.page = Outcome.DELETED, None
            row.save(update_fields=["outcome", "page"])
            done.removed += 1
        else:
            done.kept += 1


def _restore_changed(run: PublicationImport, user, done: Undone) -> None:
    for row in run.records.filter(outcome=Outcome.UPDATED).select_related("page").order_by("-number").iterator(BATCH):
        page, before = row.page, Revision.objects.filter(pk=row.revision_before).first()
        if page is None or before is None or not _is_as_left(row, page, run):
            done.kept += 1
            continue
        old = before.as_object()
        old.has_unpublished_changes = page.has_unpublished_changes
        save_version(old, user, previous_revision=before)
        if not page.live:
            PublicationPage.objects.filter(pk=page.pk).update(pmid=old.pmid, doi=old.doi, pmcid=old.pmcid)
        row.outcome = Outcome.RESTORED
        row.save(update_fields=["outcome"])
        done.restored += 1


def _is_as_left(row: StagedRecord, page: PublicationPage, run: PublicationImport) -> bool:
    """Whether nobody has saved the page since the import, nor published it as it was."""
    was_published = page.last_published_at and run.taken_at and page.last_published_at > run.taken_at
    return page.latest_revision_id == row.revision_after and not was_published
