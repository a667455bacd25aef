"""What every test may ask for: the site with its content, a server, a browser."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import django
import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

from .environment.database import choose_database
from .environment.missing import said, skip_or_fail
from .environment.templates import LOADED, MIGRATED, SqliteTemplates, chosen_templates, wait_for
from .environment.tools import chromium_flags, find_chromium
from .security.faults import plant

DATABASES = pytest.StashKey()
SETTINGS = "sarcoma_site.settings.test"


def is_xdist_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the database before pytest-django reads the settings. xdist's workers inherit the choice."""
    if is_xdist_worker(config):
        return
    if settings.configured:
        pytest.exit("Unset DJANGO_SETTINGS_MODULE and DJANGO_CONFIGURATION: the suite sets its own.", returncode=1)
    config.stash[DATABASES] = choose_database()
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    django.setup()
    if fault := os.environ.get("PLANTED_FAULT"):
        plant(fault)  # Without xdist: only this process has it.


def pytest_unconfigure(config: pytest.Config) -> None:
    if databases := config.stash.get(DATABASES, None):
        databases.stop()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Join and compress the static files as for visitors, once for all workers and only if one changed."""
    if not is_xdist_worker(session.config):
        call_command("collect_changed_static", verbosity=0)


def pytest_report_header() -> list[str]:
    return [f"*** {what} ***" for what in said]


def pytest_terminal_summary(terminalreporter) -> None:
    for what in said:
        terminalreporter.write_line(f"*** {what} ***", red=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what needs no database while the databases are made, and what empties one last of all.

    In between, what wants a bare database comes before what needs the loaded content.
    """
    for item in items:
        # pytest-django makes a test database only if a test says that it uses one; else the real one would be loaded.
        if "loaded_site" in getattr(item, "fixturenames", ()) and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db)

    def turn(item: pytest.Item) -> int:
        names = getattr(item, "fixturenames", ())
        marker = item.get_closest_marker("django_db")
        if "transactional_db" in names or "live_server" in names or (marker and marker.kwargs.get("transaction")):
            return 3
        if "loaded_site" in names:
            return 2
        return int(marker is not None or "db" in names)

    items.sort(key=turn)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix) -> None:
    """pytest-django's last moment before it makes the test database: let that become a copy of the migrated one."""
    from django.db.backends.signals import connection_created

    if templates := chosen_templates():
        wait_for(templates, MIGRATED)
    if isinstance(templates, SqliteTemplates):
        # PostgreSQL copies by itself (TEST_TEMPLATE); of SQLite, a database in memory begins with its first connection.
        def fill(connection, **_signal) -> None:
            connection_created.disconnect(fill)
            templates.copy(MIGRATED, connection)

        connection_created.connect(fill, weak=False)


@pytest.fixture(scope="session")
def loaded_site(django_db_setup, django_db_blocker) -> None:
    """The department's own content, loaded once and there for every later test."""
    from django.core.cache import cache
    from django.db import connection

    with django_db_blocker.unblock():
        if templates := chosen_templates():
            wait_for(templates, LOADED)
            templates.copy(LOADED, connection)
            cache.clear()  # It may hold what the bare database held.
        else:
            call_command("load_content", verbosity=0)


@pytest.fixture(scope="session")
def site_server(loaded_site, django_db_blocker) -> Iterator[str]:
    """The address of the site with its content, served as gunicorn would, static files and all.

    Its threads see only what is committed: the loaded content, not what a test writes in its own transaction.
    """
    from sarcoma_site.wsgi import application

    with django_db_blocker.unblock():
        server = SiteServer(("127.0.0.1", 0), QuietRequestHandler)
        server.set_app(application)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()
        thread.join()


class SiteServer(ThreadedWSGIServer):
    """Ends every thread as it closes: each holds the test database open for as long as a browser keeps it waiting."""

    daemon_threads = False  # Only such threads are waited for.

    def __init__(self, *args) -> None:
        self.visits: set[socket.socket] = set()
        super().__init__(*args)

    def process_request(self, request: socket.socket, client_address) -> None:
        self.visits.add(request)
        super().process_request(request, client_address)

    def close_request(self, request: socket.socket) -> None:
        self.visits.discard(request)
        super().close_request(request)

    def server_close(self) -> None:
        for visit in list(self.visits):
            with suppress(OSError):  # It has just ended by itself.
                visit.shutdown(socket.SHUT_RDWR)
        super().server_close()


class QuietRequestHandler(WSGIRequestHandler):
    def log_message(self, *args) -> None:
        pass


@pytest.fixture(scope="session")
def browser(loaded_site):
    """The system's Chromium. A test opens contexts in it: `browser.new_context(viewport=…, color_scheme=…)`."""
    from django.db import connections
    from playwright.sync_api import sync_playwright

    if not (executable := find_chromium()):
        skip_or_fail("no Chromium on this machine")
    # Playwright runs an event loop in this thread, and Django would refuse database calls beside one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=chromium_flags())
        yield chromium
        chromium.close()
        # Beside Playwright's loop this thread has a second set of connections, which would keep the database in use.
        connections.close_all()


@pytest.fixture
def page(browser, site_server):
    """A fresh tab on the served site: `page.goto("/programs/")`."""
    context = browser.new_context(base_url=site_server, viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()
