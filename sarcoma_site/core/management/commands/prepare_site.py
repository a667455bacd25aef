"""Everything between an install and a site that can be served; quick when nothing is new."""

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Bring the database up to date, collect static files, load the content, create the first accounts."

    def handle(self, *args, **options) -> None:
        verbosity = options["verbosity"]
        call_command("migrate", interactive=False, verbosity=max(verbosity - 1, 0))
        call_command("collect_changed_static", verbosity=verbosity, stdout=self.stdout)
        call_command("load_content", verbosity=verbosity, stdout=self.stdout)
        call_command("create_staff", if_none=True, verbosity=verbosity, stdout=self.stdout)
