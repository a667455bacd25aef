"""For somebody who cannot sign in: forgive wrong tries, remove a lost second step."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from sarcoma_site.accounts.lockout import unlock
from sarcoma_site.accounts.second_step import remove_second_steps
from sarcoma_site.accounts.sessions import end_all_sessions


class Command(BaseCommand):
    help = "Let somebody try to sign in again at once. Make sure first, by telephone or in person, that it is them."

    def add_arguments(self, parser) -> None:
        parser.add_argument("name", help="what the person signs in with")
        parser.add_argument(
            "--remove-second-step",
            action="store_true",
            help="telephone, keys and recovery codes are lost: remove them, and sign the account out everywhere",
        )

    def handle(self, *args, name: str, remove_second_step: bool, **options) -> None:
        user = get_user_model().objects.filter(username__iexact=name).first()
        if user is None:
            raise CommandError(f"There is no account “{name}”.")
        unlock(user)
        self.stdout.write(f"{user.username} may try again at once.")
        if remove_second_step:
            removed = remove_second_steps(user)
            ended = end_all_sessions(user)
            self.stdout.write(f"Removed {removed} second steps; signed out of {ended} browsers.")
