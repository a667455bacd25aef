"""Conferences in a browser: the week as columns or as a list, the month as a table or as a list, and on paper."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.fellowship.made_conferences import add_conference, cancelled, moved

pytestmark = pytest.mark.browser

INDEX = "/fellowship/conferences/"
WEEK, MONTH = f"{INDEX}?view=week&week=2026-W49", f"{INDEX}?view=month&month=2026-12"


@pytest.fixture(scope="module", autouse=True)
def two_conferences(loaded_site, django_db_blocker) -> Iterator[None]:
    """Two conferences with hours, as long as this module's tests run."""
    with django_db_blocker.unblock():
        pages = [
            add_conference(cancelled("2026-12-01", "Snow"), title="Made board", slug="made-board"),
            add_conference(
                moved("2026-12-02", "2026-12-04"),
                title="Made club",
                slug="made-club",
                weekday=2,
                starts_on=cancelled("2026-09-02").original_date,
            ),
        ]
        yield
        for page in pages:
            page.delete()


def lefts(tab: Page, selector: str) -> list[int]:
    """Where the days begin from the left, each place once."""
    boxes = [each.bounding_box() for each in tab.locator(selector).all() if each.is_visible()]
    return sorted({round(box["x"]) for box in boxes})


def test_a_week_is_five_columns_on_a_desk_and_a_list_of_busy_days_on_a_phone(open_tab):
    tab = open_tab(1280)
    tab.goto(WEEK)
    assert len(lefts(tab, ".week__day")) == 5
    phone = open_tab(360)
    phone.goto(WEEK)
    assert len(lefts(phone, ".week__day")) == 1
    assert phone.locator(".week__day").locator("visible=true").count() == 3
    assert phone.get_by_text("Cancelled", exact=True).is_visible()


def test_a_month_is_a_table_on_a_desk_and_a_list_on_a_phone_and_on_paper(open_tab):
    tab = open_tab(1280)
    tab.goto(MONTH)
    assert tab.get_by_role("columnheader").all_inner_texts() == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    assert tab.locator(".month-list").is_hidden()
    phone = open_tab(360)
    phone.goto(MONTH)
    assert phone.locator(".month").is_hidden() and phone.locator(".month-list").is_visible()
    phone.emulate_media(media="print")
    assert phone.locator(".month-list").is_visible() and phone.locator(".diary__steps").is_hidden()
    phone.emulate_media(media="screen")


@pytest.mark.parametrize("width", [360, 1280])
def test_somebody_without_scripts_walks_from_the_list_to_a_date_and_back(open_tab, width):
    tab = open_tab(width, java_script_enabled=False)
    tab.goto(INDEX)
    tab.get_by_role("navigation", name="Ways to see the conferences").get_by_role("link", name="Month").click()
    assert "view=month" in tab.url
    tab.goto(WEEK)
    tab.get_by_role("link", name="Next week").click()
    assert tab.get_by_role("heading", name="Week of December 7, 2026").is_visible()
    tab.get_by_role("link", name="Made board").locator("visible=true").first.click()
    assert tab.url.endswith("/made-board/")
    assert tab.get_by_role("link", name="These dates as a calendar").is_visible()
    tab.go_back()
    tab.get_by_role("link", name="List", exact=True).click()
    assert tab.url.split("?")[0].endswith(INDEX)


def test_a_calendar_is_offered_as_a_file_that_calendar_programs_know(open_tab, site_server):
    tab = open_tab(1280)
    answer = tab.request.get(f"{site_server}{INDEX}calendar.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.text().startswith("BEGIN:VCALENDAR")
