"""A conference in the editor: what contradicts is said beside its field, and the next dates can be read."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset

from sarcoma_site.core.staff_groups import COORDINATOR
from tests.staff import editor_form, send, staff_client

from .made_conferences import add_conference, cancelled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site"), pytest.mark.sqlite_later]


@pytest.fixture(autouse=True)
def thursday(set_clock):
    set_clock("2026-11-26T12:00")


@pytest.fixture
def coordinator():
    return staff_client(COORDINATOR)


def rows(*dates: dict, initial: int = 0) -> dict[str, object]:
    """The rows of dates that are different, as the form sends them."""
    empty = dict.fromkeys(("original_date", "new_date", "new_time", "new_place", "reason", "id"), "")
    formset = inline_formset([{**empty, **each} for each in dates], initial=initial)
    fields = {f"exceptions-{name}": value for name, value in formset.items() if "_FORMS" in name}
    for number in range(len(dates)):
        fields |= {f"exceptions-{number}-{name}": value for name, value in formset[str(number)].items()}
    return fields


def errors_of(response) -> dict[str, list[str]]:
    assert response.status_code == 200
    form = response.context["form"]
    found = {name: list(said) for name, said in form.errors.items()}
    for number, row in enumerate(form.formsets["exceptions"].forms):
        found |= {f"{number}-{name}": list(said) for name, said in row.errors.items()}
    return found


def test_the_coordinator_states_day_and_hour_and_visitors_read_them(coordinator, client):
    page = add_conference(frequency="unset", weekday=None, starts_on=None, starts_at=None)
    response = send(
        coordinator,
        page,
        "action-publish",
        frequency="monthly",
        weekday="1",
        nth="-1",
        starts_on="2026-11-24",
        starts_at="17:00",
        length_minutes="90",
    )
    assert response.status_code == 302
    html = client.get(page.href).content.decode()
    assert "The last Tuesday of each month, 5 p.m. to 6:30 p.m., Boston time" in html
    assert "December 29" in html


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_on": "2026-12-02"}, "starts_on"),
        ({"length_minutes": ""}, "length_minutes"),
        ({"frequency": "monthly"}, "nth"),
        ({"ends_on": "2026-08-01"}, "ends_on"),
        ({"starts_at": "23:45"}, "starts_at"),
        ({"starts_on": "0001-01-01"}, "starts_on"),
    ],
)
def test_what_contradicts_is_said_beside_its_field_and_nothing_is_saved(coordinator, changes, field):
    page = add_conference()
    before = page.latest_revision_id
    assert field in errors_of(send(coordinator, page, "action-publish", **changes))
    page.refresh_from_db()
    assert page.latest_revision_id == before


def test_a_date_is_cancelled_in_the_editor(coordinator, client):
    page = add_conference()
    row = {"kind": "cancelled", "original_date": "2026-12-01", "reason": "Snow"}
    assert send(coordinator, page, "action-publish", **rows(row)).status_code == 302
    html = client.get(page.href).content.decode()
    assert "<s>Tuesday, December 1</s>" in html and "Snow" in html


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"kind": "cancelled", "original_date": "2026-12-02"}, "0-original_date"),
        ({"kind": "cancelled"}, "0-original_date"),
        ({"kind": "cancelled", "original_date": "2026-12-01", "new_date": "2026-12-02"}, "0-new_date"),
        ({"kind": "moved", "original_date": "2026-12-01"}, "0-new_date"),
        ({"kind": "moved", "original_date": "2026-12-01", "new_date": "2026-12-08"}, "0-new_date"),
        ({"kind": "extra", "original_date": "2026-12-01", "new_date": "2026-12-03"}, "0-original_date"),
        ({"kind": "extra", "new_date": "2026-12-08"}, "0-new_date"),
        ({"kind": "extra", "new_date": "9999-12-31"}, "0-new_date"),
        ({"kind": "extra", "new_date": "not a day"}, "0-new_date"),
        ({"kind": "extra", "new_date": "2026-12-03", "new_time": "01:30"}, "0-new_time"),
    ],
)
def test_a_date_that_does_not_fit_is_said_beside_its_row(coordinator, row, field):
    page = add_conference()
    assert field in errors_of(send(coordinator, page, "action-publish", **rows(row)))
    assert page.exceptions.count() == 0


def test_one_date_twice_is_refused(coordinator):
    page = add_conference()
    twice = [
        {"kind": "cancelled", "original_date": "2026-12-01"},
        {"kind": "moved", "original_date": "2026-12-01", "new_date": "2026-12-02"},
    ]
    assert errors_of(send(coordinator, page, "action-publish", **rows(*twice)))["1-original_date"] == [
        "Another row speaks of this date."
    ]


def test_dates_are_checked_against_the_days_that_the_same_form_gives(coordinator):
    page = add_conference()
    row = {"kind": "cancelled", "original_date": "2026-12-02"}
    wednesdays = {"weekday": "2", "starts_on": "2026-12-02"}
    assert send(coordinator, page, "action-publish", **wednesdays, **rows(row)).status_code == 302


def test_a_date_needs_a_regular_hour_first(coordinator):
    page = add_conference(starts_at=None)
    row = {"kind": "cancelled", "original_date": "2026-12-01"}
    assert "0-kind" in errors_of(send(coordinator, page, "action-publish", **rows(row)))


def test_what_is_past_may_speak_of_an_older_schedule(coordinator, client):
    page = add_conference(cancelled("2026-11-03"))
    assert send(coordinator, page, "action-publish", weekday="2", starts_on="2026-12-02").status_code == 302
    assert "Wednesday, December 2" in client.get(page.href).content.decode()


def test_a_row_that_is_removed_is_not_checked(coordinator):
    page = add_conference(cancelled("2026-12-01"))
    form = editor_form(coordinator, page)
    changes = {"exceptions-0-DELETE": "on", "weekday": "2", "starts_on": "2026-12-02"}
    assert form["exceptions-0-original_date"] == "2026-12-01"
    assert send(coordinator, page, "action-publish", **changes).status_code == 302
    assert page.exceptions.count() == 0


def test_the_editor_shows_the_next_five_dates_as_saved(coordinator):
    page = add_conference(cancelled("2026-12-08", "Snow"))
    html = coordinator.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    for text in ("Tuesday, December 1, 2026", "Tuesday, December 29, 2026", "<strong>Cancelled</strong> (Snow)"):
        assert text in html
    assert "January 12, 2027" not in html


def test_the_editor_says_when_no_date_follows_yet(coordinator):
    page = add_conference(starts_at=None)
    html = coordinator.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "The next five dates stand here once" in html
    index = page.get_parent()
    empty = reverse("wagtailadmin_pages:add", args=["fellowship", "conferencepage", index.pk])
    assert coordinator.get(empty).status_code == 200


def test_the_preview_shows_a_draft_date_and_never_the_joining_link(coordinator):
    page = add_conference(joining_link="https://meet.example.org/Haubentaucher")
    form = editor_form(coordinator, page)
    for name, value in rows({"kind": "cancelled", "original_date": "2026-12-01", "reason": "Wip"}).items():
        form[name] = value
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert coordinator.post(preview, form).json()["is_valid"]
    html = coordinator.get(preview).content.decode()
    assert "Wip" in html and "Haubentaucher" not in html
