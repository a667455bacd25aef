"""Write docs/who-can-do-what.md anew, after the rights of a group or a workflow have changed."""

from django.conf import settings
from django.core.management.base import BaseCommand

from sarcoma_site.core.who_can_do_what import as_markdown

WHO_CAN_DO_WHAT = settings.BASE_DIR / "docs" / "who-can-do-what.md"


class Command(BaseCommand):
    help = "Write docs/who-can-do-what.md from the rights of the staff groups and the workflows in the database."

    def handle(self, *args, **options) -> None:
        WHO_CAN_DO_WHAT.write_text(as_markdown(), encoding="utf-8")
        self.stdout.write(f"Wrote {WHO_CAN_DO_WHAT.relative_to(settings.BASE_DIR)}.")
