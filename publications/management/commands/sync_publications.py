"""The saved queries, asked now."""

from django.core.management.base import BaseCommand, CommandError

from publications.importing.sync import synchronise
from publications.models import PublicationIndexPage, SavedQuery


class Command(BaseCommand):
    help = "Put the saved queries to PubMed: new papers become drafts, known ones are brought up to date."

    def handle(self, *args, **options) -> None:
        if not PublicationIndexPage.objects.exists():
            raise CommandError("There is no list of publications yet: run load_content first.")
        run = synchronise()
        if run is None:
            raise CommandError("The saved queries are being asked already.")
        for query in SavedQuery.objects.filter(is_active=True):
            self.stdout.write(f"{query}: {query.last_fault or f'{query.last_found} found, {query.last_new} new'}")
        self.stdout.write(", ".join(f"{number} {status}" for status, number in run.counts().items()))
        if run.message:
            raise CommandError(run.message)
