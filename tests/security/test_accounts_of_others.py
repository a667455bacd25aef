"""Nobody makes oneself or others more powerful than one is, and colleagues see of each other no more than a name."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail import hooks

from fellowship.models import FellowshipPage
from sarcoma_site.core.staff_groups import ADMINISTRATOR, COORDINATOR, EDITOR
from tests.factories.publications import made_item, taken
from tests.staff import sign_in

from .roles import USER_NAME, client_of, member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]


@pytest.fixture
def superuser():
    return get_user_model().objects.create_superuser("root", "root@example.org", None, first_name="R", last_name="Oot")


def download(client, address: str) -> str:
    return b"".join(client.get(address).streaming_content).decode()


def account(**changes) -> dict:
    words = {"username": "ada", "email": "ada@example.org", "first_name": "Ada", "last_name": "Example"}
    return words | {"password1": "a-long-made-up-password", "password2": "a-long-made-up-password"} | changes


def test_an_administrator_adds_a_colleague_and_no_superuser():
    client = client_of(ADMINISTRATOR)
    response = client.post(reverse("wagtailusers_users:add"), account(is_superuser="on"))
    assert response.status_code == 302
    assert not get_user_model().objects.get(username="ada").is_superuser


def test_an_administrator_makes_nobody_a_superuser_not_even_oneself():
    client = client_of(ADMINISTRATOR)
    for user in (member(EDITOR), member(ADMINISTRATOR)):
        address = reverse("wagtailusers_users:edit", args=[user.pk])
        assert client.get(address).status_code == 200
        changes = {"is_active": "on", "username": user.username, "email": user.email, "is_superuser": "on"}
        client.post(address, account(**changes, password1="", password2=""))
        user.refresh_from_db()
        assert (user.first_name, user.is_superuser) == ("Ada", False)


def test_a_superuser_makes_another(superuser, client):
    sign_in(client, superuser)
    client.post(reverse("wagtailusers_users:add"), account(is_superuser="on"))
    assert get_user_model().objects.get(username="ada").is_superuser


def test_an_administrator_touches_no_account_of_a_superuser(superuser):
    client, before = client_of(ADMINISTRATOR), superuser.password
    home = reverse("wagtailadmin_home")
    edit = reverse("wagtailusers_users:edit", args=[superuser.pk])
    assert client.get(edit).url == home
    assert client.post(edit, account(username="root")).url == home
    assert client.post(reverse("wagtailusers_users:delete", args=[superuser.pk])).url == home
    group = Group.objects.get(name=COORDINATOR)
    for action, form in (
        ("set_active_state", {"mark_as_active": "False"}),
        ("assign_role", {"role": group.pk}),
        ("delete", {}),
    ):
        bulk = reverse("wagtail_bulk_action", args=["core", "user", action])
        for ticked in (f"id={superuser.pk}", f"id={superuser.pk}&id={member(EDITOR).pk}", "id=all"):
            assert client.post(f"{bulk}?{ticked}", form).url == home, (action, ticked)
    superuser.refresh_from_db()
    assert (superuser.is_active, superuser.password, superuser.groups.count()) == (True, before, 0)
    assert member(EDITOR).is_active


def test_no_group_is_given_more_in_the_cms_than_an_administrator_has():
    offered = Permission.objects.none()
    for register in hooks.get_hooks("register_permissions"):
        offered = offered | register()
    own = Group.objects.get(name=ADMINISTRATOR).permissions.all()
    assert [f"{one.content_type.app_label}.{one.codename}" for one in offered.exclude(pk__in=own)] == []


def test_a_colleague_without_a_name_is_a_number_and_not_a_user_name():
    run = taken([made_item(1)], made_by=member(EDITOR))
    page = client_of(COORDINATOR).get(reverse("publication_imports")).text
    assert run.name in page
    assert f"Colleague {member(EDITOR).pk}" in page
    assert USER_NAME not in page.replace(member(COORDINATOR).username, "")


def test_the_report_on_aging_pages_names_who_published():
    colleague = get_user_model().objects.create_superuser("signs-in-so", first_name="Ada", last_name="Example")
    page = FellowshipPage.objects.get()
    page.save_revision(user=colleague).publish(user=colleague)
    report = reverse("wagtailadmin_reports:aging_pages")
    for text in (client_of(EDITOR).get(report).text, download(client_of(ADMINISTRATOR), f"{report}?export=csv")):
        assert "signs-in-so" not in text
    assert "Ada Example" in download(client_of(ADMINISTRATOR), f"{report}?export=csv")
