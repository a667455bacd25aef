"""What falls due with time: pages that go live or expire at an hour, and the nightly jobs. `run_worker` calls it."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

from sarcoma_site.core.locks import held_by_one_process
from sarcoma_site.core.nightly import run_nightly_jobs_once


class Command(BaseCommand):
    help = (
        "Publish and unpublish what is due now, and begin the nightly jobs once a night. "
        "Two at the same time do no harm: the second leaves at once."
    )

    def handle(self, *args, **options) -> None:
        with held_by_one_process("run_due") as held:
            if held:
                call_command("publish_scheduled", stdout=self.stdout)
                run_nightly_jobs_once()
