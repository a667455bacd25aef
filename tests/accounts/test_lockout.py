"""Too many wrong tries, and what is kept of them."""

import ipaddress
from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sarcoma_site.accounts.lockout import forget_old_failures
from sarcoma_site.core.client_address import client_address, hashed_address
from sarcoma_site.core.staff_groups import EDITOR

from .people import PASSWORD, is_in, member, try_to_sign_in, with_app

pytestmark = pytest.mark.django_db

LIMIT = 5


def wrong_tries(count: int, name: str = "somebody", **extra) -> list[int]:
    return [try_to_sign_in(Client(), name, "wrong", **extra).status_code for _ in range(count)]


def gets_in(name: str = "somebody", **extra) -> bool:
    client = Client()
    try_to_sign_in(client, name, PASSWORD, **extra)
    return is_in(client)


def test_the_fifth_wrong_try_locks_the_name_also_for_the_right_password():
    member(EDITOR)
    assert wrong_tries(LIMIT - 1) == [200] * (LIMIT - 1)
    assert wrong_tries(1) == [429]
    response = try_to_sign_in(Client(), "somebody")
    assert response.status_code == 429
    assert "Please wait 30 minutes" in response.text


def test_fewer_wrong_tries_are_forgiven_by_a_right_one():
    member(EDITOR)
    wrong_tries(LIMIT - 1)
    assert gets_in()
    wrong_tries(LIMIT - 1)
    assert gets_in()


@pytest.mark.parametrize("called", ["SOMEBODY", "somebody@example.org", " Somebody@Example.org "])
def test_other_ways_to_write_the_name_count_together(called):
    member(EDITOR)
    wrong_tries(LIMIT - 1)
    assert wrong_tries(1, called) == [429]


def test_the_name_is_locked_from_every_address():
    member(EDITOR)
    wrong_tries(LIMIT, REMOTE_ADDR="192.0.2.1")
    assert not gets_in(REMOTE_ADDR="198.51.100.7")


def test_a_hospitals_one_address_is_locked_only_after_many_wrong_tries_of_all():
    member(EDITOR)
    for number in range(LIMIT * 4 - 1):
        wrong_tries(1, f"nobody{number}", REMOTE_ADDR="192.0.2.1")
    assert gets_in(REMOTE_ADDR="192.0.2.1")
    for number in range(LIMIT * 4):
        wrong_tries(1, f"stranger{number}", REMOTE_ADDR="192.0.2.1")
    assert not gets_in(REMOTE_ADDR="192.0.2.1")
    assert gets_in(REMOTE_ADDR="198.51.100.7")


LIKELIEST = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED")


@pytest.mark.parametrize(
    "header",
    [*LIKELIEST, *(pytest.param(name, marks=pytest.mark.slow) for name in ("HTTP_X_REAL_IP", "HTTP_CLIENT_IP"))],
)
def test_a_made_up_header_is_no_other_address(header):
    for number in range(LIMIT * 4):
        wrong_tries(1, f"nobody{number}", REMOTE_ADDR="192.0.2.1", **{header: f"203.0.113.{number}"})
    member(EDITOR)
    assert not gets_in(REMOTE_ADDR="192.0.2.1", **{header: "203.0.113.99"})


def test_it_is_kept_in_the_database_and_so_survives_a_restart():
    from django.core.cache import caches

    member(EDITOR)
    wrong_tries(LIMIT)
    for cache in caches.all():
        cache.clear()
    assert not gets_in()


def test_it_ends_by_itself_and_trying_on_does_not_prolong_it():
    member(EDITOR)
    wrong_tries(LIMIT)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=29))
    assert wrong_tries(3) == [429] * 3
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=31))
    assert gets_in()


def test_unknown_names_are_locked_alike():
    assert wrong_tries(LIMIT, "nobody-at-all") == [200] * (LIMIT - 1) + [429]


def test_wrong_codes_lock_too():
    user = member(EDITOR)
    with_app(user)
    client = Client()
    try_to_sign_in(client, "somebody")
    answers = [client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code for _ in range(LIMIT)]
    assert answers == [200] * (LIMIT - 1) + [429]
    assert try_to_sign_in(Client(), "somebody").status_code == 429


def test_nothing_readable_of_the_visitor_is_kept():
    member(EDITOR)
    browser = {"HTTP_USER_AGENT": "Some browser of somebody", "HTTP_ACCEPT": "text/html"}
    for name, password in (("somebody", "wrong"), ("my secret password", "wrong")):
        try_to_sign_in(Client(), name, password, REMOTE_ADDR="192.0.2.1", **browser)
    kept = str(list(AccessAttempt.objects.values()))
    for word in ("192.0.2.1", "browser", "text/html", "secret", "wrong", "csrf"):
        assert word not in kept
    assert not AccessLog.objects.exists()
    assert not AccessFailureLog.objects.exists()


def test_the_log_says_that_it_happened_but_not_who(caplog):
    caplog.set_level("INFO")
    member(EDITOR)
    wrong_tries(LIMIT, REMOTE_ADDR="192.0.2.1")
    assert "sign_in_failed" in caplog.text
    assert "sign_in_locked" in caplog.text
    assert "somebody" not in caplog.text
    assert "192.0.2.1" not in caplog.text


def test_old_failures_are_deleted_at_night():
    wrong_tries(2)
    forget_old_failures()
    assert AccessAttempt.objects.count() == 1
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(hours=1))
    forget_old_failures()
    assert not AccessAttempt.objects.exists()


# --- Whose address it is ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "203.0.113.5", "192.0.2.1"),
        ("127.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "198.51.100.9, 203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "198.51.100.9, 203.0.113.5, 10.0.0.1", "203.0.113.5"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", " , ,", "127.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(rf, settings, peer, forwarded, address):
    settings.TRUSTED_PROXIES = ["127.0.0.1", "10.0.0.1"]
    request = rf.get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address


def test_a_hash_tells_addresses_apart_and_depends_on_the_key(rf, settings):
    first, second = (hashed_address(rf.get("/", REMOTE_ADDR=address)) for address in ("192.0.2.1", "192.0.2.2"))
    assert first != second
    assert ipaddress.ip_address(first) in ipaddress.ip_network("fd00::/8")
    settings.SECRET_KEY = "another key"
    assert hashed_address(rf.get("/", REMOTE_ADDR="192.0.2.1")) != first


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("not an address", "nor this", False),
    ],
)
def test_one_ipv6_network_counts_as_one(rf, one, other, same):
    hashes = {hashed_address(rf.get("/", REMOTE_ADDR=address)) for address in (one, other)}
    assert (len(hashes) == 1) == same
