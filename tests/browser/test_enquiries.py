"""An applicant writes to the fellowship in a real browser, with and without JavaScript; the coordinator answers."""

import pytest
from django.db import connection
from playwright.sync_api import expect
from wagtail.models import Site

from fellowship import enquiry_guard
from fellowship.models import Enquiry, SentForm
from sarcoma_site.core.models import SiteSettings
from sarcoma_site.core.site_frame import forget_frame

from .axe import faults, faults_by_day_and_by_night
from .html_checker import remarks
from .layout import resize, small_targets, too_wide

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

CONTACT = "/fellowship/contact/"


@pytest.fixture(scope="module", autouse=True)
def open_form(loaded_site, django_db_blocker):
    """The form is open, in what is committed, so that the server's threads know it; afterwards all is as before."""
    with django_db_blocker.unblock():
        record = SiteSettings.objects.filter(site=Site.objects.get())
        record.update(enquiry_recipient="office@hospital.example")
        forget_frame()
        yield
        Enquiry.objects.all().delete()
        SentForm.objects.all().delete()
        record.update(enquiry_recipient="")
        forget_frame()


@pytest.fixture(autouse=True)
def hurried_writers(monkeypatch, settings) -> None:
    """Nobody here needs three seconds to type, and all of them share an address."""
    if connection.vendor == "sqlite":
        pytest.skip("on SQLite the server cannot write while a test's own transaction is open")
    monkeypatch.setattr(enquiry_guard, "LEAST_SECONDS", -10)
    settings.ENQUIRIES_AN_HOUR_FROM_ONE_ADDRESS = 100


def fill(tab, message: str) -> None:
    tab.get_by_label("Your name").fill("Ada Applicant")
    tab.get_by_label("Your e-mail address").fill("ada@applicant.example")
    tab.get_by_label("What it is about").select_option("Interviews")
    tab.get_by_label("Your message").fill(message)


def press_send(tab) -> None:
    tab.get_by_role("button", name="Send your message").click()
    tab.wait_for_load_state()


@pytest.mark.parametrize(
    ("width", "with_script"),
    [
        pytest.param(320, False, id="narrow without JavaScript"),
        pytest.param(1280, True, id="wide with JavaScript"),
        pytest.param(320, True, id="narrow with JavaScript", marks=pytest.mark.slow),
        pytest.param(1280, False, id="wide without JavaScript", marks=pytest.mark.slow),
    ],
)
def test_an_applicant_mends_mistakes_takes_out_health_details_and_is_thanked(open_tab, width, with_script):
    tab = open_tab(width, java_script_enabled=with_script)
    tab.goto(f"{CONTACT}?about=interviews")
    expect(tab.get_by_label("What it is about")).to_have_value("Interviews")
    tab.get_by_label("Your name").fill("Ada Applicant")
    press_send(tab)

    summary = tab.locator(".error-summary")
    expect(summary).to_contain_text("There is a problem")
    if with_script:
        expect(summary).to_be_focused()
    summary.get_by_role("link", name="Your message").click()
    expect(tab.get_by_label("Your message")).to_be_focused()
    expect(tab.get_by_label("Your name")).to_have_value("Ada Applicant")

    fill(tab, "When are the interviews? Could you look at my biopsy?")
    press_send(tab)
    stop = tab.locator(".health-stop")
    expect(stop).to_be_visible()
    for way in ("Appointments", "Refer", "Emergency"):
        expect(stop.get_by_role("link", name=way)).to_be_visible()
    if with_script:
        expect(stop).to_be_focused()

    expect(tab.get_by_label("Your message")).to_have_value("When are the interviews? Could you look at my biopsy?")
    tab.get_by_label("Your message").fill("When are the interviews?")
    press_send(tab)
    expect(tab.get_by_role("heading", level=1)).to_have_text("Thank you. Your message is here.")
    assert tab.url.split("#")[0].endswith(f"{CONTACT}?sent")
    tab.reload()  # Asks for nothing to be sent again.
    expect(tab.get_by_role("heading", level=1)).to_have_text("Thank you. Your message is here.")


def test_every_state_of_the_form_is_sound(open_tab):
    tab = open_tab(360)

    def look(state: str) -> None:
        assert faults_by_day_and_by_night(tab) == [], state
        assert small_targets(tab) == [], state
        resize(tab, 320, 640)
        assert too_wide(tab) == [], state
        resize(tab, 1280, 800)
        assert faults(tab) == [], state
        resize(tab, 360, 740)

    tab.goto(CONTACT)
    look("open")
    press_send(tab)
    look("mistakes")
    fill(tab, "MRN 123456 and my biopsy and my pathology report" + "w" * 200)
    press_send(tab)
    look("health")
    tab.goto(f"{CONTACT}?sent")
    look("thanks")


@pytest.mark.slow
def test_every_state_of_the_form_is_valid_html(open_tab, tmp_path):
    tab = open_tab(360, java_script_enabled=False)
    tab.goto(CONTACT)
    pages = {"open.html": tab.content()}
    press_send(tab)
    pages["mistakes.html"] = tab.content()
    fill(tab, "MRN 123456 and my biopsy")
    press_send(tab)
    tab.locator(".health-stop").wait_for()
    pages["health.html"] = tab.content()
    tab.goto(f"{CONTACT}?sent")
    pages["thanks.html"] = tab.content()
    assert remarks(pages, tmp_path) == []


def test_nobody_tabs_into_the_trap(open_tab):
    tab = open_tab(1280)
    tab.goto(CONTACT)
    tab.get_by_label("Your message").focus()
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("button", name="Send your message")).to_be_focused()


def test_the_coordinator_reads_and_answers_it(open_tab, coordinator):
    applicant = open_tab(1280, locale="en-US")
    applicant.goto(CONTACT)
    fill(applicant, "Which day does the year start?")
    press_send(applicant)
    tab = coordinator(1280)
    tab.goto("/admin/fellowship/enquiries/")
    assert faults(tab) == []
    tab.locator(".enq-list").get_by_role("link", name="Ada Applicant").first.click()
    expect(tab.get_by_text("Which day does the year start?")).to_be_visible()
    assert faults(tab) == []
    tab.get_by_role("button", name="Mark as answered").click()
    expect(tab.get_by_text("Marked as answered.")).to_be_visible()


def test_the_screens_work_on_a_phone_without_javascript(open_tab, coordinator):
    applicant = open_tab(360, java_script_enabled=False, locale="en-US")
    applicant.goto(CONTACT)
    fill(applicant, "A question from a phone")
    press_send(applicant)
    tab = coordinator(360, java_script_enabled=False)
    tab.goto("/admin/fellowship/enquiries/")
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    tab.locator(".enq-list").get_by_role("link").first.click()
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    tab.get_by_role("button", name="Archive").click()
    expect(tab.get_by_text("Archived.")).to_be_visible()
