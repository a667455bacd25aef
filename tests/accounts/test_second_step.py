"""Who publishes care pages or governs the site needs more than a password, by whichever way they come."""

from unittest import mock

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from sarcoma_site.core.staff_groups import ADMINISTRATOR, COORDINATOR, EDITOR, PUBLISHER, REVIEWER
from tests.jobs import do_waiting_jobs

from .people import PASSWORD, code_now, is_in, member, try_to_sign_in, with_app, with_recovery_codes

pytestmark = pytest.mark.django_db

NEEDING, NOT_NEEDING = (PUBLISHER, ADMINISTRATOR), (EDITOR, REVIEWER, COORDINATOR)


def signed_in(user) -> Client:
    client = Client()
    try_to_sign_in(client, user.username)
    return client


@pytest.mark.parametrize("group", NOT_NEEDING)
def test_the_other_roles_are_in_with_a_password(group):
    assert is_in(signed_in(member(group)))


@pytest.mark.parametrize("group", NEEDING)
def test_with_a_password_alone_such_a_role_only_reaches_the_setting_up(group):
    client = signed_in(member(group))
    for name in ("wagtailadmin_home", "wagtailadmin_account", "wagtailimages:index", "usersessions_list"):
        assert client.get(reverse(name)).url == reverse("mfa_index")
        assert client.post(reverse(name)).url == reverse("mfa_index")
    assert "Set up an app" in client.get(reverse("mfa_index")).text


def test_a_superuser_needs_one_too():
    assert not is_in(signed_in(member(is_superuser=True)))


def test_until_then_the_site_treats_them_as_a_visitor(loaded_site):
    page = Page.objects.filter(depth=3, live=True).first()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    publisher = signed_in(member(PUBLISHER, "half"))
    assert publisher.get(page.get_url()).status_code == 302
    editor = signed_in(member(EDITOR, "whole"))
    assert editor.get(page.get_url()).status_code == 200


def set_up_app(client: Client):
    """Confirm the password, then take the secret from the page and type the code, as somebody would."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert "<svg" in page.text and secret in page.text
    # A test's transaction never ends, so what is done at its end is done at once.
    with mock.patch("django.db.transaction.on_commit", lambda work, **_options: work()):
        return client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})


def test_setting_up_an_app_lets_in_and_gives_recovery_codes():
    user = member(PUBLISHER)
    client = signed_in(user)
    assert set_up_app(client).url == reverse("mfa_view_recovery_codes")
    assert is_in(client)
    codes = client.get(reverse("mfa_view_recovery_codes")).text.count("<li><code>")
    assert codes == 10


def test_setting_up_asks_for_the_password_once_more():
    client = signed_in(member(PUBLISHER))
    assert reverse("account_reauthenticate") in client.get(reverse("mfa_activate_totp")).url


def test_a_wrong_code_sets_up_nothing():
    client = signed_in(member(PUBLISHER))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    assert "There is a problem" in client.post(reverse("mfa_activate_totp"), {"code": "000000"}).text
    assert not Authenticator.objects.exists()


def test_with_an_app_the_password_is_followed_by_a_code():
    user = member(PUBLISHER)
    with_app(user)
    client = Client()
    assert try_to_sign_in(client, user.username).url == reverse("mfa_authenticate")
    assert not is_in(client)
    assert client.post(reverse("mfa_authenticate"), {"code": code_now()}).url == reverse("wagtailadmin_home")
    assert is_in(client)


def test_whoever_set_one_up_without_need_is_asked_for_it_too():
    user = member(EDITOR)
    with_app(user)
    assert not is_in(signed_in(user))


def test_a_code_counts_once():
    user = member(PUBLISHER)
    with_app(user)
    code = code_now()
    for expected in (True, False):
        client = Client()
        try_to_sign_in(client, user.username)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert is_in(client) == expected


def test_a_code_counts_once_also_where_processes_share_no_cache(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    test_a_code_counts_once()


def test_a_recovery_code_counts_once():
    user = member(PUBLISHER)
    with_app(user)
    code = with_recovery_codes(user)[0]
    for expected in (True, False):
        client = Client()
        try_to_sign_in(client, user.username)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert is_in(client) == expected


def test_removing_the_only_one_leads_back_to_setting_up():
    user = member(PUBLISHER)
    with_app(user)
    client = Client()
    try_to_sign_in(client, user.username)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert not is_in(signed_in(user))


def test_the_owner_is_told_by_mail_without_where_it_came_from():
    user, client = member(PUBLISHER), Client(REMOTE_ADDR="192.0.2.1")
    try_to_sign_in(client, user.username)
    set_up_app(client)
    do_waiting_jobs()
    message = next(message for message in mail.outbox if "authenticator app was added" in message.subject)
    assert message.to == ["somebody@example.org"]
    assert "192.0.2.1" not in message.body


def test_the_secret_cannot_be_read_from_the_database():
    user = member()
    with_app(user)
    assert "JBSWY3DPEHPK3PXP" not in str(Authenticator.objects.get().data)


# --- Ways around it ---------------------------------------------------------------------------------------------

WAGTAILS_OWN = [
    "/admin/login/",
    "/admin/login/?next=/admin/",
    "/admin/password_reset/",
    "/admin/password_reset/confirm/MQ/set-password/",
    "/_util/login/",
    "/_util/login/?next=/admin/",
    "/django-admin/login/",
]


@pytest.mark.parametrize("address", WAGTAILS_OWN)
def test_no_other_way_in_takes_a_password_alone(address):
    member(PUBLISHER)
    client = Client()
    forms = [
        {"username": "somebody", "password": PASSWORD, "next": "/admin/"},
        {"login": "somebody", "password": PASSWORD},
    ]
    for form in forms:
        client.post(address, form)
        client.get(address)
        assert not is_in(client)


def test_wagtails_own_views_lead_to_the_one_way_in(client):
    assert client.get("/_util/login/?next=/people/").url == "/admin/login/?next=/people/"
    assert client.get("/admin/password_reset/confirm/MQ/abc-def/").url == reverse("account_reset_password")
    assert client.get("/admin/").url == "/admin/login/?next=/admin/"
    assert 'name="login"' in client.get("/admin/login/").text


def test_a_session_that_skipped_the_step_is_ended():
    """As a view would leave it that signs in by itself."""
    user = member(PUBLISHER)
    with_app(user)
    client = Client()
    client.force_login(user)
    assert client.get(reverse("wagtailadmin_home")).url == reverse("account_login")
    assert "_auth_user_id" not in client.session


def test_one_users_second_step_is_not_anothers():
    first, second = member(PUBLISHER, "first"), member(PUBLISHER, "second")
    with_app(first)
    client = Client()
    try_to_sign_in(client, "first")
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    session = client.session
    session["_auth_user_id"], session["_auth_user_hash"] = str(second.pk), second.get_session_auth_hash()
    session.save()
    assert not is_in(client)


def test_nobody_signs_up(client):
    for name in ("signup/", "account/signup/", "account/3rdparty/signup/", "account/email/"):
        assert client.get(f"/admin/{name}").status_code in (302, 404)
    assert client.get("/admin/account/second-step/webauthn/signup/").status_code in (302, 404)


def test_a_new_secret_key_still_reads_what_the_old_one_wrote(settings):
    user = member(PUBLISHER)
    with_app(user)
    old = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another long key of the site, made today", [old]
    client = Client()
    try_to_sign_in(client, user.username)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert is_in(client)


def test_a_lost_secret_key_is_no_fault_of_the_server_and_lets_nobody_in(settings):
    user = member(PUBLISHER)
    with_app(user)
    settings.SECRET_KEY = "another long key of the site, made today"
    client = Client()
    try_to_sign_in(client, user.username)
    assert client.post(reverse("mfa_authenticate"), {"code": code_now()}).status_code == 200
    assert not is_in(client)
