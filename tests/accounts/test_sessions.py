"""Where one is signed in, and how an administrator helps."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from sarcoma_site.accounts.sessions import browser_of, forget_ended_sessions
from sarcoma_site.core.staff_groups import ADMINISTRATOR, EDITOR, PUBLISHER
from tests.jobs import do_waiting_jobs
from tests.staff import sign_in, staff_client

from .people import PASSWORD, is_in, member, try_to_sign_in, with_app, with_recovery_codes

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1"


def signed_in_with(agent: str, **extra) -> Client:
    client = Client(headers={"user-agent": agent})
    try_to_sign_in(client, "somebody", **{"password": PASSWORD, **extra})
    return client


def test_each_session_is_listed_and_all_others_can_be_ended():
    member(EDITOR)
    here, there = signed_in_with(FIREFOX), signed_in_with(SAFARI, REMOTE_ADDR="192.0.2.77")
    page = here.get(reverse("usersessions_list")).text
    assert "Firefox on Windows" in page and "Safari on iPhone" in page
    assert "192.0.2.77" not in page
    here.post(reverse("usersessions_list"))
    assert is_in(here)
    assert not is_in(there)


def test_nobody_sees_or_ends_anothers_sessions():
    member(EDITOR)
    there = signed_in_with(SAFARI)
    other = staff_client(PUBLISHER)
    assert "Safari" not in other.get(reverse("usersessions_list")).text
    other.post(reverse("usersessions_list"))
    assert is_in(there)


def test_a_new_password_ends_the_other_sessions_but_not_this_one():
    member(EDITOR)
    here, there = signed_in_with(FIREFOX), signed_in_with(SAFARI)
    form = {"oldpassword": PASSWORD, "password1": "sandal orbit walnut Ferry", "password2": "sandal orbit walnut Ferry"}
    here.post(reverse("account_change_password"), form)
    assert is_in(here)
    assert not is_in(there)


def test_signing_out_ends_the_session_itself():
    member(EDITOR)
    client = signed_in_with(FIREFOX)
    stolen = Client(headers={"cookie": f"sessionid={client.cookies['sessionid'].value}"})
    assert is_in(stolen)
    client.post(reverse("account_logout"))
    assert not is_in(stolen)


def test_a_switched_off_account_is_out_at_once():
    user = member(EDITOR)
    client = signed_in_with(FIREFOX)
    assert is_in(client)
    user.is_active = False
    user.save()
    assert not is_in(client)


def test_signing_in_gives_a_new_session():
    member(EDITOR)
    client = Client()
    session = client.session
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    try_to_sign_in(client, "somebody")
    assert client.cookies["sessionid"].value != planted
    assert not Session.objects.filter(pk=planted).exists()


def test_confirming_who_one_is_gives_a_new_session_key_and_keeps_the_list():
    member(EDITOR)
    client = signed_in_with(FIREFOX)
    before = client.session.session_key
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()
    assert client.get(reverse("usersessions_list")).text.count("(this one)") == 1
    assert UserSession.objects.count() == 1


@pytest.mark.parametrize("name", ["account_logout", "wagtailadmin_logout"])
def test_signing_out_clears_what_the_browser_kept(name):
    member(EDITOR)
    client = signed_in_with(FIREFOX)
    assert "Clear-Site-Data" not in client.get(reverse("account_logout")).headers
    assert client.post(reverse(name)).headers["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize(
    "password", ["8" * 20, "ünïcödé wörds äre füne", " leading and trailing ", "all lower case letters"]
)
def test_a_password_may_be_made_of_anything(password):
    """And is taken as it is: nothing cut off, no case changed (OWASP ASVS 5.0, 6.2.5 and 6.2.8)."""
    user = member(EDITOR)
    client = signed_in_with(FIREFOX)
    form = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert client.post(reverse("account_change_password"), form).status_code == 302
    user.refresh_from_db()
    assert user.check_password(password)
    assert is_in(signed_in_with(SAFARI, password=password))


def test_what_is_over_is_forgotten_at_night():
    member(EDITOR)
    client = signed_in_with(FIREFOX)
    signed_in_with(SAFARI)
    Session.objects.exclude(pk=client.session.session_key).delete()
    forget_ended_sessions()
    assert [session.user_agent for session in UserSession.objects.all()] == [FIREFOX]


@pytest.mark.parametrize(
    ("agent", "words"), [(FIREFOX, "Firefox on Windows"), ("", "A browser"), ("curl/8", "A browser")]
)
def test_a_browser_has_a_name(agent, words):
    assert browser_of(agent) == words


# --- Help from an administrator ---------------------------------------------------------------------------------


@pytest.fixture
def administrator():
    return staff_client(ADMINISTRATOR)


def help_with(client: Client, user, action: str = ""):
    address = reverse("staff_sign_in_help", args=[user.pk])
    return client.post(address, {"action": action}, follow=True) if action else client.get(address)


def test_an_administrator_unlocks_somebody(administrator):
    user = member(EDITOR)
    for _ in range(5):
        try_to_sign_in(Client(), "somebody", "wrong")
    page = help_with(administrator, user).text
    assert "Locked: 5 wrong tries" in page
    assert "(somebody)</strong>" in page
    assert "can try again at once" in help_with(administrator, user, "unlock").text
    assert is_in(signed_in_with(FIREFOX))


def test_an_administrator_removes_a_lost_second_step_and_all_sessions_end(administrator):
    user = member(EDITOR)
    here = signed_in_with(FIREFOX)
    with_app(user)
    with_recovery_codes(user)
    help_with(administrator, user, "remove_second_step")
    assert not Authenticator.objects.exists()
    assert not is_in(here)
    assert is_in(signed_in_with(FIREFOX))


def test_an_administrator_ends_sessions_and_sends_a_link(administrator):
    user = member(EDITOR)
    here = signed_in_with(FIREFOX)
    assert "Firefox on Windows" in help_with(administrator, user).text
    help_with(administrator, user, "end_sessions")
    assert not is_in(here)
    help_with(administrator, user, "send_reset")
    do_waiting_jobs()
    assert mail.outbox[-1].to == [user.email]


def test_the_way_there_stands_in_the_list_of_users(administrator):
    user = member(EDITOR)
    assert reverse("staff_sign_in_help", args=[user.pk]) in administrator.get(reverse("wagtailusers_users:index")).text


@pytest.mark.parametrize("group", [EDITOR, PUBLISHER])
def test_nobody_else_helps(group):
    user = member(EDITOR)
    with_app(user)
    help_with(staff_client(group), user, "remove_second_step")
    assert Authenticator.objects.exists()


def test_an_administrator_takes_nothing_from_a_superuser(administrator):
    user = member(is_superuser=True)
    with_app(user)
    help_with(administrator, user, "remove_second_step")
    assert Authenticator.objects.exists()


def test_an_odd_action_does_nothing(administrator):
    user = member(EDITOR)
    with_app(user)
    assert help_with(administrator, user, "explode").status_code == 200
    assert Authenticator.objects.exists()


def test_the_same_help_from_the_command_line(capsys):
    user = member(EDITOR)
    with_app(user)
    for _ in range(5):
        try_to_sign_in(Client(), "somebody", "wrong")
    call_command("unlock_staff", "somebody", remove_second_step=True)
    assert "may try again" in capsys.readouterr().out
    assert is_in(signed_in_with(FIREFOX))
    with pytest.raises(CommandError, match="no account"):
        call_command("unlock_staff", "nobody")


# --- Accounts in the CMS ----------------------------------------------------------------------------------------


def test_a_password_that_an_administrator_types_must_be_changed(administrator):
    user = member(EDITOR)
    form = {
        "username": user.username, "email": user.email, "first_name": "Ada", "last_name": "Example", "is_active": "on",
        "groups": [group.pk for group in user.groups.all()],
        "password1": "sandal orbit walnut Ferry", "password2": "sandal orbit walnut Ferry",
    }  # fmt: skip
    assert administrator.post(reverse("wagtailusers_users:edit", args=[user.pk]), form).status_code == 302
    client = Client()
    try_to_sign_in(client, user.username, "sandal orbit walnut Ferry")
    assert client.get(reverse("wagtailadmin_home")).url == reverse("account_change_password")


def test_ones_own_password_is_changed_only_where_the_old_one_is_asked_for(administrator):
    administrator.staff.set_password(PASSWORD)
    administrator.staff.save()
    sign_in(administrator, administrator.staff)
    page = administrator.get(reverse("wagtailusers_users:edit", args=[administrator.staff.pk])).text
    assert 'name="password1"' not in page
    account = administrator.get(reverse("wagtailadmin_account")).text
    assert "password-new_password1" not in account
    assert 'name="name_email-email"' not in account
    assert 'type="file"' not in account
    assert reverse("account_change_password") in account


def test_two_accounts_never_share_an_address(administrator):
    member(EDITOR, "ada")
    user = member(EDITOR)
    form = {"username": "somebody", "email": "ADA@example.org", "first_name": "A", "last_name": "B", "is_active": "on"}
    response = administrator.post(reverse("wagtailusers_users:edit", args=[user.pk]), form)
    assert "Another account has this address" in response.text
