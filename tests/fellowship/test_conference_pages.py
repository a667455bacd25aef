"""What visitors read of conferences: the list, a week, a month, one conference; and what they never read."""

import datetime

import pytest
from django.db import connection
from wagtail.models import Page, PageViewRestriction

from fellowship.models import (
    ConferenceException,
    ConferenceIndexPage,
    ConferenceLeader,
    ConferencePage,
    ConferenceSite,
    RotationPage,
)
from people.models import PersonPage
from tests.factories.pages import add_people
from tests.site.queries import assert_frugal, queries_of

from .made_conferences import add_conference, cancelled, day, extra, moved, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site"), pytest.mark.sqlite_later]

INDEX = "/fellowship/conferences/"
WEEK, MONTH = f"{INDEX}?view=week&week=2026-W49", f"{INDEX}?view=month&month=2026-12"
TEN = datetime.time(10)


@pytest.fixture(autouse=True)
def thursday(set_clock):
    set_clock("2026-11-26T12:00")


def words(client, address: str) -> str:
    """A page as one line of words, with its tags."""
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


# --- Before anything is stated ----------------------------------------------------------------------------------


def test_what_nobody_has_stated_is_said_to_be_unpublished(client):
    listed = words(client, INDEX)
    assert "Days, times and rooms are not published here yet." in listed
    assert "?view=week" not in listed and "calendar.ics" not in listed and "Next:" not in listed
    for page in ConferencePage.objects.live():
        html = words(client, page.href)
        assert 'Day and time are not published yet. Ask the <a href="/fellowship/contact/">coordinator</a>' in html
        assert "Next dates" not in html and "calendar.ics" not in html


@pytest.mark.parametrize("query", ["?view=week", "?view=month", "?view=week&week=2026-W48"])
def test_there_is_no_week_and_no_month_to_look_at_yet(client, query):
    assert words(client, INDEX + query) == words(client, INDEX)


def test_the_tumor_board_names_its_hospitals_and_no_conference_names_a_person(client):
    html = words(client, "/fellowship/conferences/sarcoma-tumor-board/")
    for slug in ("mass-general", "beth-israel-deaconess", "boston-childrens"):
        assert f'href="/fellowship/rotations/{slug}/"' in html
    assert not ConferenceLeader.objects.exists()


def test_a_day_without_an_hour_is_said_as_far_as_it_is_known(client):
    page = add_conference(starts_at=None, length_minutes=None, starts_on=None)
    assert "Every Tuesday. The hour is not published yet. Ask the coordinator." in words(client, page.href)
    assert "?view=week" not in words(client, INDEX)


# --- With days and hours ----------------------------------------------------------------------------------------


def test_the_list_names_the_next_date_of_each_and_the_ways_to_see_more(client):
    add_conference(cancelled("2026-12-01", "Snow"), title="Made board")
    add_conference(moved("2026-12-01", "2026-12-03", TEN), title="Made club")
    html = words(client, INDEX)
    assert "Every Tuesday, 7 a.m. to 8 a.m., Boston time" in html
    assert '<time datetime="2026-12-08T07:00:00-05:00">Tuesday, December 8</time>' in html
    assert "Thursday, December 3</time>, 10 a.m. to 11 a.m. <span" in html
    assert "(Moved here from Tuesday, December 1)" in html
    for link in ("?view=week", "?view=month", "/fellowship/conferences/calendar.ics"):
        assert f'href="{link}"' in html
    assert "Days, times and rooms are not published" not in html


def test_a_week_shows_what_is_cancelled_moved_and_extra_on_its_days(client):
    add_conference(cancelled("2026-12-01", "Snow"), title="Made board")
    add_conference(moved("2026-12-01", "2026-12-03", TEN, new_place="Library"), title="Made club")
    add_conference(extra("2026-12-04"), title="Made round", weekday=0, starts_on=day("2026-11-30"))
    html = words(client, WEEK)
    assert "Week of November 30, 2026" in html
    for text in ("Cancelled", "Snow", "Moved to Thursday, December 3, 10 a.m.", "Moved here from Tuesday", "Library"):
        assert text in html
    assert "Extra date" in html
    assert html.count("Made round") == 2


def test_a_month_is_a_table_with_a_name_for_each_column(client):
    add_conference(title="Made board")
    html = words(client, MONTH)
    assert "<caption" in html and html.count('scope="col"') == 5
    assert html.count("Made board") == 10  # Five Tuesdays, in the table and in the list for narrow screens.


def test_a_week_and_a_month_name_what_has_no_hour_yet_and_are_not_for_search_engines(client):
    add_conference(title="Made board")
    for address in (WEEK, MONTH):
        html = words(client, address)
        assert "Day and time are not published yet:" in html and "Journal club</a>" in html
        assert 'content="noindex"' in html


def test_an_empty_week_says_so(client):
    add_conference(ends_on=day("2026-10-06"))
    assert "No conference takes place in this week." in words(client, WEEK)


def test_today_is_marked(client, set_clock):
    add_conference()
    set_clock("2026-12-01T12:00")
    assert "week__day--today" in words(client, f"{INDEX}?view=week")
    assert "week__day--today" not in words(client, f"{INDEX}?view=week&week=2026-W50")


@pytest.mark.parametrize(
    "query",
    [
        *("view=week&week=%00", "view=week&week=2026-W99", "view=week&week=" + "9" * 900, "view[]=week", "view=%00"),
        *("view=month&month=2026-13", "view=month&month=-1", "view=month&month=%F0%9F%A6%B4", "week=2026-W48"),
        *("view=week&week=2100-W52", "view=week&week=2010-W01", "view=month&month=2100-12", "view=month&month=2010-01"),
    ],
)
def test_odd_parameters_get_a_page(client, query):
    add_conference()
    assert client.get(f"{INDEX}?{query}").status_code == 200


def test_a_conference_shows_its_next_three_dates_and_where_and_how_to_subscribe(client):
    page = add_conference(cancelled("2026-12-08", "Snow"), place="Made room")
    html = words(client, page.href)
    for text in ("December 1", "<s>Tuesday, December 8</s>", "Snow", "December 15", "December 22", "Made room"):
        assert text in html
    assert "December 29" not in html
    assert f'href="{page.href}calendar.ics"' in html


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-11-26T12:00", "Last day"),
        ("2026-12-08T07:30", "Last day"),
        ("2026-12-08T12:00", "The series has ended."),
        ("2026-12-09T12:00", ">Ended<"),
    ],
)
def test_a_series_says_when_it_ends_and_that_it_has(client, set_clock, now, said):
    page = add_conference(ends_on=day("2026-12-08"))
    set_clock(now)
    if said == "The series has ended.":
        # On its last day, after its hour, nothing more is planned.
        assert "No date is planned within a year." in words(client, page.href)
    else:
        assert said in words(client, page.href)


def test_the_next_date_moves_on_as_soon_as_one_is_over(client, set_clock):
    add_conference()
    set_clock("2026-12-01T07:59")
    assert "Tuesday, December 1</time>" in words(client, INDEX)
    set_clock("2026-12-01T08:00")
    assert "Tuesday, December 8</time>" in words(client, INDEX)


def test_leaders_and_hospitals_are_linked_and_those_not_public_are_not_named(client):
    shown, hidden = add_people(2)
    PersonPage.objects.filter(pk=hidden.pk).update(live=False)
    site, closed = RotationPage.objects.live()[:2]
    PageViewRestriction.objects.create(page=closed, restriction_type="groups")
    page = add_conference(
        leaders=[ConferenceLeader(person=shown, note="Chairs it"), ConferenceLeader(person=hidden, note="Ghost")],
        sites=[ConferenceSite(site=site), ConferenceSite(site=closed)],
    )
    html = words(client, page.href)
    main = html[html.index("<main") : html.index("</main>")]
    assert f'href="{shown.href}"' in main and "Chairs it" in main
    assert hidden.title not in main and "Ghost" not in main
    assert f'href="{site.href}"' in main and closed.title not in main


def test_a_hospital_lists_its_conferences_and_offers_their_calendar(client):
    site = RotationPage.objects.get(slug="mass-general")
    before = words(client, site.href)
    assert "Sarcoma tumor board" in before and "at/mass-general/calendar.ics" not in before
    add_conference(title="Made board", sites=[ConferenceSite(site=site)])
    add_conference(title="Made draft", sites=[ConferenceSite(site=site)]).unpublish()
    add_conference(title="Made elsewhere")
    html = words(client, site.href)
    assert "Made board" in html and "Every Tuesday, 7 a.m. to 8 a.m." in html
    assert "Made draft" not in html and "Made elsewhere" not in html
    assert "/fellowship/conferences/at/mass-general/calendar.ics" in html


def test_a_draft_change_of_a_date_is_shown_to_nobody_but_in_the_preview(client):
    page = add_conference()
    draft = ConferencePage.objects.get(pk=page.pk)
    draft.exceptions.add(ConferenceException(**vars(cancelled("2026-12-01", "Wip"))))
    draft.save_revision()
    for address in (page.href, INDEX, WEEK, MONTH, f"{INDEX}calendar.ics"):
        assert "Wip" not in client.get(address).content.decode()


def test_a_draft_and_a_private_conference_are_in_no_list(client):
    draft = add_conference(title="Made draft")
    draft.unpublish()
    private = add_conference(title="Made private")
    PageViewRestriction.objects.create(page=private, restriction_type="groups")
    add_conference(title="Made board")
    for address in (INDEX, WEEK, MONTH):
        html = words(client, address)
        assert "Made board" in html and "Made draft" not in html and "Made private" not in html


# --- What is for staff only -------------------------------------------------------------------------------------

SECRETS = {"joining_link": "https://meet.example.org/Haubentaucher", "private_room": "Haubentaucher annex 3"}


def test_the_joining_link_and_the_private_room_are_nowhere_in_public(client):
    page = add_conference(
        cancelled("2026-12-01"), sites=[ConferenceSite(site=RotationPage.objects.get(slug="mass-general"))], **SECRETS
    )
    addresses = [page.href, INDEX, WEEK, MONTH, f"{page.href}calendar.ics", f"{INDEX}calendar.ics", "/sitemap.xml"]
    addresses += [f"{INDEX}at/mass-general/calendar.ics", "/fellowship/rotations/mass-general/", "/fellowship/", "/"]
    addresses += ["/search/?q=Haubentaucher", "/search/?q=annex", "/search/?q=meet.example.org"]
    for address in addresses:
        html = client.get(address).content.decode()
        if "/search/" in address:  # It repeats what was asked for, and finds nothing.
            assert page.title not in html, address
        else:
            assert "haubentaucher" not in html.lower() and "annex 3" not in html, address


def test_the_index_for_searching_holds_nothing_that_is_for_staff_only():
    add_conference(**SECRETS)
    tables = [name for name in connection.introspection.table_names() if "indexentry" in name and "fts" not in name]
    assert tables
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "haubentaucher" not in repr(cursor.fetchall()).lower()


# --- What it costs ----------------------------------------------------------------------------------------------


def test_lists_and_pages_cost_the_same_with_3_and_12_conferences_and_rows(client, settings):
    counts: dict[str, list[int]] = {}
    site = RotationPage.objects.get(slug="mass-general")
    page = add_conference(cancelled("2026-12-01"), title="Made board")
    for more in (3, 9):
        people = add_people(more)
        for number in range(more):
            add_conference(
                cancelled("2026-12-01"),
                moved("2026-12-08", "2026-12-09"),
                weekday=1,
                starts_at=datetime.time(7 + number),
                sites=[ConferenceSite(site=site)],
            )
        page = ConferencePage.objects.get(pk=page.pk)
        page.leaders.add(*[ConferenceLeader(person=person) for person in people])
        page.save_revision().publish()
        publish(page, cancelled(f"2026-12-{15 if more == 3 else 22}"))
        feeds = [f"{INDEX}calendar.ics", f"{page.href}calendar.ics", f"{INDEX}at/mass-general/calendar.ics"]
        for address in (INDEX, WEEK, MONTH, page.href, site.href, *feeds):
            queries = queries_of(client, settings, address)
            assert_frugal(queries, 12 if address.startswith(f"{INDEX}?") or address == INDEX else 10, address)
            counts.setdefault(address, []).append(len(queries))
    for address, found in counts.items():
        assert len(set(found)) == 1, (address, found)


def test_the_list_is_one_page_whoever_asks(client):
    """No parameter of the diary makes a page of its own that search engines would take for another."""
    add_conference()
    index = ConferenceIndexPage.objects.get()
    for address in (INDEX, WEEK, MONTH):
        assert f'<link rel="canonical" href="{index.full_address}">' in words(client, address)


def test_every_page_of_the_section_still_stands(client):
    for page in Page.objects.descendant_of(ConferenceIndexPage.objects.get(), inclusive=True).live():
        assert client.get(page.specific.href).status_code == 200
