"""Changing one date from the coordinator's desk: seen at once, noted, undone, and nobody's draft published with it."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import PageLogEntry, Revision

from fellowship.conference_changes import CannotChange, add_change
from fellowship.conference_week import this_week
from fellowship.models import ConferencePage
from sarcoma_site.core.staff_groups import COORDINATOR, EDITOR, PUBLISHER, REVIEWER
from tests.staff import staff_client

from .made_conferences import add_conference, cancelled, day, extra, moved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site"), pytest.mark.sqlite_later]

WEEK = reverse("conference_week")
TODAY = day("2026-11-26")


@pytest.fixture(autouse=True)
def thursday(set_clock):
    set_clock("2026-11-26T12:00")


@pytest.fixture
def coordinator():
    return staff_client(COORDINATOR)


def screen(name: str, page: ConferencePage, **query) -> str:
    return reverse(f"conference_{name}", args=[page.pk], query=query or None)


def seen(client, page: ConferencePage) -> str:
    return client.get(page.href).content.decode()


def fresh(page: ConferencePage) -> ConferencePage:
    return ConferencePage.objects.get(pk=page.pk)


# --- The list ---------------------------------------------------------------------------------------------------


def test_the_desk_learns_of_this_week(coordinator):
    add_conference(cancelled("2026-12-01"), title="Made board")
    add_conference(title="Made club", weekday=4, starts_on=day("2026-09-04"))
    add_conference(title="Made later", starts_on=day("2026-12-08"))
    found = [(each.day.isoformat(), each.plan.title, each.state) for each in this_week(TODAY)]
    assert found == [("2026-11-27", "Made club", ""), ("2026-12-01", "Made board", "cancelled")]


def test_the_week_lists_two_weeks_with_a_button_for_each_job(coordinator):
    page = add_conference(cancelled("2026-12-01", "Snow"), title="Made board")
    html = coordinator.get(WEEK).content.decode()
    assert "Tuesday, December 1" in html and "Snow" in html
    assert screen("cancel", page, day="2026-12-08") in html and screen("move", page, day="2026-12-08") in html
    assert screen("take_back", page, change="regular-2026-12-01") in html
    assert screen("cancel", page, day="2026-12-01") not in html
    assert screen("extra", page) in html
    assert "December 15" not in html
    assert "December 15" in coordinator.get(f"{WEEK}?from=2026-12-10").content.decode()


def test_before_any_hour_is_stated_the_week_says_what_to_do(coordinator):
    html = coordinator.get(WEEK).content.decode()
    assert "No conference has a day and hour yet." in html
    assert "Journal club" in html


@pytest.mark.parametrize("asked", ["", "\x00", "2026-02-30", "2020-01-01", "9999-12-31", "x" * 4000, "0001-01-01"])
def test_an_odd_first_day_is_today(coordinator, asked):
    add_conference()
    response = coordinator.get(WEEK, {"from": asked})
    assert response.status_code == 200 and response.context["first"] == TODAY


# --- Cancel, move, add ------------------------------------------------------------------------------------------


def test_a_date_is_cancelled_for_visitors_and_calendars_at_once(coordinator, client):
    page = add_conference(title="Made board")
    asked = coordinator.get(screen("cancel", page, day="2026-12-08"))
    assert asked.context["form"]["day"].value() == "2026-12-08"
    response = coordinator.post(screen("cancel", page), {"day": "2026-12-08", "reason": "Snow"}, follow=True)
    assert response.redirect_chain == [(WEEK, 302)]
    assert "Made board”, Tuesday, December 8, 2026: cancelled. Visitors see it now." in response.content.decode()
    assert "<s>Tuesday, December 8</s>" in seen(client, page) and "Snow" in seen(client, page)
    assert b"STATUS:CANCELLED" in client.get(f"{page.href}calendar.ics").content


def test_a_date_is_moved(coordinator, client):
    page = add_conference()
    form = {"day": "2026-12-08", "new_date": "2026-12-10", "new_time": "17:30", "new_place": "Library", "reason": ""}
    assert coordinator.post(screen("move", page), form).status_code == 302
    html = seen(client, page)
    assert "Moved to Thursday, December 10, 5:30 p.m." in html and "Library" in html


def test_an_extra_date_is_added(coordinator, client):
    page = add_conference()
    assert coordinator.post(screen("extra", page), {"new_date": "2026-12-03", "reason": "Guest"}).status_code == 302
    assert "Extra date" in seen(client, page) and "Guest" in seen(client, page)


@pytest.mark.parametrize(
    ("name", "form", "field"),
    [
        ("cancel", {}, "day"),
        ("cancel", {"day": "2026-12-09"}, "day"),
        ("cancel", {"day": "\x00"}, "day"),
        ("cancel", {"day": "2026-12-08", "reason": "x" * 161}, "reason"),
        ("cancel", {"day": "2026-12-08", "reason": "a\x00b"}, "reason"),
        ("move", {"day": "2026-12-08"}, "new_date"),
        ("move", {"day": "2026-12-08", "new_date": "2026-12-08"}, "new_date"),
        ("move", {"day": "2026-12-08", "new_date": "2026-12-15"}, "new_date"),
        ("move", {"day": "2026-12-08", "new_date": "9999-12-31"}, "new_date"),
        ("move", {"day": "2026-12-08", "new_date": "2026-12-09", "new_time": "25:00"}, "new_time"),
        ("move", {"day": "2026-12-08", "new_date": "2026-12-09", "new_time": "02:30"}, "new_time"),
        ("extra", {}, "new_date"),
        ("extra", {"new_date": "2026-12-08"}, "new_date"),
        ("extra", {"new_date": "0001-01-01"}, "new_date"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_changes_nothing(coordinator, name, form, field):
    page = add_conference()
    response = coordinator.post(screen(name, page), form)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert fresh(page).exceptions.count() == 0 and fresh(page).latest_revision_id == page.latest_revision_id


def test_a_date_is_changed_once(coordinator):
    page = add_conference(extra("2026-12-03"))
    assert coordinator.post(screen("cancel", page), {"day": "2026-12-08"}).status_code == 302
    again = coordinator.post(screen("move", page), {"day": "2026-12-08", "new_date": "2026-12-09"})
    assert "day" in again.context["form"].errors
    twice = coordinator.post(screen("extra", page), {"new_date": "2026-12-03", "new_time": "10:00"})
    assert "changed already" in str(twice.context["form"].errors["new_date"])
    assert fresh(page).exceptions.count() == 2


def test_two_people_at_once_do_not_change_a_date_twice(coordinator):
    page = add_conference()
    add_change(page.pk, cancelled("2026-12-08"), coordinator.staff)
    with pytest.raises(CannotChange, match="changed already"):
        add_change(page.pk, moved("2026-12-08", "2026-12-09"), coordinator.staff)


# --- Take back --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (cancelled("2026-12-08", "Snow"), "regular-2026-12-08"),
        (moved("2026-12-08", "2026-12-10"), "regular-2026-12-08"),
        (extra("2026-12-03"), "extra-2026-12-03"),
    ],
)
def test_a_change_is_taken_back(coordinator, client, change, name):
    page = add_conference(change)
    untouched = seen(client, add_conference(title=page.title))
    asked = coordinator.get(screen("take_back", page, change=name)).content.decode()
    assert f'value="{name}" required checked' in asked
    assert coordinator.post(screen("take_back", page), {"change": name}).status_code == 302
    assert fresh(page).exceptions.count() == 0
    dates = seen(client, page).split("Next dates")[1].split("calendar.ics")[0]
    assert dates.count("<li") == untouched.split("Next dates")[1].split("calendar.ics")[0].count("<li")


@pytest.mark.parametrize("sent", ["", "regular-2026-12-01", "\x00", "extra-2026-12-08", "9" * 4000])
def test_taking_back_what_is_not_there_changes_nothing(coordinator, sent):
    page = add_conference(cancelled("2026-12-08"))
    assert coordinator.post(screen("take_back", page), {"change": sent}).status_code == 302
    assert fresh(page).exceptions.count() == 1


def test_with_nothing_to_take_back_the_screen_says_so(coordinator):
    page = add_conference(cancelled("2026-11-03"))
    assert "is changed from today on" in coordinator.get(screen("take_back", page)).content.decode()


# --- Other people's work ----------------------------------------------------------------------------------------


def test_what_somebody_has_in_work_stays_a_draft_and_has_the_change_too(coordinator, client):
    page = add_conference(title="Made board")
    author = get_user_model().objects.create_user("author")
    draft = fresh(page)
    draft.led_by = "Wip"
    draft.save_revision(user=author, log_action=True)
    coordinator.post(screen("cancel", page), {"day": "2026-12-08", "reason": "Snow"})
    html = seen(client, page)
    assert "Snow" in html and "Wip" not in html
    page = fresh(page)
    assert page.has_unpublished_changes
    latest = page.get_latest_revision_as_object()
    assert latest.led_by == "Wip"
    assert [row.change.key for row in latest.exceptions.all()] == [cancelled("2026-12-08").key]
    latest.save_revision().publish()
    html = seen(client, page)
    assert "Snow" in html and "Wip" in html and fresh(page).exceptions.count() == 1


def test_taking_back_reaches_the_draft_too(coordinator, client):
    page = add_conference(cancelled("2026-12-08", "Snow"))
    draft = fresh(page)
    draft.led_by = "Wip"
    draft.save_revision()
    coordinator.post(screen("take_back", page), {"change": "regular-2026-12-08"})
    latest = fresh(page).get_latest_revision_as_object()
    assert latest.led_by == "Wip" and latest.exceptions.count() == 0
    assert "Snow" not in seen(client, page)


def test_a_draft_with_other_days_is_left_as_it_is_and_said(coordinator):
    page = add_conference()
    draft = fresh(page)
    draft.weekday, draft.starts_on = 2, day("2026-12-02")
    draft.save_revision()
    response = coordinator.post(screen("cancel", page), {"day": "2026-12-08"}, follow=True)
    html = response.content.decode()
    assert "The unpublished version was left as it is" in html and "is not one of the conference’s days" in html
    latest = fresh(page).get_latest_revision_as_object()
    assert latest.weekday == 2 and latest.exceptions.count() == 0
    assert fresh(page).exceptions.count() == 1


def refused(coordinator, page: ConferencePage) -> str:
    """What the screens say of a closed page; a POST changes nothing there."""
    before = fresh(page).latest_revision_id
    assert coordinator.post(screen("cancel", page), {"day": "2026-12-08"}).status_code == 422
    assert fresh(page).exceptions.count() == 0 and fresh(page).latest_revision_id == before
    return coordinator.get(screen("cancel", page)).content.decode()


def test_a_page_that_waits_for_approval_is_closed(coordinator):
    page = add_conference()
    page.get_workflow().start(page, staff_client(EDITOR).staff)
    assert "waits for approval" in refused(coordinator, page)


def test_a_page_with_a_scheduled_version_is_closed(coordinator):
    page = add_conference()
    draft = fresh(page)
    draft.go_live_at = datetime.datetime(2026, 12, 24, tzinfo=datetime.UTC)
    draft.save_revision().publish()
    assert Revision.objects.for_instance(page).exclude(approved_go_live_at=None).exists()
    assert "is scheduled" in refused(coordinator, page)


def test_a_locked_page_is_closed(coordinator):
    page = add_conference()
    ConferencePage.objects.filter(pk=page.pk).update(locked=True, locked_by=staff_client(PUBLISHER).staff)
    assert "is locked" in refused(coordinator, page)


def test_a_page_without_an_hour_is_closed(coordinator):
    assert "no day and hour yet" in refused(coordinator, add_conference(starts_at=None))


def test_a_draft_is_no_conference_to_change(coordinator):
    page = add_conference()
    page.unpublish()
    for name in ("cancel", "move", "extra", "take_back"):
        assert coordinator.get(screen(name, page)).status_code == 404
        assert coordinator.post(screen(name, page), {"day": "2026-12-08"}).status_code == 404


# --- Who and what was noted -------------------------------------------------------------------------------------


def test_who_changed_which_date_stands_in_the_history(coordinator):
    page = add_conference()
    coordinator.post(screen("cancel", page), {"day": "2026-12-08"})
    coordinator.post(screen("take_back", page), {"change": "regular-2026-12-08"})
    said = [
        entry.data["said"]
        for entry in PageLogEntry.objects.filter(page=page.pk, action="fellowship.change_conference_date").order_by(
            "pk"
        )
    ]
    assert said == ["Tuesday, December 8, 2026: cancelled", "taken back: Tuesday, December 8, 2026: cancelled"]
    assert fresh(page).latest_revision.user == coordinator.staff
    history = coordinator.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Changed a date. Tuesday, December 8, 2026: cancelled" in history


@pytest.mark.parametrize("group", [EDITOR, REVIEWER])
def test_whoever_may_not_publish_conferences_is_sent_away(group):
    page = add_conference()
    client = staff_client(group)
    for address in (WEEK, *(screen(name, page) for name in ("cancel", "move", "extra", "take_back"))):
        assert client.get(address).url == reverse("wagtailadmin_home")
    client.post(screen("cancel", page), {"day": "2026-12-08"})
    assert fresh(page).exceptions.count() == 0


def test_the_menu_leads_there_for_those_who_may(coordinator):
    home = reverse("wagtailadmin_home")
    assert WEEK in coordinator.get(home).content.decode()
    assert WEEK not in staff_client(EDITOR).get(home).content.decode()
