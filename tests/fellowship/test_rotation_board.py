"""The rotation board in the CMS, as the coordinator uses it: by its forms."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry
from wagtail.test.utils.form_data import querydict_from_html

from fellowship.models import AcademicYear, Fellow, Leave, RotationIndexPage, RotationPage, Stay
from fellowship.year_board import YearBoard, make_public, take_back
from sarcoma_site.core.staff_groups import COORDINATOR, EDITOR
from tests.factories.rotations import START, add_year, name_fellow
from tests.staff import sign_in, staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site"), pytest.mark.sqlite_later]

A_DAY = datetime.timedelta(days=1)
MASS_GENERAL = "Mass General"  # The side of the hospital of that name.


@pytest.fixture
def coordinator():
    return staff_client(COORDINATOR)


def board_of(year: AcademicYear) -> str:
    return reverse("fellowship_board", args=[year.pk])


def form_of(client, year: AcademicYear):
    """What the board's form holds as it opens."""
    return querydict_from_html(client.get(board_of(year)).text, form_id="board-form")


def save(client, year: AcademicYear, follow=True, **changes):
    form = form_of(client, year)
    for name, value in changes.items():
        form.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    return client.post(board_of(year), dict(form.lists()), follow=follow)


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))


def history(record) -> list[str]:
    return [entry.message for entry in registry.get_logs_for_instance(record)]


# --- Making a year ----------------------------------------------------------------------------------------------


def test_the_first_year_needs_only_its_day_and_is_not_public(coordinator, client):
    assert "No year is here yet" in coordinator.get(reverse("fellowship_years")).text
    shown = coordinator.get(reverse("fellowship_plan_year"), {"starts_on": "2026-08-01"})
    assert "2026–27" in shown.text
    assert AcademicYear.objects.count() == 0  # Looking makes nothing.
    made = coordinator.post(reverse("fellowship_plan_year"), {"starts_on": "2026-08-01", "do": "plan"}, follow=True)
    assert "Every rule is kept" in words(made)
    year = AcademicYear.objects.get()
    assert not year.is_public
    assert Stay.objects.filter(block__year=year).count() == 12
    assert "No dates are published yet" in client.get("/fellowship/rotations/").text
    assert "Made" in history(year)


def test_the_next_year_is_proposed_after_the_latest_and_begins_on_the_other_side(coordinator):
    first = add_year()
    shown = coordinator.get(reverse("fellowship_plan_year"))
    assert "2027–28" in shown.text
    assert 'value="2027-08-01"' in shown.text
    coordinator.post(reverse("fellowship_plan_year"), {"starts_on": "2027-08-01", "do": "plan"})
    year = AcademicYear.objects.get(starts_on="2027-08-01")
    assert YearBoard.of(year).problems == []
    last, following = (
        Stay.objects.get(block__year=year, block__number=number, fellow__letter=letter, site__slug="mass-general")
        for year, number, letter in ((first, 4, "B"), (year, 1, "A"))
    )
    assert (last.block.number, following.block.number) == (4, 1)


def test_a_year_without_anybody_lists_what_is_missing_and_cannot_be_made_public(coordinator, client):
    coordinator.post(reverse("fellowship_plan_year"), {"starts_on": "2026-08-01", "do": "empty"})
    year = AcademicYear.objects.get()
    assert "Fellow B, block 3: no hospital." in coordinator.get(board_of(year)).text
    told = coordinator.post(reverse("fellowship_board_public", args=[year.pk]), {"do": "public"}, follow=True)
    assert "is not public. First: Fellow A, block 1: no hospital." in words(told)
    year.refresh_from_db()
    assert not year.is_public


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("", "This field is required"),
        ("soon", "Enter a valid date"),
        ("2026-02-30", "Enter a valid date"),
        ("1200-01-01", "between 1950 and 2100"),
        ("9999-12-31", "between 1950 and 2100"),
        ("2027-01-01", "belong to the year 2026–27"),
        ("2026-08-01", "belong to the year 2026–27"),
        ("2026\x00", "Null characters|Enter a valid date"),
    ],
)
def test_a_day_that_cannot_begin_a_year_is_refused_with_a_reason(coordinator, value, said):
    add_year()
    for response in (
        coordinator.get(reverse("fellowship_plan_year"), {"starts_on": value}),
        coordinator.post(reverse("fellowship_plan_year"), {"starts_on": value, "do": "plan"}),
    ):
        assert response.status_code == 200
        assert re.search(said, response.text)
    assert AcademicYear.objects.count() == 1


def test_hospitals_without_sides_cannot_be_planned_and_the_screen_says_so(coordinator):
    RotationPage.objects.update(side="")
    shown = coordinator.get(reverse("fellowship_plan_year"), {"starts_on": "2026-08-01"})
    assert "Set the side on each" in shown.text
    refused = coordinator.post(reverse("fellowship_plan_year"), {"starts_on": "2026-08-01", "do": "plan"})
    assert "Set the side on each" in refused.text
    assert not AcademicYear.objects.exists()


# --- Changing it ------------------------------------------------------------------------------------------------


def test_saving_an_unchanged_board_changes_nothing(coordinator):
    year = add_year(public=False)
    before = list(Stay.objects.values_list("pk", "changes", "starts_on", "ends_on"))
    assert "Saved. Every rule is kept." in words(save(coordinator, year))
    assert list(Stay.objects.values_list("pk", "changes", "starts_on", "ends_on")) == before
    assert history(year) == ["Made"]


def test_a_plan_that_breaks_a_rule_is_saved_and_the_broken_rule_named_and_linked(coordinator):
    year = add_year(public=False)
    shown = save(coordinator, year, **{"stay-1B-0-ends_on": "2026-09-11"})
    assert "Saved. Every rule is kept." in words(shown)  # Only a weekend is lost.
    shown = save(coordinator, year, **{"stay-1B-0-ends_on": "2026-09-09"})
    assert "Fellow B, block 1: no hospital on September 10 to 11, 2026." in shown.text
    assert 'href="#cell-1B"' in shown.text
    assert "1 rule is broken" in words(shown)
    assert any("September 9, 2026" in line for line in history(year))


def test_a_block_is_divided_by_weekdays_on_the_board(coordinator):
    year = add_year(public=False)
    shown = save(
        coordinator,
        year,
        **{
            "stay-1B-0-ends_on": "",
            "stay-1B-0-weekdays": ["0", "1"],
            "stay-1B-1-starts_on": "",
            "stay-1B-1-weekdays": ["2", "3", "4"],
        },
    )
    assert "Every rule is kept" in words(shown)
    assert list(Stay.objects.filter(block__number=1, fellow__letter="B").values_list("weekdays", flat=True)) == [
        "01",
        "234",
    ]


def test_a_hospital_is_removed_and_another_added(coordinator):
    year = add_year(public=False)
    children = RotationPage.objects.get(slug="boston-childrens")
    shown = save(coordinator, year, **{"stay-1B-1-DELETE": "on"})
    assert "never at Boston Children" in shown.text
    again = save(coordinator, year, **{"stay-1B-1-site": str(children.pk), "stay-1B-1-starts_on": "2026-09-14"})
    assert "Every rule is kept" in words(again)


def test_days_of_a_block_are_moved_and_stays_of_the_whole_block_go_along(coordinator):
    year = add_year(public=False)
    shown = save(coordinator, year, **{"block-1-ends_on": "2026-11-02", "block-2-starts_on": "2026-11-03"})
    assert "Every rule is kept" in words(shown)
    stay = Stay.objects.get(block__year=year, block__number=1, fellow__letter="A")
    assert stay.last_day == datetime.date(2026, 11, 2)


def test_leave_is_entered_and_stays_with_staff(coordinator, client):
    year = add_year()
    shown = save(
        coordinator,
        year,
        **{"leave-A-0-starts_on": "2026-12-21", "leave-A-0-ends_on": "2026-12-24", "leave-A-0-note": "Zugvogel"},
    )
    assert "Zugvogel" in shown.text
    assert Leave.objects.get().fellow.letter == "A"
    for address in (
        "/fellowship/rotations/",
        "/fellowship/rotations/calendar.ics",
        "/fellowship/rotations/mass-general/",
    ):
        assert "Zugvogel" not in client.get(address).text
        assert "December 24" not in client.get(address).text
    twice = save(coordinator, year, **{"leave-A-1-starts_on": "2026-12-24", "leave-A-1-ends_on": "2026-12-28"})
    assert "leave is entered twice" in twice.text
    assert Leave.objects.count() == 1  # The year is public, so nothing that breaks a rule is saved.


def test_a_note_of_leave_is_in_no_history(coordinator):
    year = add_year(public=False)
    leave = {"leave-A-0-starts_on": "2026-12-21", "leave-A-0-ends_on": "2026-12-24", "leave-A-0-note": "Zugvogel"}
    save(coordinator, year, **leave)
    assert history(year)[0] == "New: Fellow A, leave: December 21 to 24, 2026"
    save(coordinator, year, **{"leave-A-0-note": "Zaunkönig"})
    assert Leave.objects.get().note == "Zaunkönig"
    assert len(history(year)) == 2  # The year was made, leave was entered.
    save(coordinator, year, **{"leave-A-0-DELETE": "on"})
    assert history(year)[0] == "Gone: Fellow A, leave: December 21 to 24, 2026"
    kept = str(list(ModelLogEntry.objects.values_list("data", "label")))
    assert "Zugvogel" not in kept
    assert "Zaunkönig" not in kept


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("stay-1A-0-starts_on", "tomorrow", "Enter a valid date"),
        ("stay-1A-0-starts_on", "0001-01-01", "far from the year 2026–27"),
        ("stay-1A-0-site", "999999", "Select a valid choice"),
        ("stay-1A-0-site", "", "required"),
        ("stay-1A-0-weekdays", "9", "Select a valid choice"),
        ("stay-1A-0-row", "999999999", "removed this row meanwhile"),
        ("stay-1A-1-starts_on", "2026-08-03", "required"),
        ("block-2-ends_on", "2026-01-01", "The last day comes before the first"),
        ("block-2-ends_on", "", "required"),
        ("leave-B-0-starts_on", "2026-08-03", "required"),
        ("leave-B-0-note", "x" * 500, "at most 120"),
        ("stay-1A-TOTAL_FORMS", "1000", "submit at most|at most 12"),
        ("stay-1A-TOTAL_FORMS", "", "ManagementForm data is missing"),
    ],
)
def test_what_cannot_be_read_is_refused_beside_its_field_and_nothing_is_saved(coordinator, field, value, said):
    year = add_year(public=False)
    before = YearBoard.of(year).words()
    response = save(coordinator, year, **{field: value})
    assert response.status_code == 200
    assert "Nothing was saved" in response.text
    assert re.search(said, response.text)
    assert YearBoard.of(year).words() == before


@pytest.mark.parametrize(
    "change",
    [
        {"stay-1B-0-ends_on": "2026-09-11"},
        {"block-1-ends_on": "2026-11-02", "block-2-starts_on": "2026-11-03"},
        {"leave-A-1-starts_on": "2026-12-28", "leave-A-1-ends_on": "2026-12-31"},
        {"leave-A-0-note": "Zaunkönig"},
        {"leave-A-0-DELETE": "on"},
    ],
    ids=["a date", "a block", "new leave", "a note", "a row less"],
)
def test_whoever_saves_later_does_not_undo_what_somebody_else_saved_meanwhile(coordinator, change):
    year = add_year(public=False)
    Leave.objects.create(fellow=year.fellows.get(letter="A"), starts_on=START, ends_on=START, note="Zugvogel")
    mine = {"leave-B-0-starts_on": "2027-05-03", "leave-B-0-ends_on": "2027-05-04"}
    form = form_of(coordinator, year)
    for name, value in mine.items():
        form[name] = value
    other = Client()
    sign_in(other, coordinator.staff)
    assert "Saved." in words(save(other, year, **change))
    before = in_the_database(year)
    for _ in range(2):  # Pressing the button again does not help.
        refused = coordinator.post(board_of(year), dict(form.lists()))
        assert "Somebody changed this year while you had it open" in words(refused)
        assert f'href="{board_of(year)}"' in refused.text
        form = querydict_from_html(refused.text, form_id="board-form")
        assert form["leave-B-0-starts_on"] == "2027-05-03"  # What was entered stays on the screen.
    assert in_the_database(year) == before
    assert "Saved." in words(save(coordinator, year, **mine))


def in_the_database(year: AcademicYear) -> list:
    stays = Stay.objects.filter(block__year=year).values_list("pk", "site", "starts_on", "ends_on", "weekdays")
    leaves = Leave.objects.filter(fellow__year=year).values_list("pk", "starts_on", "ends_on", "note")
    return [*stays, *leaves, *year.blocks.values_list("pk", "starts_on", "ends_on")]


def test_a_form_without_anything_is_refused(coordinator):
    year = add_year()
    response = coordinator.post(board_of(year), {})
    assert (response.status_code, "Nothing was saved" in response.text) == (200, True)


# --- Showing it -------------------------------------------------------------------------------------------------


def test_a_good_year_is_made_public_and_taken_back_and_the_history_says_so(coordinator, client):
    year = add_year(public=False)
    public = reverse("fellowship_board_public", args=[year.pk])
    coordinator.post(public, {"do": "public"})
    assert "The year 2026–27" in client.get("/fellowship/rotations/?year=2026").text
    coordinator.post(public, {"do": "back"})
    assert "The year 2026–27" not in client.get("/fellowship/rotations/?year=2026").text
    assert {"Made public", "Taken back from visitors"} <= set(history(year))


def test_a_public_year_cannot_be_broken(coordinator):
    year = add_year()
    before = YearBoard.of(year).words()
    refused = save(coordinator, year, **{"stay-2B-0-DELETE": "on"})
    said = words(refused)
    assert "Nothing was saved" in said
    assert "Fellow B, block 2: no hospital." in said
    assert YearBoard.of(year).words() == before
    take_back(year)
    assert "Saved." in words(save(coordinator, year, **{"stay-2B-0-DELETE": "on"}))


def test_a_public_year_loses_a_hospital_that_is_deleted_and_is_taken_back(client):
    year = add_year()
    RotationPage.objects.get(slug="boston-childrens").delete()
    year.refresh_from_db()
    assert not year.is_public
    assert "Boston Children" not in client.get("/fellowship/rotations/calendar.ics").text


def add_hospital(side: str = MASS_GENERAL) -> RotationPage:
    """A fourth hospital, years after the others."""
    words = {"title": "Newton", "slug": "newton", "summary": "Made up.", "site_name": "Newton", "short_name": "Newton"}
    page = RotationPage(side=side, **words)
    RotationIndexPage.objects.get().add_child(instance=page)
    return page


@pytest.mark.parametrize("side", [MASS_GENERAL, "A third side", ""])
def test_a_hospital_that_is_added_later_breaks_no_public_and_no_past_year(coordinator, set_clock, side):
    set_clock("2026-11-26T12:00")
    past, year = add_year(datetime.date(2020, 8, 1), public=False), add_year()
    add_hospital(side)
    assert YearBoard.of(past).problems == []
    shown = save(coordinator, year, **{"leave-A-0-starts_on": "2026-12-21", "leave-A-0-ends_on": "2026-12-24"})
    assert "Saved. Every rule is kept." in words(shown)
    take_back(year)
    assert make_public(year) == []  # It has begun without the new one.


def test_a_year_that_is_being_planned_covers_a_hospital_once_that_has_a_side(coordinator, set_clock):
    set_clock("2026-11-26T12:00")
    year, page = add_year(datetime.date(2027, 8, 1), public=False), add_hospital(side="")
    shown = words(coordinator.get(board_of(year)))
    assert "Every rule is kept" in shown
    assert "No side is set for Newton" in shown
    planned = words(coordinator.get(reverse("fellowship_plan_year")))
    assert "No side is set for Newton" in planned
    assert "Mass General" in planned
    page.side = MASS_GENERAL
    page.save()
    shown = words(coordinator.get(board_of(year)))
    assert "Fellow A, block 1: never at Newton." in shown
    assert "No side is set" not in shown
    assert "Newton" in words(coordinator.get(reverse("fellowship_plan_year")))


def test_somebody_is_sent_to_a_hospital_only_when_it_has_a_side(coordinator):
    year, page = add_year(), add_hospital(side="")
    sent = {"stay-1A-0-ends_on": "2026-10-02", "stay-1A-1-site": str(page.pk), "stay-1A-1-starts_on": "2026-10-03"}
    assert "No side is set for Newton. Set it on the page" in words(save(coordinator, year, **sent))
    page.side = MASS_GENERAL
    page.save()
    assert "Fellow A, block 3: never at Newton." in words(save(coordinator, year, **sent))


def test_a_public_year_does_not_lose_a_hospital_without_a_word(coordinator):
    year = add_year()
    stays = Stay.objects.filter(block__year=year, site__slug="boston-childrens").select_related("block", "fellow")
    changes = {}
    for stay in stays:
        place = f"stay-{stay.block.number}{stay.fellow.letter}"
        changes |= {f"{place}-1-DELETE": "on", f"{place}-0-ends_on": ""}
    refused = words(save(coordinator, year, **changes))
    assert "never at Boston Children" in refused
    assert stays.count() == 4


def test_only_a_year_that_nobody_sees_is_deleted(coordinator):
    year = add_year()
    delete = reverse("fellowship_board_delete", args=[year.pk])
    assert "Take it back first" in coordinator.post(delete, follow=True).text
    take_back(year)
    name_fellow(year)
    assert "Ada MusterA, MD" in coordinator.get(delete).text
    coordinator.post(delete)
    assert not AcademicYear.objects.exists()
    assert not Fellow.objects.exists()


def test_with_a_year_it_is_forgotten_who_was_on_leave_and_the_screen_says_what_is_not(coordinator):
    year = add_year(public=False)
    save(coordinator, year, **{"leave-A-0-starts_on": "2026-12-21", "leave-A-0-ends_on": "2026-12-24"})
    delete = reverse("fellowship_board_delete", args=[year.pk])
    assert "The site’s history keeps" in words(coordinator.get(delete))
    coordinator.post(delete)
    kept = ModelLogEntry.objects.filter(object_id=year.pk, action__startswith="fellowship.year")
    assert {entry.action: entry.data for entry in kept} == {
        "fellowship.year_planned": {},
        "fellowship.year_changed": {},
    }


def test_a_new_address_ends_the_old_one_and_the_history_does_not_hold_it(coordinator, client):
    fellow = add_year().fellows.get(letter="A")
    old = f"/fellowship/rotations/fellow/{fellow.calendar_key}.ics"
    assert old in coordinator.get(board_of(fellow.year)).text
    told = coordinator.post(reverse("fellowship_new_address", args=[fellow.pk]), follow=True)
    fellow.refresh_from_db()
    assert client.get(old).status_code == 404
    assert f"/fellowship/rotations/fellow/{fellow.calendar_key}.ics" in told.text
    assert old not in told.text
    entry = registry.get_logs_for_instance(fellow).get()
    assert fellow.calendar_key not in str(entry.data)


# --- Who --------------------------------------------------------------------------------------------------------


def test_an_editor_of_other_pages_gets_to_none_of_it():
    year = add_year()
    editor = staff_client(EDITOR)
    for name, arguments in (
        ("fellowship_years", []),
        ("fellowship_plan_year", []),
        ("fellowship_board", [year.pk]),
        ("fellowship_board", [year.pk + 99]),
        ("fellowship_board_delete", [year.pk]),
        ("fellowship_fellows:index", []),
    ):
        assert editor.get(reverse(name, args=arguments)).url == reverse("wagtailadmin_home")
    assert editor.post(reverse("fellowship_board_public", args=[year.pk]), {"do": "back"}).status_code == 302
    year.refresh_from_db()
    assert year.is_public


def test_what_is_not_there_is_not_found(coordinator):
    for name in ("fellowship_board", "fellowship_board_delete"):
        assert coordinator.get(reverse(name, args=[10**15])).status_code == 404
    for name in ("fellowship_board", "fellowship_board_public", "fellowship_board_delete", "fellowship_new_address"):
        assert coordinator.post(reverse(name, args=[10**15])).status_code == 404


def test_the_board_asks_the_same_with_more_on_it(coordinator, django_assert_max_num_queries):
    year = add_year()
    fellow = year.fellows.get(letter="A")
    for number in range(10):
        Leave.objects.create(fellow=fellow, starts_on=START + number * A_DAY, ends_on=START + number * A_DAY)
    with django_assert_max_num_queries(30):
        coordinator.get(board_of(year))
