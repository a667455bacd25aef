"""Record, or withdraw, the approval that makes this an official site of the hospital."""

import datetime

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Site

from sarcoma_site.core.models import SiteApproval


class Command(BaseCommand):
    help = "Record who approved the site and when, which ends the demonstration. --withdraw begins it again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--by", default="", help="name and office of who approved")
        parser.add_argument("--on", default="", help="the day of the approval, as 2026-01-31")
        parser.add_argument("--withdraw", action="store_true", help="take the approval back")

    def handle(self, *args, by: str, on: str, withdraw: bool, **options) -> None:
        site = Site.objects.filter(is_default_site=True).first()
        if site is None:
            raise CommandError("There is no site yet. Run “manage.py load_content” first.")
        if withdraw == bool(by or on):
            raise CommandError("Give --by and --on, or --withdraw alone.")
        by, day = ("", None) if withdraw else (by.strip(), self._day(on))
        if not withdraw and not by:
            raise CommandError("--by names who approved: “Dr. Ada Example, Chief of Communications”.")
        with transaction.atomic():
            approval = SiteApproval.for_site(site)
            approval.approved_by, approval.approved_on = by, day
            approval.full_clean()
            approval.save()
            log(approval, "wagtail.edit")
        if withdraw:
            self.stdout.write("The approval is withdrawn. Every page says again that this is a demonstration.")
        else:
            self.stdout.write(f"Approved by {by} on {day}. The demonstration line is gone.")

    def _day(self, on: str) -> datetime.date:
        try:
            day = datetime.date.fromisoformat(on)
        except ValueError as error:
            raise CommandError(f"--on “{on}” is no day. Write it as 2026-01-31.") from error
        if day > timezone.localdate():
            raise CommandError(f"--on {day} lies in the future.")
        return day
