"""A link for a new password: for its owner only, and nobody learns who has an account."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from sarcoma_site.core.staff_groups import EDITOR, PUBLISHER
from tests.jobs import do_waiting_jobs

from .people import PASSWORD, code_now, is_in, member, try_to_sign_in, with_app

pytestmark = pytest.mark.django_db

NEW = "sandal orbit walnut Ferry"


def ask(email: str, client: Client | None = None, **extra):
    return (client or Client()).post(reverse("account_reset_password"), {"email": email}, **extra)


def link() -> str:
    do_waiting_jobs()
    return re.search(r"https?://\S+", mail.outbox[-1].body)[0]


def path_of(address: str) -> str:
    return re.sub(r"^https?://[^/]+", "", address)


def choose(client: Client, address: str, password: str = NEW):
    form = client.get(path_of(address), follow=True)
    return client.post(form.request["PATH_INFO"], {"password1": password, "password2": password}, follow=True)


def test_the_link_lets_its_owner_choose_a_password():
    member(EDITOR, must_change_password=True)
    ask("somebody@example.org")
    address = link()
    assert "somebody" in mail.outbox[-1].body
    choose(Client(), address)
    client = Client()
    try_to_sign_in(client, "somebody", NEW)
    assert is_in(client)


def test_the_link_alone_signs_nobody_in():
    user = member(PUBLISHER)
    with_app(user)
    ask("somebody@example.org")
    client = Client()
    choose(client, link())
    assert not is_in(client)
    try_to_sign_in(client, "somebody", NEW)
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert is_in(client)


def test_the_link_works_once():
    member(EDITOR)
    ask("somebody@example.org")
    address = link()
    choose(Client(), address)
    assert "This link no longer works" in Client().get(path_of(address), follow=True).text


def test_the_link_is_spent_after_two_hours(settings):
    member(EDITOR)
    ask("somebody@example.org")
    address = link()
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "This link no longer works" in Client().get(path_of(address), follow=True).text


def test_a_changed_link_opens_nothing():
    user = member(EDITOR)
    ask("somebody@example.org")
    address = path_of(link())
    for other in (address[:-3] + "x/", address.replace("password_reset/", "password_reset/z"), f"{address[:-1]}0/"):
        response = Client().get(other, follow=True)
        assert response.status_code in (200, 404)
        assert 'name="password1"' not in response.text
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_the_link_is_built_from_our_address_whatever_the_request_says(settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = "https://sarcoma.example.org"
    member(EDITOR)
    ask("somebody@example.org", HTTP_HOST="evil.example", HTTP_X_FORWARDED_HOST="evil.example")
    assert link().startswith("https://sarcoma.example.org/admin/password_reset/")
    assert "evil" not in str(mail.outbox[-1].message())


def without_tokens(response) -> str:
    return re.sub(r'value="[^"]{40,}"', "", response.text)


def test_known_and_unknown_addresses_are_answered_alike(django_assert_num_queries):
    member(EDITOR)
    answers, jobs = [], []
    for address in ("somebody@example.org", "nobody@example.org"):
        client = Client()
        first = ask(address, client)
        answers.append((first.status_code, first.url, sorted(first.headers), without_tokens(client.get(first.url))))
        jobs.append(DBTaskResult.objects.count())
    assert answers[0] == answers[1]
    assert jobs == [1, 2]  # The worker finds out; the answer takes no longer.
    assert mail.outbox == []
    do_waiting_jobs()
    assert [message.to for message in mail.outbox] == [["somebody@example.org"]]


def test_known_and_unknown_addresses_take_as_many_queries(django_assert_num_queries):
    member(EDITOR)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for address in ("somebody@example.org", "nobody@example.org"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ask(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_switched_off_account_gets_no_mail():
    member(EDITOR, is_active=False)
    ask("somebody@example.org")
    do_waiting_jobs()
    assert mail.outbox == []


def test_all_other_sessions_end():
    member(EDITOR)
    elsewhere = Client()
    try_to_sign_in(elsewhere, "somebody")
    assert is_in(elsewhere)
    ask("somebody@example.org")
    choose(Client(), link())
    assert not is_in(elsewhere)


@pytest.mark.parametrize("password", ["short", "elevenchars", "password1234", "somebody@example.org"])
def test_a_weak_password_is_refused_with_the_reason(password):
    user = member(EDITOR)
    ask("somebody@example.org")
    assert "There is a problem" in choose(Client(), link(), password).text
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_asking_again_and_again_is_slowed_down():
    member(EDITOR)
    assert [ask("somebody@example.org").status_code for _ in range(5)][-1] == 429
