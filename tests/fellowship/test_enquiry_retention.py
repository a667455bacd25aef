"""Messages go in their time, and nothing of anybody is left in logs, jobs or history."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import structlog
from django.conf import settings as site_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, ReferenceIndex

from fellowship.enquiry_desk import STATE_SET
from fellowship.models import Enquiry, EnquiryMail, SentForm
from fellowship.retention import delete_on, forget_old_enquiries
from sarcoma_site.core import nightly

from .writers import open_form, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]

NOW = timezone.now()


def made(state: str, days: float, **fields) -> Enquiry:
    enquiry = Enquiry.objects.create(form_data={"name": "Ada"}, sender_email="ada@example.org", state=state, **fields)
    Enquiry.objects.filter(pk=enquiry.pk).update(submit_time=NOW - timedelta(days=days))
    EnquiryMail.objects.create(enquiry=enquiry, kind="office")
    enquiry.refresh_from_db()
    return enquiry


@pytest.mark.parametrize(("state", "days"), [("new", 90), ("answered", 90), ("archived", 90), ("spam", 14)])
def test_each_kind_goes_after_its_days(state, days):
    old, young = made(state, days + 0.01), made(state, days - 0.01)
    held = made(state, days + 1000, is_held=True, hold_reason="Asked for by the office")
    forget_old_enquiries(NOW)
    assert set(Enquiry.objects.all()) == {young, held}
    assert EnquiryMail.objects.count() == 2
    assert delete_on(old) < NOW < delete_on(young)
    assert delete_on(held) is None


def marked(enquiry: Enquiry, days_ago: float, after: str = "spam") -> Enquiry:
    entry = log(enquiry, STATE_SET, data={"before": "new", "after": after}, content_changed=False)
    ModelLogEntry.objects.filter(pk=entry.pk).update(timestamp=NOW - timedelta(days=days_ago))
    return enquiry


def test_what_somebody_marks_as_spam_can_be_taken_back_for_as_many_days():
    young = marked(made("spam", 50), 13.9)
    again = marked(marked(made("spam", 60), 30), 2)
    old, taken_back = marked(made("spam", 50), 14.1), marked(made("spam", 20), 1, after="new")
    late = marked(made("spam", 90.1), 1)
    ends = [delete_on(enquiry) - NOW for enquiry in (young, again, old, taken_back, late)]
    assert [end > timedelta() for end in ends] == [True, True, False, False, False]
    forget_old_enquiries(NOW)
    assert set(Enquiry.objects.all()) == {young, again}


def test_no_mark_keeps_a_message_longer_than_every_other():
    assert delete_on(marked(made("spam", 89), 0)) - NOW <= timedelta(days=1)


def test_the_days_are_settings(settings):
    settings.ENQUIRY_KEEP_DAYS = {"new": 2, "answered": 1, "archived": 1, "spam": 1}
    made("new", 1.5), made("answered", 1.5)
    forget_old_enquiries(NOW)
    assert list(Enquiry.objects.values_list("state", flat=True)) == ["new"]


def test_the_night_does_it_once_and_logs_numbers_only(monkeypatch):
    made("new", 91), made("spam", 15), made("spam", 15)
    SentForm.objects.create(token="t", address="a", sent_at=NOW - timedelta(days=3))
    monkeypatch.setattr(nightly.timezone, "localtime", lambda: NOW.replace(hour=4))
    with structlog.testing.capture_logs() as logged:
        assert nightly.run_nightly_jobs_once()
    entry = next(entry for entry in logged if entry["event"] == "enquiries_forgotten")
    counts = {name: value for name, value in entry.items() if name not in ("event", "log_level")}
    assert counts == {"new": 1, "answered": 0, "archived": 0, "spam": 2, "sent_forms": 1}
    assert not Enquiry.objects.exists()


def test_nothing_of_a_message_is_left_once_it_is_deleted():
    open_form()
    write(name="Wiedehopf", email="wiedehopf@example.org", message="Wiedehopf")
    Enquiry.objects.update(submit_time=NOW - timedelta(days=100))
    forget_old_enquiries(NOW)
    for model in (DBTaskResult, ModelLogEntry, ReferenceIndex, SentForm, EnquiryMail):
        assert "iedehopf" not in json.dumps(list(model.objects.values()), default=str)


def test_no_other_record_of_the_cms_points_to_messages():
    open_form()
    write()
    assert not ReferenceIndex.objects.filter(base_content_type__model__in=["enquiry", "enquirymail"]).exists()
    assert str(Enquiry.objects.get()) == f"Enquiry {Enquiry.objects.get().pk}"


def test_the_privacy_page_says_the_days_of_the_settings(client):
    words = client.get("/privacy/").text
    assert f"{site_settings.ENQUIRY_KEEP_DAYS['new']} days" in words
    assert f"{site_settings.ENQUIRY_KEEP_DAYS['spam']} days" in words


def test_the_example_of_the_environment_shows_the_defaults():
    lines = (Path(site_settings.BASE_DIR) / ".env.example").read_text()
    for state, days in site_settings.ENQUIRY_KEEP_DAYS.items():
        assert f"#ENQUIRY_KEEP_DAYS_{state.upper()}={days}\n" in lines
    for name in ("ENQUIRIES_AN_HOUR_FROM_ONE_ADDRESS", "ENQUIRIES_A_DAY", "ENQUIRY_RECEIPTS_A_DAY"):
        assert f"#{name}={getattr(site_settings, name)}\n" in lines
