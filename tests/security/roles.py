"""Who knocks at the CMS in these tests: a member of each staff group, somebody without a group, and a stranger."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from sarcoma_site.core.staff_groups import ADMINISTRATOR, COORDINATOR, EDITOR, PUBLISHER, REVIEWER
from tests.staff import sign_in

STRANGER = "Stranger"
NO_GROUP = "Signed in without a group"
STAFF = (EDITOR, PUBLISHER, REVIEWER, COORDINATOR, ADMINISTRATOR)
ROLES = (STRANGER, NO_GROUP, *STAFF)

# User names and addresses are for administrators alone; in these tests all of them hold one of these.
USER_NAME, ADDRESS = "kennung", "postfach.example"


def member(role: str):
    """The account of a role; made without a name, so that whatever shows a user name instead of it is found."""
    name = f"{USER_NAME}-{role.lower().replace(' ', '-')}"
    user, is_new = get_user_model().objects.get_or_create(username=name, defaults={"email": f"{name}@{ADDRESS}"})
    if is_new and role != NO_GROUP:
        user.groups.add(Group.objects.get(name=role))
    return user


def client_of(role: str, **options) -> Client:
    """A browser of somebody in this role."""
    client = Client(**options)
    if role != STRANGER:
        sign_in(client, member(role))
    return client
