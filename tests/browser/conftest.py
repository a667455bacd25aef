"""The visitor's browser, in the size, colours and temper that a test asks for."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

# Models are imported where they are used: pytest reads this file before the settings are chosen.

HEIGHT_OF_WIDTH = {256: 256, 320: 640, 360: 740, 768: 1024, 1280: 800}


@pytest.fixture(scope="session")
def public_addresses(loaded_site, django_db_blocker) -> list[str]:
    """Every page that a visitor can reach, home first."""
    from sarcoma_site.home.models import HomePage

    with django_db_blocker.unblock():
        home = HomePage.objects.get()
        return [page.url for page in home.get_descendants(inclusive=True).live().public().order_by("path")]


@pytest.fixture(scope="module")
def with_unusual_pages(loaded_site, django_db_blocker) -> Iterator[None]:
    """The pages of `places.UNUSUAL`, as long as this module's tests run."""
    from .unusual import unusual_pages

    with django_db_blocker.unblock(), unusual_pages():
        yield


TRACES = [
    "core.SiteApproval",  # It comes with the first visit to its screen.
    "django_tasks_database.DBTaskResult",
    "fellowship.PublishedSchedule",  # What calendar programs were told of a conference, even after it is gone.
    "wagtailcore.ModelLogEntry",
    "wagtailcore.PageLogEntry",
]


@pytest.fixture(scope="module", autouse=True)
def leaves_no_row(loaded_site, django_db_blocker) -> Iterator[None]:
    """What the server writes for a browser is committed. A module takes away what it made, or every later test sees it.

    The traces are taken away here.
    """
    from django.apps import apps

    models = [model for model in apps.get_models() if model._meta.managed]
    traces = [apps.get_model(label) for label in TRACES]
    with django_db_blocker.unblock():
        before = {model._meta.label: model.objects.count() for model in models}
        known = {model: list(model.objects.values_list("pk", flat=True)) for model in traces}
    yield
    with django_db_blocker.unblock():
        for model in traces:
            model.objects.exclude(pk__in=known[model]).delete()
        after = {model._meta.label: model.objects.count() for model in models}
    assert {label: after[label] - number for label, number in before.items() if after[label] != number} == {}


@pytest.fixture(scope="session")
def window(browser, site_server) -> Iterator[Callable[..., BrowserContext]]:
    """A browser's window with such a size and temper, opened once: that takes longer than a page in it."""
    windows: dict[str, BrowserContext] = {}

    def open_once(**options) -> BrowserContext:
        kind = repr(sorted(options.items()))
        if kind not in windows:
            windows[kind] = browser.new_context(base_url=site_server, **options)
            windows[kind].new_page()  # It stays, so that the window does.
        return windows[kind]

    yield open_once
    for context in windows.values():
        context.close()


@pytest.fixture
def open_tab(window) -> Iterator[Callable[..., Page]]:
    """Open a tab: `open_tab(360, color_scheme="dark", java_script_enabled=False)`. It closes with the test.

    Its browser has been here in other tests, but brings nothing along from there: no cookie, no file.
    """
    tabs: list[Page] = []

    def open_one(width: int = 1280, **options) -> Page:
        viewport = {"width": width, "height": options.pop("height", HEIGHT_OF_WIDTH.get(width, 800))}
        context = window(**{"viewport": viewport, "reduced_motion": "reduce", **options})
        context.clear_cookies()
        tabs.append(context.new_page())
        context.new_cdp_session(tabs[-1]).send("Network.clearBrowserCache")
        return tabs[-1]

    yield open_one
    for tab in tabs:
        tab.close()


@pytest.fixture(scope="module")
def coordinators_cookie(loaded_site, django_db_blocker) -> Iterator[tuple[str, str]]:
    """A signed-in fellowship coordinator, committed so that the server's threads know her; gone with the module."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group
    from django.contrib.sessions.backends.db import SessionStore
    from django.test import Client

    from sarcoma_site.core.staff_groups import COORDINATOR
    from tests.staff import sign_in

    with django_db_blocker.unblock():
        user = get_user_model().objects.create_user("browser-coordinator", password=None)
        user.groups.add(Group.objects.get(name=COORDINATOR))
        client = Client()
        sign_in(client, user)
        cookie = next(iter(client.cookies.values()))
        yield cookie.key, cookie.value
        SessionStore(cookie.value).delete()
        user.delete()


@pytest.fixture
def coordinator(open_tab, site_server, coordinators_cookie) -> Callable[..., Page]:
    """Open a tab in which she is signed in; what its console complains of stands in `tab.faults`."""
    from django.db import connection

    if connection.vendor == "sqlite":
        pytest.skip("on SQLite the server cannot write while a test's own transaction is open")
    name, value = coordinators_cookie

    def open_hers(*args, **options) -> Page:
        tab = open_tab(*args, **options)
        tab.context.add_cookies([{"name": name, "value": value, "url": site_server}])
        tab.faults = []
        tab.on("console", lambda message: tab.faults.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error: tab.faults.append(str(error)))
        return tab

    return open_hers
