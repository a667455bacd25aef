from collections import Counter
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from sarcoma_site.core.content_files.errors import ContentError
from sarcoma_site.core.staff_groups import keep_staff_groups
from sarcoma_site.home.loading.load import UNCHANGED, load_content


class Command(BaseCommand):
    """Load `content/` into the site. Safe to repeat: what staff edited stays as it is."""

    help = "Load the department's content from its files. Nothing that staff edited is touched without --overwrite."

    def add_arguments(self, parser):
        parser.add_argument("--path", type=Path, default=settings.BASE_DIR / "content", help="the folder of content")
        parser.add_argument(
            "--overwrite", action="store_true", help="write the files' words over what staff edited, as a new revision"
        )

    def handle(self, *args, path: Path, overwrite: bool, verbosity: int, **options):
        if not path.is_dir():
            raise CommandError(f"{path} is no folder")
        counts = Counter()
        try:
            for outcome in load_content(path, overwrite):
                counts[outcome.status] += 1
                if verbosity > 1 or outcome.status != UNCHANGED:
                    note = f" ({outcome.note})" if outcome.note else ""
                    self.stdout.write(f"{outcome.status:9}  {outcome.key}{note}")
        except ContentError as error:
            raise CommandError(f"{error}\nNothing was loaded.") from error
        keep_staff_groups()  # Section pages may only now exist, and some rights hold from there.
        self.stdout.write(", ".join(f"{count} {status}" for status, count in sorted(counts.items())) or "no content")
