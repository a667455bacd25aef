"""Read what was given, compare it with what is here, and lay it out for a person to look through."""

from collections.abc import Callable, Iterable
from typing import BinaryIO

from django.db import transaction

from sarcoma_site.core.batches import in_batches

from ..formats.reading import AUTO, open_records
from ..formats.records import UnreadableFile
from ..models import PublicationImport, StagedRecord
from ..upstream.lookup import look_up
from .checking import CheckedRecord, check

BATCH = 200
State = PublicationImport.State


def stage(run: PublicationImport) -> PublicationImport:
    """Fill the staging rows of an import from its stored file, which is deleted then.

    A run that was killed half way is begun again from the start: its rows are no pages yet.
    """
    with run.file.open("rb") as stream:
        stage_stream(run, stream)
    run.file.delete(save=True)
    return run


def stage_stream(run: PublicationImport, stream: BinaryIO, tell: Callable[[PublicationImport], None] = lambda _: None):
    """Fill the staging rows of an import from a stream, a batch at a time, and leave it ready or failed.

    Args:
        tell: called after each batch, to show how far it is.
    """
    run.records.all().delete()
    _move(run, State.READING)
    try:
        opened = open_records(stream, run.format or AUTO)
        run.format = opened.format
        records = look_up(opened.records) if opened.format == "ids" else opened.records
        stage_records(run, check(records), opened.bytes_read, tell)
    except UnreadableFile as error:
        _move(run, State.FAILED, str(error))
    else:
        _move(run, State.READY, "" if run.records_done else "There is no record in it.")


def stage_records(
    run: PublicationImport, checked: Iterable[CheckedRecord], bytes_read=lambda: 0, tell=lambda _: None
) -> None:
    """Write checked records as staging rows, telling after each batch how far it is."""
    for batch in in_batches(checked, BATCH):
        with transaction.atomic():
            StagedRecord.objects.bulk_create([_row(run, record) for record in batch])
            run.records_done += len(batch)
            run.bytes_read = bytes_read()
            run.save(update_fields=["records_done", "bytes_read", "format", "moved_at"])
        tell(run)


def _move(run: PublicationImport, state: str, message: str = "") -> None:
    run.state, run.message = state, message
    if state == State.READING:
        run.records_done = run.bytes_read = 0
    run.save(update_fields=["state", "message", "format", "records_done", "bytes_read", "moved_at"])


def _row(run: PublicationImport, record: CheckedRecord) -> StagedRecord:
    return StagedRecord(
        run=run,
        number=record.read.number,
        line=record.read.line,
        status=record.status,
        csl=record.csl,
        messages=record.messages,
        changes=[change.as_json() for change in record.changes],
        conflicts=[conflict.as_json() for conflict in record.conflicts],
        page=record.page,
        suggestion=record.suggestion,
        chosen=record.status in (StagedRecord.Status.NEW, StagedRecord.Status.CHANGED, StagedRecord.Status.KNOWN),
    )
