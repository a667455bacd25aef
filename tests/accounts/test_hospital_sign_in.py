"""Signing in with an account of the hospital, at a local identity provider."""

import re

import environ
import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from sarcoma_site.core.staff_groups import EDITOR, PUBLISHER
from sarcoma_site.settings.sign_in import hospital_sign_in

from .identity_provider import IdentityProvider
from .people import PASSWORD, code_now, is_in, member, try_to_sign_in, with_app

pytestmark = pytest.mark.django_db

START = "/admin/account/oidc/hospital/login/"


def use(provider: IdentityProvider, settings, monkeypatch) -> None:
    """Let the site be set up for the provider, by the environment."""
    for name, value in provider.settings().items():
        monkeypatch.setenv(name, value)
    settings.SOCIALACCOUNT_PROVIDERS, origins = hospital_sign_in(environ.Env())
    policy = settings.SIGN_IN_CONTENT_SECURITY_POLICY
    settings.SIGN_IN_CONTENT_SECURITY_POLICY = {**policy, "form-action": [*policy["form-action"], *origins]}


@pytest.fixture
def provider(settings, monkeypatch):
    provider = IdentityProvider()
    use(provider, settings, monkeypatch)
    yield provider
    provider.stop()


def come_back(provider: IdentityProvider, client: Client, **changes: str):
    """Press the button, go through the provider's page, and follow its link back."""
    started = client.post(START)
    assert started.url.startswith(f"{provider.address}/authorize?")
    page = requests.get(started.url, timeout=5).text
    link = re.search(r'href="[^"?]+(\?[^"]+)"', page)[1].replace("&amp;", "&")
    for old, new in changes.items():
        link = re.sub(rf"{old}=[^&]*", f"{old}={new}", link)
    return client.get(f"/admin/account/oidc/hospital/login/callback/{link}", follow=True)


def test_whom_the_hospital_knows_by_a_verified_address_is_in_with_their_own_account(provider):
    user = member(EDITOR)
    client = Client()
    come_back(provider, client)
    assert is_in(client)
    assert client.get(reverse("wagtailadmin_account")).context["user"] == user
    assert provider.refused == []


def test_the_second_time_the_hospitals_number_counts_even_with_another_address(provider):
    member(EDITOR)
    come_back(provider, Client())
    provider.person["email"] = "new-name@example.org"
    client = Client()
    come_back(provider, client)
    assert is_in(client)


@pytest.mark.parametrize(
    "person",
    [
        {"email": "nobody@example.org", "email_verified": True},
        {"email": "somebody@example.org", "email_verified": False},
        {"email": "somebody@example.org"},
        {"email": "somebody@example.org", "email_verified": "false"},
        {"preferred_username": "somebody"},
    ],
)
def test_whom_we_do_not_know_gets_no_account(provider, person):
    member(EDITOR)
    provider.person = {"sub": "9", **person}
    client = Client()
    response = come_back(provider, client)
    assert "You have no account here yet" in response.text
    assert not is_in(client)
    assert get_user_model().objects.count() == 1
    assert not SocialAccount.objects.exists()


def test_a_switched_off_account_stays_closed(provider):
    user = member(EDITOR)
    come_back(provider, Client())
    user.is_active = False
    user.save()
    client = Client()
    come_back(provider, client)
    assert not is_in(client)


def test_a_role_that_needs_a_second_step_needs_it_here_too(provider):
    user = member(PUBLISHER)
    client = Client()
    come_back(provider, client)
    assert client.get(reverse("wagtailadmin_home")).url == reverse("mfa_index")
    with_app(user)
    client = Client()
    come_back(provider, client)
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert is_in(client)


def test_the_hospitals_own_second_step_counts(provider):
    member(PUBLISHER)
    provider.amr = ["pwd", "otp", "mfa"]
    client = Client()
    come_back(provider, client)
    assert is_in(client)


def test_a_password_that_somebody_else_chose_ends_and_ones_own_stays(provider):
    user = member(EDITOR, must_change_password=True)
    client = Client()
    come_back(provider, client)
    assert is_in(client)
    user.refresh_from_db()
    assert not user.has_usable_password()
    user.set_password(PASSWORD)
    user.save()
    come_back(provider, Client())
    client = Client()
    try_to_sign_in(client, "somebody")
    assert is_in(client)


def test_whoever_has_no_password_here_has_none_to_change(provider):
    member(EDITOR, must_change_password=True)
    client = Client()
    come_back(provider, client)
    response = client.get(reverse("account_change_password"), follow=True)
    assert response.request["PATH_INFO"] == reverse("wagtailadmin_account")
    assert reverse("account_change_password") not in response.text


@pytest.mark.parametrize("changes", [{"state": "made-up"}, {"code": "made-up"}])
def test_an_answer_that_nobody_asked_for_signs_nobody_in(provider, changes):
    member(EDITOR)
    client = Client()
    assert "did not work" in come_back(provider, client, **changes).text
    assert not is_in(client)


def test_anothers_answer_signs_nobody_in(provider):
    """A link with somebody else's code and state, sent by mail (login CSRF)."""
    member(EDITOR)
    started = Client().post(START)
    page = requests.get(started.url, timeout=5).text
    link = re.search(r'href="[^"?]+(\?[^"]+)"', page)[1].replace("&amp;", "&")
    victim = Client()
    victim.get(f"/admin/account/oidc/hospital/login/callback/{link}", follow=True)
    assert not is_in(victim)


def test_turning_back_there_is_said_kindly(provider):
    client = Client()
    client.post(START)
    state = next(iter(client.session["socialaccount_states"]))
    query = {"error": "access_denied", "state": state}
    response = client.get("/admin/account/oidc/hospital/login/callback/", query, follow=True)
    assert "You did not sign in" in response.text


def test_a_provider_that_is_down_is_no_fault_of_ours(provider):
    provider.stop()
    response = Client().post(START)
    assert response.status_code == 502
    assert "did not work" in response.text


@pytest.mark.parametrize("nonsense", ["<html>Sorry!</html>", {}, {"authorization_endpoint": "https://x.example"}, []])
def test_a_provider_that_answers_nonsense_is_none_either(provider, monkeypatch, nonsense):
    monkeypatch.setattr(provider, "_configuration", lambda: nonsense)
    response = Client().post(START)
    assert response.status_code == 502
    assert "did not work" in response.text


def test_starting_needs_a_press_of_the_button(provider):
    assert Client().get(START).status_code == 200
    assert Client(enforce_csrf_checks=True).post(START).status_code == 403


def test_its_tokens_are_not_kept(provider):
    member(EDITOR)
    come_back(provider, Client())
    assert not SocialToken.objects.exists()


def test_the_button_is_there_only_when_it_is_set_up(provider, settings, client):
    assert "Sign in with Example Hospital" in client.get(reverse("account_login")).text
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "Example Hospital" not in client.get(reverse("account_login")).text
    assert client.get(START).status_code == 404
    assert client.get("/admin/account/oidc/hospital/login/callback/").status_code == 404
