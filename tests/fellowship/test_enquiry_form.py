"""Writing to the fellowship: what the page offers, what it takes, what it sends back with everything still there."""

import re

import pytest
from django.core import mail
from django.test import Client
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, PageViewRestriction, Site

from fellowship.enquiry_guard import STAMP
from fellowship.models import Enquiry, EnquiryField, EnquiryMail, EnquiryPage, SentForm
from sarcoma_site.core.models import NavigationItem, SiteApproval
from sarcoma_site.core.site_frame import forget_frame
from tests.jobs import do_waiting_jobs
from tests.site.queries import assert_frugal, queries_of

from .writers import ADDRESS, ANSWERS, last, open_form, stamp_of, visitor, write

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("loaded_site")]


@pytest.fixture
def open_() -> None:
    open_form()


def nothing_is_kept() -> bool:
    return not (Enquiry.objects.exists() or EnquiryMail.objects.exists() or DBTaskResult.objects.exists())


# --- The page ---------------------------------------------------------------------------------------------------


def test_the_form_begins_with_what_not_to_send(open_):
    form = re.search(r"<form[^>]*enquiry-form.*?</form>", visitor().get(ADDRESS).text, re.DOTALL)[0]
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", form)).strip()
    assert words.startswith("Please send no health information.")
    assert words.index("Your name") < words.index("Your e-mail address") < words.index("Your message")
    assert "after 90 days" in words


def test_browsers_are_told_what_a_field_is_for(open_):
    html = visitor().get(ADDRESS).text
    assert re.search(r'<input[^>]*name="name"[^>]*autocomplete="name"', html)
    assert re.search(r'<input[^>]*name="email"[^>]*autocomplete="email"', html)
    assert not re.search(r'type="(file|date)"', html)


@pytest.mark.parametrize("query", ["", "?sent", "?about=salary"])
def test_no_cache_keeps_the_page(open_, query):
    assert "no-store" in visitor().get(ADDRESS + query).headers["Cache-Control"]


def test_the_page_keeps_its_budget_open_or_closed(client, settings):
    assert_frugal(queries_of(client, settings, ADDRESS), 10, ADDRESS)
    open_form()
    client = visitor()
    assert_frugal(queries_of(client, settings, ADDRESS), 10, ADDRESS)
    assert "enquiry-form" in client.get(ADDRESS).text


def test_a_cookie_comes_with_the_form_only(open_):
    client = visitor()
    client.get(f"{ADDRESS}?sent")
    assert not client.cookies
    client.get(ADDRESS)
    assert list(client.cookies) == ["csrftoken"]


# --- Closed -----------------------------------------------------------------------------------------------------


def test_without_a_recipient_the_form_is_closed_and_refuses():
    page, answer = visitor().get(ADDRESS), write()
    for response in (page, answer):
        assert "This form is closed for now" in response.text
        assert 'name="message"' not in response.text
    assert answer.status_code == 403
    assert nothing_is_kept()
    assert not page.cookies


@pytest.mark.parametrize("change", [{"required": False}, {"field_type": "singleline"}, None])
def test_a_form_that_asks_for_no_address_is_closed(open_, change):
    rows = EnquiryField.objects.filter(clean_name="email")
    rows.update(**change) if change else EnquiryField.objects.all().delete()
    for response in (visitor().get(ADDRESS), write()):
        assert "does not yet ask for an address" in response.text
    assert nothing_is_kept()


@pytest.mark.parametrize("where", ["the host", "SITE_URL"])
def test_a_demonstration_elsewhere_is_closed_and_an_approved_site_open(settings, where):
    open_form()
    client = visitor()
    if where == "the host":
        client = Client(SERVER_NAME="testserver")
    else:
        settings.SITE_URL = "https://sarcoma.example.org"
    assert "the site is a demonstration" in client.get(ADDRESS).text
    assert "the site is a demonstration" in write(client).text
    assert nothing_is_kept()
    SiteApproval.objects.update_or_create(
        site=Site.objects.get(), defaults={"approved_by": "Somebody", "approved_on": "2026-11-01"}
    )
    forget_frame()
    assert 'name="message"' in client.get(ADDRESS).text
    assert write(client).status_code == 302


# --- Sending ----------------------------------------------------------------------------------------------------


def test_a_message_is_kept_and_its_sender_thanked_at_an_address_that_says_nothing(open_):
    response = write()
    assert response.status_code == 302
    assert response.url == f"{ADDRESS}?sent"
    enquiry = last()
    assert enquiry.answers == [
        ("Your name", "Ada Applicant"),
        ("Your e-mail address", "ada@applicant.example"),
        ("What it is about", "Interviews"),
        ("Your message", "When are the interviews?\nI published on biopsy techniques."),
    ]
    assert (enquiry.sender_name, enquiry.sender_email, enquiry.about) == (
        "Ada Applicant",
        "ada@applicant.example",
        "Interviews",
    )
    assert enquiry.state == Enquiry.State.NEW
    thanks = visitor().get(response.url).text
    assert "Thank you. Your message is here." in thanks
    assert "Ada" not in thanks


def test_it_is_kept_before_any_mail_is_tried(open_):
    write()
    assert mail.outbox == []
    assert set(last().mails.values_list("state", flat=True)) == {"waiting"}
    do_waiting_jobs()
    assert len(mail.outbox) == 2
    assert set(last().mails.values_list("state", flat=True)) == {"sent"}


def test_the_same_form_sent_five_times_is_one_message(open_):
    client, stamp = visitor(), stamp_of(60)
    answers = [write(client, **{STAMP: stamp}) for _ in range(5)]
    assert {answer.url for answer in answers} == {f"{ADDRESS}?sent"}
    assert Enquiry.objects.count() == 1
    assert SentForm.objects.count() == 1


def test_a_form_without_its_token_is_refused(open_):
    assert write(visitor(enforce_csrf_checks=True)).status_code == 403
    assert nothing_is_kept()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("email", "", "so that we can answer"),
        ("email", "ada@", "valid email"),
        ("email", "ada@applicant.example\r\nBcc: all@example.org", "valid email"),
        ("email", "a" * 300 + "@example.org", "at most 254"),
        ("name", "", "Fill this in."),
        ("name", "Ada\r\nBcc: all@example.org", "in one line"),
        ("name", "A" * 201, "at most 200"),
        ("name", "Ada\0", "Null characters"),
        ("about", "Not a choice", "valid choice"),
        ("about", "", "Choose one."),
        ("message", "", "Write your message."),
        ("message", "x" * 5001, "at most 5000"),
        ("message", "bell\x07", "special characters"),
    ],
)
def test_a_mistake_is_said_at_the_top_and_beside_its_field_and_nothing_is_lost(open_, field, value, said):
    response = write(**{field: value})
    assert response.status_code == 422
    assert nothing_is_kept()
    html = response.text
    assert "There is a problem" in html
    assert "<title>Not sent yet: " in html
    assert re.search(rf'<a href="#id_{field}">[^<]*{said}', html)
    assert re.search(rf'<p class="field__error" id="id_{field}_error".*?{said}', html, re.DOTALL)
    for name in {"name", "email", "message"} - {field}:
        assert ANSWERS[name].split("\r\n")[0] in html
    assert html.index("There is a problem") < html.index('name="name"')


def test_a_line_break_counts_once(open_):
    assert write(message="x\r\n" * 2500).status_code == 302


def test_fields_that_nobody_asked_for_are_left_out(open_):
    write(state="answered", assigned_to="1", is_held="on", page="1", x="y" * 1000)
    assert set(last().form_data) == set(ANSWERS)
    assert last().state == Enquiry.State.NEW


def test_what_was_typed_is_shown_as_text(open_):
    response = write(email="", message='"><script>alert(1)</script>')
    assert "<script>alert" not in response.text
    assert "&lt;script&gt;" in response.text


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded", b"name=%ff%fe&email=%00"),
        ("application/x-www-form-urlencoded; charset=utf-16", b"name=a"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("multipart/form-data", b"no boundary"),
        ("application/json", b'{"name": 1}'),
        ("text/plain", b"name=a"),
    ],
)
def test_a_body_in_a_wrong_form_gets_a_clear_answer(open_, content_type, body):
    response = visitor(raise_request_exception=False).generic("POST", ADDRESS, body, content_type=content_type)
    assert response.status_code in (400, 422)
    assert "<h1" in response.text
    assert nothing_is_kept()


# --- What it is about -------------------------------------------------------------------------------------------


def chosen(html: str) -> list[str]:
    return re.findall(r'<option value="([^"]*)" selected>', html)


def test_a_link_chooses_what_the_question_is_about(open_):
    html = visitor().get(f"{ADDRESS}?about=salary").text
    assert chosen(html) == ["Salary"]
    assert re.search(r'action="/fellowship/contact/\?about=salary"', html)
    assert write(query="?about=salary", about="Salary").status_code == 302
    assert last().about == "Salary"


def test_a_link_may_name_one_of_the_choices(open_):
    assert chosen(visitor().get(f"{ADDRESS}?about=pay-leave-and-benefits").text) == ["Pay, leave and benefits"]


@pytest.mark.parametrize("key", ["nothing-known", "%00", "%22%3E%3Cscript%3E", "x" * 3000, "", "%0d%0aSet-Cookie:a=b"])
def test_a_topic_that_nobody_knows_is_left_alone(open_, key):
    response = visitor().get(f"{ADDRESS}?about={key}")
    assert response.status_code == 200
    assert chosen(response.text) in ([], [""])
    assert "<script>" not in response.text


def test_the_topic_of_a_line_of_text_is_written_into_it(open_):
    page = EnquiryPage.objects.get()
    page.form_fields.filter(clean_name="about").update(field_type="singleline")
    assert 'value="Salary"' in visitor().get(f"{ADDRESS}?about=salary").text


# --- Health details ---------------------------------------------------------------------------------------------


def test_health_details_stop_and_show_the_way_and_keep_nothing(open_, caplog):
    text = "I would like to ask about my biopsy. MRN 123456."
    with caplog.at_level("DEBUG"):
        response = write(message=text)
    html = response.text
    assert response.status_code == 422
    assert nothing_is_kept()
    assert not SentForm.objects.exists()
    for way in ("/appointments/", "/refer/", "/emergency/"):
        assert f'<li><a class="more-link" href="{way}">' in html
    assert '<mark class="health-stop__phrase">my biopsy</mark>' in html
    assert text in html  # It is still in the form.
    logged = " ".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert "biopsy" not in logged
    assert "123456" not in logged


def test_the_ways_to_care_do_not_hang_on_the_navigation(open_):
    NavigationItem.objects.all().delete()
    PageViewRestriction.objects.create(page=Page.objects.get(slug="refer"), restriction_type="login")
    html = write(message="my biopsy").text
    for way in ("/appointments/", "/emergency/"):
        assert f'<li><a class="more-link" href="{way}">' in html
    assert 'href="/refer/"' not in html


def test_without_a_page_to_lead_to_the_stop_promises_none(open_):
    Page.objects.filter(slug__in=["appointments", "refer", "emergency"]).update(live=False)
    html = write(message="my biopsy").text
    assert "these ways lead" not in html
    assert 'call <a href="tel:911">911</a>' in html


def test_without_the_details_the_writer_goes_on(open_):
    stopped = write(message="Ask about my biopsy and the interviews")
    stamp = re.search(rf'name="{STAMP}" value="([^"]+)"', stopped.text)[1]
    assert write(message="Ask about the interviews", **{STAMP: stamp}).status_code == 302


def test_details_are_looked_for_in_every_field(open_):
    assert write(name="Ada, MRN 123456").status_code == 422
    assert write(email="my-biopsy@example.org").status_code == 302


# --- The fields that staff set ----------------------------------------------------------------------------------


def test_staff_change_the_fields_and_old_messages_stay_readable(open_):
    write()
    old = last()
    page = EnquiryPage.objects.get()
    page.form_fields.filter(clean_name="message").update(label="Your question", required=False)
    page.form_fields.filter(clean_name="name").delete()
    html = visitor().get(ADDRESS).text
    assert "Your question" in html
    assert "(optional)" in html
    assert write(name=None, message="").status_code == 302
    assert last().sender_name == ""
    old.refresh_from_db()
    assert old.answers[0] == ("Your name", "Ada Applicant")


def test_a_box_to_tick_is_asked_and_kept(open_):
    page = EnquiryPage.objects.get()
    EnquiryField.objects.create(page=page, label="I may be called", field_type="checkbox", required=False, sort_order=9)
    assert 'type="checkbox"' in visitor().get(ADDRESS).text
    write(i_may_be_called="on")
    assert last().answers[-1] == ("I may be called", "Yes")
    write()
    assert last().answers[-1] == ("I may be called", "No")


def test_a_field_may_have_any_name(open_):
    page = EnquiryPage.objects.get()
    for label in ("Questions", "Clean", "Data", "Errors", "Page", "User", "Meanings"):
        EnquiryField.objects.create(page=page, label=label, field_type="singleline", required=False, sort_order=9)
    assert visitor().get(ADDRESS).status_code == 200
    assert write(questions="What?", clean="Yes").status_code == 302
    assert ("Questions", "What?") in last().answers


def test_messages_outlive_their_page(open_):
    write()
    EnquiryPage.objects.get().delete()
    assert last().answers[0] == ("Your name", "Ada Applicant")
