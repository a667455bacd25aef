"""Accounts for staff: one for each role at the first start, or a single one by name."""

import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from sarcoma_site.core.staff_groups import ADMINISTRATOR, COORDINATOR, EDITOR, PUBLISHER, REVIEWER

GROUP_OF = {
    "editor": EDITOR,
    "publisher": PUBLISHER,
    "reviewer": REVIEWER,
    "coordinator": COORDINATOR,
    "administrator": ADMINISTRATOR,
}


class Command(BaseCommand):
    help = "Create an account for each role, or one by name, with a random password that must be changed at once."

    def add_arguments(self, parser) -> None:
        parser.add_argument("name", nargs="?", help="what the person signs in with; without it, one account a role")
        parser.add_argument("--role", choices=list(GROUP_OF), help="what the person may do; needed with a name")
        parser.add_argument("--email", default="", help="where a link goes when the password is forgotten")
        parser.add_argument("--if-none", action="store_true", help="do nothing when anybody has an account")

    def handle(self, *args, name: str | None, role: str | None, email: str, if_none: bool, **options) -> None:
        if bool(name) != bool(role):
            raise CommandError("A name needs a --role, and a role a name. Without both, each role gets an account.")
        if if_none and get_user_model().objects.exists():
            return
        with transaction.atomic():
            wanted = [(name, role, email)] if name else [(role, role, "") for role in GROUP_OF]
            made = [self._create(*account) for account in wanted]
        self._say([account for account in made if account])

    def _create(self, name: str, role: str, email: str) -> tuple[str, str, str] | None:
        """Make one account; return its name, password and role. One that is there already stays as it is."""
        users = get_user_model().objects
        if users.filter(username__iexact=name).exists():
            self.stderr.write(f"{name}: there is such an account already; it was not touched.")
            return None
        if email and users.filter(email__iexact=email).exists():
            raise CommandError(f"{email}: another account has this address.")
        password = secrets.token_urlsafe(15)
        user = get_user_model()(username=name, email=email, must_change_password=True)
        user.set_password(password)
        self._check(user)
        user.save()
        user.groups.add(self._group(role))
        return name, password, GROUP_OF[role]

    def _check(self, user) -> None:
        try:
            user.full_clean(exclude=["password"])
            if user.email:
                validate_email(user.email)
        except ValidationError as error:
            raise CommandError("; ".join(f"{user.username}: {message}" for message in error.messages)) from error

    def _group(self, role: str) -> Group:
        try:
            return Group.objects.get(name=GROUP_OF[role])
        except Group.DoesNotExist as error:
            raise CommandError(f"There is no group “{GROUP_OF[role]}”. Run “manage.py migrate” first.") from error

    def _say(self, made: list[tuple[str, str, str]]) -> None:
        if not made:
            return
        self.stdout.write(
            "\nNew staff accounts. The passwords are shown only now, and changed at the first sign-in:\n\n"
        )
        for name, password, group in made:
            self.stdout.write(f"    {name:<14} {password}   {group}")
        self.stdout.write("")
