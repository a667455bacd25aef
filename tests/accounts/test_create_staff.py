"""The accounts that the first `make run` and `manage.py create_staff` make."""

import re
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from .people import PASSWORD, is_in, try_to_sign_in

pytestmark = pytest.mark.django_db


def create_staff(*arguments: str, **options) -> tuple[str, dict[str, str]]:
    output = StringIO()
    call_command("create_staff", *arguments, stdout=output, stderr=output, **options)
    said = output.getvalue()
    return said, dict(re.findall(r"^ +(\w+) +(\S{20,})  ", said, re.MULTILINE))


def test_each_role_gets_one_account_with_a_password_and_no_more_than_its_group():
    _, passwords = create_staff()
    assert set(passwords) == {"editor", "publisher", "reviewer", "coordinator", "administrator"}
    assert len(set(passwords.values())) == 5
    for user in get_user_model().objects.all():
        assert user.check_password(passwords[user.username])
        assert user.groups.count() == 1
        assert not user.is_superuser


def test_the_password_is_changed_before_anything_else():
    _, passwords = create_staff("ada", "--role", "editor")
    client = Client()
    try_to_sign_in(client, "ada", passwords["ada"])
    change = reverse("account_change_password")
    for address in (reverse("wagtailadmin_home"), reverse("wagtailadmin_account"), reverse("wagtailimages:index")):
        assert client.get(address).url == change
    form = {"oldpassword": passwords["ada"], "password1": PASSWORD, "password2": PASSWORD}
    assert client.post(change, form).status_code == 302
    assert is_in(client)
    assert is_in_again(PASSWORD)
    assert not is_in_again(passwords["ada"])


def is_in_again(password: str) -> bool:
    client = Client()
    try_to_sign_in(client, "ada", password)
    return is_in(client)


def test_the_same_password_again_is_no_change():
    _, passwords = create_staff("ada", "--role", "editor")
    client = Client()
    try_to_sign_in(client, "ada", passwords["ada"])
    form = {"oldpassword": passwords["ada"], "password1": passwords["ada"], "password2": passwords["ada"]}
    assert "Choose another" in client.post(reverse("account_change_password"), form).text
    assert not is_in(client)


def test_a_later_first_start_makes_and_says_nothing():
    create_staff(if_none=True)
    before = list(get_user_model().objects.values_list("pk", "password"))
    assert create_staff(if_none=True) == ("", {})
    assert list(get_user_model().objects.values_list("pk", "password")) == before


def test_an_account_that_is_there_is_not_touched():
    create_staff("editor", "--role", "publisher")
    before = get_user_model().objects.get().password
    said, passwords = create_staff()
    assert "editor: there is such an account already" in said
    assert set(passwords) == {"publisher", "reviewer", "coordinator", "administrator"}
    assert get_user_model().objects.get(username="editor").password == before


@pytest.mark.parametrize(
    "arguments",
    [["ada"], ["--role", "editor"], ["ada", "--role", "surgeon"], ["a b", "--role", "editor"]],
)
def test_what_is_no_account_is_refused_with_the_reason(arguments):
    with pytest.raises(CommandError):
        create_staff(*arguments)
    assert not get_user_model().objects.exists()


def test_two_accounts_never_share_an_address():
    create_staff("ada", "--role", "editor", "--email", "ada@example.org")
    with pytest.raises(CommandError, match="another account"):
        create_staff("eve", "--role", "editor", "--email", "ADA@example.org")
    with pytest.raises(CommandError, match="valid email"):
        create_staff("eve", "--role", "editor", "--email", "nowhere")
