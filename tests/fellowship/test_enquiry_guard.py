"""Machines, impatient people and floods: what the contact form takes from each, and that nobody slips past."""

import json
import multiprocessing
import re

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from fellowship.enquiry_guard import STAMP, TRAP, forget_sent
from fellowship.models import Enquiry, SentForm
from sarcoma_site.core.client_address import hashed_address
from tests.environment.templates import LOADED, chosen_templates, wait_for
from tests.jobs import do_waiting_jobs

from .writers import ADDRESS, last, open_form, stamp_of, visitor, write


@pytest.fixture
def open_(loaded_site, db) -> None:
    open_form()


# --- The stamp --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stamp", "said"),
    [
        (lambda: stamp_of(-5), "faster than most people type"),
        (lambda: stamp_of(86_500), "open for more than a day"),
        (lambda: None, "could not check this form"),
        (lambda: "", "could not check this form"),
        (lambda: "made:up:stamp", "could not check this form"),
        (lambda: stamp_of(60)[:-2] + "xx", "could not check this form"),
        (lambda: stamp_of(60).replace(":", ":x", 1), "could not check this form"),
        (lambda: "a\0b", "could not check this form"),
        (lambda: "x" * 100_000, "could not check this form"),
        (lambda: stamp_of(-4000), "faster than most people type"),
    ],
)
@pytest.mark.sqlite
def test_a_stamp_that_will_not_do_asks_to_send_again_and_loses_nothing(open_, stamp, said):
    response = write(**{STAMP: stamp()})
    assert response.status_code == 422
    assert said in response.text
    assert "Ada Applicant" in response.text
    assert "I published on biopsy techniques." in response.text
    assert not Enquiry.objects.exists()


def stamp_in(response) -> str:
    return re.search(rf'name="{STAMP}" value="([^"]+)"', response.text)[1]


def test_who_was_too_quick_need_not_wait_anew(open_):
    quick = stamp_of(-5)
    assert stamp_in(write(**{STAMP: quick})) == quick


def test_who_was_too_slow_gets_a_new_stamp(open_):
    old = stamp_of(90_000)
    assert stamp_in(write(**{STAMP: old})) != old


# --- The trap ---------------------------------------------------------------------------------------------------


def test_nobody_sees_the_trap_and_everybody_is_told_to_leave_it(open_):
    html = visitor().get(ADDRESS).text
    trap = re.search(r'<div class="field field--trap" aria-hidden="true">.*?</div>', html, re.DOTALL)[0]
    assert "Leave this field empty" in trap
    assert 'tabindex="-1" autocomplete="off"' in trap


def test_what_the_trap_caught_is_thanked_kept_as_spam_and_mailed_to_nobody(open_):
    response = write(**{TRAP: "https://spam.example"})
    assert response.url == f"{ADDRESS}?sent"
    assert last().state == Enquiry.State.SPAM
    do_waiting_jobs()
    assert mail.outbox == []


def test_a_flood_in_the_trap_ends_at_the_limit_and_takes_nothing_from_people(open_, settings):
    settings.ENQUIRIES_A_DAY = 3
    settings.ENQUIRIES_AN_HOUR_FROM_ONE_ADDRESS = 50
    for _ in range(6):
        assert write(**{TRAP: "x"}).status_code == 302
    assert Enquiry.objects.count() == 3
    assert write().status_code == 302
    assert last().state == Enquiry.State.NEW


# --- The limits -------------------------------------------------------------------------------------------------


@pytest.mark.sqlite
def test_one_address_may_send_five_in_an_hour(open_):
    assert [write().status_code for _ in range(6)] == [302] * 5 + [429]
    assert Enquiry.objects.count() == 5
    response = write()
    assert response.headers["Retry-After"] == "3600"
    assert "Please try again in an hour" in response.text
    assert "I published on biopsy techniques." in response.text
    assert "617-726-0604" in response.text
    assert write(visitor(REMOTE_ADDR="203.0.113.9")).status_code == 302
    SentForm.objects.update(sent_at=timezone.now() - timezone.timedelta(minutes=61))
    assert write().status_code == 302


def test_all_together_may_send_so_many_a_day(open_, settings):
    settings.ENQUIRIES_A_DAY = 3
    statuses = [write(visitor(REMOTE_ADDR=f"203.0.113.{number}")).status_code for number in range(4)]
    assert statuses == [302] * 3 + [429]
    assert "try again tomorrow" in write(visitor(REMOTE_ADDR="203.0.113.8")).text


def test_what_a_client_claims_to_be_changes_nothing(open_, settings):
    settings.TRUSTED_PROXIES = []
    statuses = [write(visitor(HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")).status_code for number in range(6)]
    assert statuses[-1] == 429


def test_mistakes_count_for_nothing(open_):
    assert {write(email="").status_code for _ in range(12)} == {422}
    assert write().status_code == 302


def test_addresses_are_kept_as_hashes_for_two_days_and_tell_nothing_of_the_message(open_, rf):
    write(visitor(REMOTE_ADDR="203.0.113.9"))
    row = SentForm.objects.get()
    assert "203.0.113.9" not in str(row.__dict__)
    assert row.address == hashed_address(rf.get("/", REMOTE_ADDR="203.0.113.9"))
    assert not any(field.is_relation for field in SentForm._meta.get_fields())
    assert "203.0.113" not in json.dumps(list(Enquiry.objects.values()), default=str)
    assert forget_sent(timezone.now() + timezone.timedelta(hours=47)) == 0
    assert forget_sent(timezone.now() + timezone.timedelta(hours=49)) == 1


# --- Too large, too many ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
@pytest.mark.parametrize("address", [ADDRESS, "/", "/search/"])
@pytest.mark.sqlite
def test_a_megabyte_is_turned_away_before_it_is_read(open_, content_type, address):
    response = visitor().generic("POST", address, b"message=" + b"x" * 1_000_000, content_type=content_type)
    assert response.status_code == 413
    assert "That is more than we can take at once" in response.text


def test_the_longest_message_is_not_too_large(open_):
    assert write(message="𐍈" * 5000).status_code == 302


def test_a_lie_about_the_length_is_no_way_in(open_):
    response = visitor(raise_request_exception=False).generic(
        "POST", ADDRESS, b"x", content_type="text/plain", CONTENT_LENGTH="9" * 400
    )
    assert response.status_code == 413


@pytest.mark.slow
def test_ten_thousand_posts_leave_what_the_limit_allows(open_, settings):
    settings.SITE_FRAME_SECONDS = 3600
    client, stamps = visitor(), [stamp_of(60) for _ in range(200)]
    statuses = {write(client, **{STAMP: stamps[number % 200]}).status_code for number in range(10_000)}
    assert statuses == {302, 429}
    assert Enquiry.objects.count() == settings.ENQUIRIES_AN_HOUR_FROM_ONE_ADDRESS
    assert SentForm.objects.count() == settings.ENQUIRIES_AN_HOUR_FROM_ONE_ADDRESS


# --- Several at once, each in a process of its own ----------------------------------------------------------------


@pytest.fixture
def several(transactional_db) -> None:
    """The site with its content, committed, on a database that processes share."""
    if connection.vendor != "postgresql":
        pytest.skip("processes share no SQLite database in memory")
    templates = chosen_templates()
    if templates is None:
        pytest.skip("the caller’s own database is not replaced by a loaded one")
    wait_for(templates, LOADED)
    templates.copy(LOADED, connection)  # Tests before this one may have emptied it.
    open_form()
    yield
    call_command("flush", interactive=False, verbosity=0)


def at_once(*works) -> None:
    """Do each work in a process of its own, all at the same moment."""
    context = multiprocessing.get_context("fork")
    gate = context.Barrier(len(works))

    def begin(work) -> None:
        for inherited in connections.all():
            inherited.connection = None  # Two processes cannot share one.
        gate.wait(60)
        work()

    processes = [context.Process(target=begin, args=[work], daemon=True) for work in works]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
        process.kill()


def test_five_at_once_with_one_stamp_are_one_message(several):
    stamp = stamp_of(60)
    at_once(*[lambda: write(**{STAMP: stamp})] * 5)
    assert Enquiry.objects.count() == 1
    assert SentForm.objects.count() == 1


def test_twelve_at_once_do_not_pass_the_limit(several):
    at_once(*[lambda: write()] * 12)
    assert Enquiry.objects.count() == 5
