"""Publications from a file, for people and scripts."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from publications.formats.reading import AUTO, open_records
from publications.formats.recognise import FORMATS
from publications.formats.records import UnreadableFile
from publications.importing.checking import check
from publications.importing.staging import stage_stream
from publications.importing.taking import take
from publications.models import PublicationImport, PublicationIndexPage, StagedRecord
from publications.upstream.lookup import look_up

ALL_TAKEN, SOME_NOT, NONE_TAKEN, BAD_USAGE = 0, 1, 2, 3
PROBLEM = StagedRecord.Status.PROBLEM


class UsageParser(CommandParser):
    """Ends with our own code on bad usage, not with the 2 that means here that nothing was taken."""

    def error(self, message: str) -> None:
        if self.called_from_command_line:
            # Django reads the arguments before it catches a CommandError, so a shell would get a traceback and a 1.
            self.exit(BAD_USAGE, f"{self.format_usage()}{message}\n")
        raise CommandError(f"{message}\n{self.format_usage()}", returncode=BAD_USAGE)


class Command(BaseCommand):
    help = (
        "Import publications from a file, or from standard input with “-”. New records arrive as drafts. "
        "Exit code: 0 all taken, 1 some not, 2 none, 3 bad usage or unreadable file."
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.__class__ = UsageParser
        return parser

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", help="The file, or “-” for standard input.")
        parser.add_argument("--format", choices=[AUTO, *(name for name, _ in FORMATS)], default=AUTO)
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, and change nothing.")
        parser.add_argument("--publish", action="store_true", help="Let new records go live at once.")
        parser.add_argument("--json", action="store_true", help="Print one array of what became of each record.")

    def handle(self, *args, path: str, format: str, dry_run: bool, publish: bool, **options) -> None:  # noqa: A002
        if not PublicationIndexPage.objects.exists():
            raise CommandError("There is no list of publications yet: run load_content first.", returncode=BAD_USAGE)
        with opened(path) as stream:
            try:
                records = self.checked(stream, format) if dry_run else self.taken(stream, path, format, publish)
                counts = self.print_records(records, options["json"])
            except UnreadableFile as error:
                raise CommandError(f"{path}: {error}", returncode=BAD_USAGE) from error
        self.stderr.write(f"{'Would be' if dry_run else 'Done'}: {summary(counts)}")
        sys.exit(exit_code(counts))

    def checked(self, stream: BinaryIO, format_name: str) -> Iterator[dict]:
        """What would become of each record, without a trace in the database."""
        file = open_records(stream, format_name)
        records = look_up(file.records) if file.format == "ids" else file.records
        for record in check(records):
            yield record.as_json()

    def taken(self, stream: BinaryIO, path: str, format_name: str, publish: bool) -> Iterator[dict]:
        """Take the file, and say what became of each record."""
        run = PublicationImport.objects.create(
            source=PublicationImport.Source.COMMAND,
            name=("standard input" if path == "-" else Path(path).name)[:200],
            format="" if format_name == AUTO else format_name,
            publish=publish,
        )
        stage_stream(run, stream, self.tell)
        if run.state == PublicationImport.State.FAILED:
            raise UnreadableFile(run.message)
        run = take(run)
        for row in run.records.order_by("number").iterator(500):
            yield {"status": row.status, "csl": row.csl, "messages": row.messages, "where": row.where}

    def tell(self, run: PublicationImport) -> None:
        """Show how far reading is, on one line of a terminal."""
        end = "\r" if self.stderr.isatty() else "\n"
        self.stderr.write(f"Read {run.records_done} records, {run.bytes_read / 1e6:.1f} MB", ending=end)

    def print_records(self, records: Iterable[dict], as_json: bool) -> dict[str, int]:
        """Print each record, and return how many there are of each status."""
        counts = dict.fromkeys(StagedRecord.Status.values, 0)
        before = "["
        try:
            for record in records:
                counts[record["status"]] += 1
                if as_json:
                    self.stdout.write(before + json.dumps(record, ensure_ascii=False), ending="")
                    before = ",\n"
                else:
                    self.print_one(record)
        finally:
            if as_json:
                self.stdout.write("[]" if before == "[" else "]")
        return counts

    def print_one(self, record: dict) -> None:
        """One record for a person: what became of it, and what is to be said."""
        self.stdout.write(f"{record['status']:8} {record['where']}: {record['csl'].get('title', '')}")
        for message in record["messages"]:
            self.stdout.write(f"         {message}")


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """The file's bytes, or those of standard input."""
    if path == "-":
        yield sys.stdin.buffer
        return
    try:
        with open(path, "rb") as stream:
            yield stream
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", returncode=BAD_USAGE) from error


def summary(counts: dict[str, int]) -> str:
    """The counts in words: `20 new, 1 changed, 0 known, 1 problem`."""
    return ", ".join(f"{number} {status}" for status, number in counts.items())


def exit_code(counts: dict[str, int]) -> int:
    """0 when every record was taken or adds nothing, 1 when some could not be, 2 when none could."""
    taken = sum(counts.values()) - counts[PROBLEM]
    if not taken:
        return NONE_TAKEN
    return SOME_NOT if counts[PROBLEM] else ALL_TAKEN
