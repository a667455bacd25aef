from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A member of staff who signs in to the CMS. A model of our own from the first migration, so that it can grow.

    Colleagues see each other's name and nothing else. Where there is none, the CMS would show what somebody signs in
    with; here it shows a number that says nothing.
    """

    must_change_password = models.BooleanField(
        default=False,
        editable=False,
        help_text="Somebody else chose the password. Its owner chooses another before anything else.",
    )

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return super().get_full_name() or f"Colleague {self.pk}"

    def is_above(self, other: "User") -> bool:
        """Whether this is a superuser's account and the other is none."""
        return self.is_superuser and not other.is_superuser
