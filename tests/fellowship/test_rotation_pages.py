"""What visitors see of rotations: before any year is public, during one, between two, on a weekend."""

import datetime
import re

import pytest
from django.test import RequestFactory
from wagtail.models import PageViewRestriction

from fellowship.models import (
    EnquiryPage,
    Fellow,
    Leave,
    RotationBlock,
    RotationClinic,
    RotationIndexPage,
    RotationPage,
    RotationPerson,
    Stay,
)
from fellowship.public_years import PublicYears, year_asked_for
from fellowship.whereabouts import where_everybody_is
from fellowship.year_board import YearBoard, take_back
from sarcoma_site.core.site_frame import forget_frame
from tests.factories.pages import add_people
from tests.factories.rotations import START, add_year, name_fellow
from tests.site.queries import assert_frugal, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site"), pytest.mark.sqlite_later]

A_DAY = datetime.timedelta(days=1)
INDEX, SITE = "/fellowship/rotations/", "/fellowship/rotations/beth-israel-deaconess/"


def on(monkeypatch, day: str) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: datetime.date.fromisoformat(day))


def main(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    text = response.text.split("<main")[1].split("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_before_any_year_is_public_the_page_shows_how_a_year_goes_and_whom_to_ask(client):
    add_year(public=False)
    text = main(client, INDEX)
    assert "The year at a glance" in text
    assert "No dates are published yet" in text
    for words in ("Where each fellow is now", "2026–27", "calendar", "How every year goes"):
        assert words not in text


def test_on_a_working_day_it_says_where_each_is_and_until_when(client, monkeypatch):
    on(monkeypatch, "2026-11-25")
    add_year()
    text = main(client, INDEX)
    assert "Where each fellow is now On Wednesday, November 25, 2026, in Boston:" in text
    assert "Fellow A BIDMC until December 13, 2026" in text
    assert "Fellow B Mass General until January 31, 2027" in text
    assert "2, now" in text
    assert "November 1, 2026 to January 31, 2027" in text


def split_around_leave(year, letter: str, first: str, last: str) -> None:
    """Take days out of the first block of a fellow, who is on leave then."""
    stay = Stay.objects.filter(block__year=year, block__number=1, fellow__letter=letter).get(site__slug="mass-general")
    first, last = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    Leave.objects.create(fellow=stay.fellow, starts_on=first, ends_on=last)
    if last < stay.last_day:
        Stay(block=stay.block, fellow=stay.fellow, site=stay.site, starts_on=last + A_DAY).save()
    stay.ends_on = first - A_DAY
    stay.save()
    assert YearBoard.of(year).problems == []


@pytest.mark.parametrize(
    ("first", "last"), [("2026-08-10", "2026-08-14"), ("2026-08-10", "2026-09-04"), ("2026-08-05", "2026-10-31")]
)
def test_a_fellow_on_leave_is_listed_where_the_block_goes_on(client, monkeypatch, first, last):
    on(monkeypatch, "2026-08-12")
    split_around_leave(add_year(), "A", first, last)
    text = main(client, INDEX)
    assert "On Wednesday, August 12, 2026, in Boston:" in text
    assert "Fellow A Mass General until October 31, 2026" in text
    assert "Fellow B BIDMC until September 13, 2026" in text


def test_a_day_on_which_both_are_on_leave_reads_as_any_other(client, monkeypatch):
    on(monkeypatch, "2026-08-12")
    year = add_year()
    split_around_leave(year, "A", "2026-08-10", "2026-08-14")
    stay = Stay.objects.filter(block__year=year, block__number=1, fellow__letter="B").earliest("pk")
    Leave.objects.create(fellow=stay.fellow, starts_on=START, ends_on=datetime.date(2026, 8, 16))
    stay.starts_on = datetime.date(2026, 8, 17)
    stay.save()
    text = main(client, INDEX)
    assert "On Wednesday, August 12, 2026, in Boston:" in text
    assert "Fellow A Mass General until October 31, 2026" in text
    assert "Fellow B BIDMC until September 13, 2026" in text


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-07-31", "The year 2026–27 has not begun. On Monday, August 3, 2026, its first working day:"),
        ("2025-01-01", "The year 2026–27 has not begun."),
        ("2026-08-01", "It is the weekend. On Monday, August 3, 2026:"),
        ("2026-11-28", "It is the weekend. On Monday, November 30, 2026:"),
        ("2027-07-30", "On Friday, July 30, 2027, in Boston:"),
    ],
)
def test_on_other_days_it_says_what_is_next(client, monkeypatch, day, said):
    on(monkeypatch, day)
    add_year()
    assert said in main(client, INDEX)


def test_the_last_weekend_of_a_year_has_no_next_day(client, monkeypatch):
    on(monkeypatch, "2027-07-31")
    add_year()
    text = main(client, INDEX)
    assert "Where each fellow is now" not in text
    assert "The year 2026–27" in text


def test_after_the_last_public_year_its_timetable_is_a_link_away(client, monkeypatch):
    on(monkeypatch, "2027-08-01")
    add_year()
    text = main(client, INDEX)
    assert "No dates are published yet" in text
    assert "Earlier year, 2026–27" in text
    assert "The year 2026–27" in main(client, f"{INDEX}?year=2026")


def test_years_lead_to_their_public_neighbours_only(client, monkeypatch):
    on(monkeypatch, "2027-09-01")
    for year in (2026, 2027, 2028):
        add_year(datetime.date(year, 8, 1))
    add_year(datetime.date(2029, 8, 1), public=False)
    text = main(client, INDEX)
    assert "The year 2027–28" in text
    assert "Earlier year, 2026–27" in text
    assert "Next year, 2028–29" in text
    last = main(client, f"{INDEX}?year=2028")
    assert "Next year" not in last
    assert "The year 2027–28" in main(client, f"{INDEX}?year=2029")  # Not public: as if not asked for.


@pytest.mark.parametrize(
    "value", ["", "x", "2026\x00", "99999999999999999999", "-1", "1.5", "2026 OR 1=1", "２０２６", "1900"]
)
def test_a_year_that_is_none_counts_as_not_asked_for(client, monkeypatch, value):
    on(monkeypatch, "2027-09-01")
    add_year(datetime.date(2027, 8, 1))
    response = client.get(INDEX, {"year": value})
    assert response.status_code == 200
    assert "The year 2027–28" in response.text
    assert re.search(rf'rel="canonical" href="[^"?]*{INDEX}"', response.text)


def test_a_year_that_is_asked_for_has_an_address_of_its_own(client):
    add_year()
    assert re.search(rf'rel="canonical" href="[^"?]*{INDEX}\?year=2026"', client.get(f"{INDEX}?year=2026").text)


def test_the_drawing_is_hidden_from_screen_readers_and_the_table_says_the_same(client, monkeypatch):
    on(monkeypatch, "2026-11-25")
    add_year()
    page = client.get(INDEX).text
    drawing = page.split('class="timetable timetable--year" aria-hidden="true"')[1].split("<table")[0]
    table = page.split("Rotations of 2026–27, with dates")[1].split("</table>")[0]
    for name in ("Mass General", "BIDMC", "Boston Children&#x27;s"):
        assert drawing.count(name) == table.count(name) == 4
    assert table.count('scope="row"') == 4
    assert "<svg" not in drawing
    assert "style=" not in drawing


def test_days_of_the_week_are_said_in_the_table_and_beside_who_is_where(client, monkeypatch):
    on(monkeypatch, "2026-08-05")
    year = add_year()
    stays = Stay.objects.filter(block__year=year, block__number=1, fellow__letter="B")
    for stay, days in zip(stays, ("01", "234"), strict=True):
        stay.starts_on = stay.ends_on = None
        stay.weekdays = days
        stay.save()
    text = main(client, INDEX)
    assert "Mondays and Tuesdays" in text
    assert "Fellow B Boston Children&#x27;s until October 31, 2026, on Wednesdays, Thursdays and Fridays" in text


def test_a_hospitals_page_says_who_is_there_what_is_learned_and_what_is_not_published(client, monkeypatch):
    on(monkeypatch, "2026-11-25")
    text = main(client, SITE)
    assert "What you learn here The first time" in text
    assert "The second time" in text
    assert (
        "Not published here yet: which of the faculty work here; the clinics and their days; the dates of the" in text
    )
    year = add_year()
    name_fellow(year, "A", agreed=False)
    page = RotationPage.objects.get(slug="beth-israel-deaconess")
    page.people.add(RotationPerson(person=add_people(1, title="Ada Lehrbeispiel")[0]))
    page.clinics.add(RotationClinic(name="A clinic, as made up", when="Tuesday mornings", note="With residents"))
    page.save()
    text = main(client, SITE)
    assert "Who is here in 2026–27" in text
    assert "Block 2, now Fellow A November 1 to December 13, 2026" in text
    assert "Faculty here" in text
    assert "A clinic, as made up Tuesday mornings With residents" in text
    assert "Not published here yet" not in text
    assert "Muster" not in text


def test_a_hospital_that_is_not_public_is_named_nowhere(client, monkeypatch):
    on(monkeypatch, "2026-11-25")
    add_year()
    PageViewRestriction.objects.create(page=RotationPage.objects.get(slug="mass-general"), restriction_type="login")
    forget_frame()
    text = main(client, INDEX)
    rows = text.split("Rotations of 2026–27, with dates")[1].split("Fellows are named")[0]
    assert "A hospital" in rows
    assert "Mass General" not in rows


def test_a_year_that_is_taken_back_is_gone_from_every_page(client):
    year = add_year()
    assert "2026–27" in main(client, SITE)
    take_back(year)
    for address in (INDEX, f"{INDEX}?year=2026", SITE):
        assert "2026–27" not in main(client, address)


@pytest.mark.parametrize(
    "address", ["/fellowship/rotations/", "/fellowship/rotations/mass-general/", "/fellowship/conferences/"]
)
def test_the_way_to_the_coordinator_is_the_form_wherever_it_stands_and_if_visitors_see_it(client, address):
    page = EnquiryPage.objects.get()
    page.slug = "write-to-us"
    page.save_revision().publish()
    asked = r'<a (?:class="more-link" )?href="/fellowship/write-to-us/">(?:Ask the )?coordinator</a>'
    assert re.search(asked, client.get(address).text)
    page.unpublish()
    html = client.get(address).text
    assert "/fellowship/write-to-us/" not in html and "/fellowship/contact/" not in html
    assert "Ask the coordinator." in main(client, address)


def test_the_preview_of_a_new_hospital_shows(client):
    page = RotationPage(title="New", slug="new", site_name="New", short_name="New", first_time=" \nOne\n\n Two ")
    page.path, page.depth = RotationIndexPage.objects.get().path + "9999", 5
    page.url_path = "/home/fellowship/rotations/new/"
    context = page.get_context(RequestFactory().get("/"))
    assert context["times"] == [{"heading": "The first time", "points": ["One", "Two"]}]


def test_pages_ask_the_same_at_one_year_and_at_four_and_stay_in_their_budget(client, settings):
    year = add_year()
    addresses = {INDEX: 12, f"{INDEX}?year=2026": 12, SITE: 10, "/fellowship/fellows/": 10}
    name_fellow(year, person=add_people(1)[0])
    counts = {address: [len(queries_of(client, settings, address))] for address in addresses}
    page = RotationPage.objects.get(slug="beth-israel-deaconess")
    for number, start in enumerate((2027, 2028, 2029)):
        name_fellow(add_year(datetime.date(start, 8, 1)), person=add_people(1)[0])
        page.clinics.add(RotationClinic(name=f"Clinic {number}"))
    page.people.add(*[RotationPerson(person=person) for person in add_people(12)])
    page.save()
    for address, most in addresses.items():
        queries = queries_of(client, settings, address)
        assert_frugal(queries, most, address)
        if address != SITE:
            assert counts[address] == [len(queries)], address
    more = len(queries_of(client, settings, SITE))
    page.people.add(*[RotationPerson(person=person) for person in add_people(9)])
    page.save()
    assert len(queries_of(client, settings, SITE)) == more


def test_split_days_cost_no_more(client, settings):
    year = add_year()
    before = len(queries_of(client, settings, INDEX))
    stay = Stay.objects.filter(block__year=year, fellow__letter="B").first()
    for number in range(9):
        Stay(block=stay.block, fellow=stay.fellow, site=stay.site, weekdays=str(number % 5)).save()
    RotationBlock.objects.filter(number=1).delete()
    assert len(queries_of(client, settings, INDEX)) == before


def test_the_year_is_read_from_the_address_without_trust():
    for value, year in (("2026", 2026), ("0", None), ("20266", None), ("", None)):
        assert year_asked_for(RequestFactory().get("/", {"year": value})) == year


def test_public_years_read_nothing_that_is_not_public():
    add_year(public=False)
    years = PublicYears(asked_for=2026, today=START)
    assert (years.all, years.shown, years.timetable(), years.whereabouts()) == ([], None, None, None)


# --- The desk ---------------------------------------------------------------------------------------------------


def test_the_desk_says_where_everybody_is_leave_included(django_assert_max_num_queries):
    year = add_year(public=False)
    fellow = name_fellow(year, agreed=False)
    fellow.leaves.create(starts_on=datetime.date(2026, 11, 23), ends_on=datetime.date(2026, 11, 27))
    with django_assert_max_num_queries(6):
        rows = where_everybody_is(datetime.date(2026, 11, 25))
    assert [(row.name, row.where, row.until) for row in rows] == [
        ("Ada MusterA, MD", "On leave", "November 27, 2026"),
        ("Fellow B", "Mass General", "January 31, 2027"),
    ]
    assert [row.where for row in where_everybody_is(datetime.date(2026, 11, 28))] == ["Weekend", "Weekend"]
    assert where_everybody_is(datetime.date(2020, 1, 1)) == []
    Stay.objects.all().delete()
    assert [row.where for row in where_everybody_is(datetime.date(2026, 11, 30))] == ["Nowhere yet"] * 2
    assert Fellow.objects.count() == 2
