"""The background process: what falls due, once, whoever else is running."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from wagtail.models import Page

from sarcoma_site.core.locks import held_by_one_process
from sarcoma_site.core.management.commands import run_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def due_page() -> Page:
    """A page whose hour to go live has come, as the editor's form leaves it."""
    page = Page.get_first_root_node().add_child(instance=Page(title="Soon", slug="soon", live=False))
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    page.save()
    return page


def test_a_page_goes_live_at_its_hour(due_page):
    call_command("run_due", stdout=StringIO())
    due_page.refresh_from_db()
    assert due_page.live


def test_the_worker_does_what_is_due(due_page, monkeypatch):
    # The test's own transaction lives in the connection that a worker lets go between jobs.
    monkeypatch.setattr(run_worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    call_command("run_worker", once=True, stdout=StringIO())
    due_page.refresh_from_db()
    assert due_page.live


def test_a_second_process_leaves_the_due_work_to_the_first(due_page):
    if connection.vendor == "postgresql":
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [lock_key_of("run_due")])
        try:
            call_command("run_due", stdout=StringIO())
        finally:
            other.close()
    else:
        with held_by_one_process("run_due"):
            call_command("run_due", stdout=StringIO())
    due_page.refresh_from_db()
    assert not due_page.live


def lock_key_of(name: str) -> int:
    """The number under which PostgreSQL knows a lock of ours."""
    with held_by_one_process(name) as held, connection.cursor() as cursor:
        assert held
        cursor.execute(
            "SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND pid ="
            " pg_backend_pid()"
        )
        return cursor.fetchone()[0]


def test_the_lock_is_let_go():
    for _ in range(2):
        with held_by_one_process("something") as held:
            assert held


def test_a_database_fault_does_not_end_the_worker(monkeypatch):
    def away():
        raise DatabaseError("away")

    monkeypatch.setattr(run_worker, "close_old_connections", lambda: None)
    run_worker.survive_database_fault(away)
