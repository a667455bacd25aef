"""The coordinator reads, answers, keeps and deletes messages; whoever has no right learns nothing of them."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from fellowship.enquiry_desk import new_enquiries, unsent_mail
from fellowship.models import Enquiry, EnquiryMail, EnquiryPage
from fellowship.retention import forget_old_enquiries
from sarcoma_site.core.staff_groups import ADMINISTRATOR, COORDINATOR, EDITOR, PUBLISHER, REVIEWER
from tests.jobs import do_waiting_jobs
from tests.staff import editor_form, send, staff_client

from .writers import ADDRESS, last, open_form, visitor, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]

LIST = "/admin/fellowship/enquiries/"


def made(number: int = 1, **fields) -> Enquiry:
    words = {"name": f"Ada Number {number}", "message": f"Question {number}: <b>when?</b>"}
    standard = {
        "form_data": words,
        "asked": [["name", "Your name", "singleline"], ["message", "Your message", "multiline"]],
        "sender_name": words["name"],
        "sender_email": f"ada{number}@example.org",
        "about": "Interviews",
        "search_words": f"ada number {number} question when",
    }
    return Enquiry.objects.create(**(standard | fields))


@pytest.fixture
def coordinator() -> Client:
    return staff_client(COORDINATOR)


def address(enquiry: Enquiry) -> str:
    return reverse("enquiry", args=[enquiry.pk])


def decide(client: Client, enquiry: Enquiry, do: str, **fields):
    response = client.post(address(enquiry), {"do": do} | fields, follow=True)
    if Enquiry.objects.filter(pk=enquiry.pk).exists():
        enquiry.refresh_from_db()
    return response


# --- The list ---------------------------------------------------------------------------------------------------


def test_new_messages_are_shown_first_with_counts_of_all(coordinator):
    made(1), made(2, state="answered"), made(3, state="spam")
    html = coordinator.get(LIST).text
    assert "Ada Number 1" in html
    assert "Ada Number 2" not in html
    counts = re.findall(r'class="pub-tab"[^>]*>([A-Z]\w+) <span class="pub-tab__number">(\d+)', html, re.DOTALL)
    assert counts == [("New", "1"), ("Answered", "1"), ("Archived", "0"), ("Spam", "1"), ("All", "3")]
    assert "Ada Number 3" in coordinator.get(f"{LIST}?state=spam").text
    assert coordinator.get(f"{LIST}?state=all").text.count("Ada Number") == 3


@pytest.mark.parametrize(
    ("words", "found"), [("number 2", [2]), ("NÜMBER", [1, 2, 3]), ("ada 3", [3]), ("question 1", [1]), ("nobody", [])]
)
def test_messages_are_found_by_any_of_their_words(coordinator, words, found):
    for number in (1, 2, 3):
        made(number)
    html = coordinator.get(LIST, {"q": words}).text
    assert [number for number in (1, 2, 3) if f"Ada Number {number}" in html] == found


def test_messages_are_listed_by_who_answers(coordinator):
    colleague = staff_client(PUBLISHER).staff
    made(1), made(2, assigned_to=coordinator.staff), made(3, assigned_to=colleague)
    for assigned, number in (("nobody", 1), ("me", 2), (str(colleague.pk), 3)):
        html = coordinator.get(LIST, {"assigned": assigned}).text
        assert [name for name in (1, 2, 3) if f"Ada Number {name}" in html] == [number]


@pytest.mark.parametrize(
    "query",
    ["?state=nothing", "?assigned=x", "?assigned=99999999999999999999", "?p=0", "?p=x", "?q=%00", "?q=" + "x" * 3000,
     "?assigned=%C2%B2", "?state=all&p=99999"],
)  # fmt: skip
def test_odd_parameters_get_a_sensible_list(coordinator, query):
    made()
    assert coordinator.get(LIST + query).status_code == 200


def test_the_list_asks_as_often_for_three_as_for_twenty(coordinator):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            coordinator.get(LIST)
        return len(queries)

    for number in range(3):
        EnquiryMail.objects.create(enquiry=made(number, assigned_to=coordinator.staff), kind="office")
    asked()
    few = asked()
    for number in range(3, 20):
        EnquiryMail.objects.create(enquiry=made(number, assigned_to=coordinator.staff), kind="office")
    assert asked() == few


def test_an_empty_list_says_what_will_stand_there(coordinator):
    assert "Nothing new." in coordinator.get(LIST).text
    assert "None of these messages fits." in coordinator.get(f"{LIST}?q=x").text


# --- One message ------------------------------------------------------------------------------------------------


def test_a_message_is_read_as_text_and_answered_by_mail(coordinator):
    enquiry = made()
    response = coordinator.get(address(enquiry))
    assert "Question 1: &lt;b&gt;when?&lt;/b&gt;" in response.text
    assert re.search(r'href="mailto:ada1@example.org\?subject=Your%20message%20to%20the[^"&]*"', response.text)
    assert "no-store" in response.headers["Cache-Control"]


def test_an_address_cannot_write_more_into_the_mail(coordinator):
    enquiry = made(sender_email="ada?cc=victim&x%0a@example.org")
    html = coordinator.get(address(enquiry)).text
    assert 'href="mailto:ada%3Fcc%3Dvictim%26x%250a@example.org?subject=' in html


@pytest.mark.parametrize("state", ["answered", "archived", "spam"])
def test_a_message_is_put_aside_and_taken_back(coordinator, state):
    enquiry = made()
    assert new_enquiries(coordinator.staff) == 1
    assert "Open it again" in decide(coordinator, enquiry, state).text
    assert enquiry.state == state
    assert (enquiry.answered_at is not None) == (state == "answered")
    assert new_enquiries(coordinator.staff) == 0
    decide(coordinator, enquiry, "new")
    assert (enquiry.state, enquiry.answered_at) == ("new", None)


def test_an_old_message_that_is_marked_as_spam_is_still_there_in_the_morning(coordinator):
    enquiry = made()
    Enquiry.objects.filter(pk=enquiry.pk).update(submit_time=timezone.now() - timedelta(days=40))
    decide(coordinator, enquiry, "spam")
    forget_old_enquiries()
    assert coordinator.get(address(enquiry)).status_code == 200
    decide(coordinator, enquiry, "new")
    assert enquiry.state == "new"


def test_a_message_is_given_to_a_colleague_with_a_note(coordinator):
    enquiry = made()
    decide(coordinator, enquiry, "keep", assigned_to=coordinator.staff.pk, note="Asked the director")
    assert enquiry.assigned_to == coordinator.staff
    html = coordinator.get(address(enquiry)).text
    assert "Asked the director" in html
    decide(coordinator, enquiry, "keep", assigned_to="", note="")
    assert (enquiry.assigned_to, enquiry.note) == (None, "")


def test_it_is_given_only_to_people_who_may_read_it(coordinator):
    editor, publisher = staff_client(EDITOR).staff, staff_client(PUBLISHER).staff
    away = get_user_model().objects.create_user("away", is_active=False)
    away.groups.set(publisher.groups.all())
    enquiry = made()
    for user in (editor, away):
        response = decide(coordinator, enquiry, "keep", assigned_to=user.pk, note="typed")
        assert response.status_code == 422
        assert "typed" in response.text
        assert enquiry.assigned_to is None
    decide(coordinator, enquiry, "keep", assigned_to=publisher.pk)
    assert enquiry.assigned_to == publisher


@pytest.mark.parametrize("how", ["deactivated", "left the group"])
def test_a_note_takes_a_message_from_nobody_who_answers_no_longer(coordinator, how):
    colleague = staff_client(PUBLISHER).staff
    enquiry = made(assigned_to=colleague)
    if how == "deactivated":
        get_user_model().objects.filter(pk=colleague.pk).update(is_active=False)
    else:
        colleague.groups.clear()
    html = coordinator.get(address(enquiry)).text
    chosen = re.search(rf'<option value="{colleague.pk}" selected>([^<]+)</option>', html)
    assert chosen[1].endswith("(no longer answers)")
    decide(coordinator, enquiry, "keep", assigned_to=colleague.pk, note="Waits for the director")
    assert (enquiry.assigned_to, enquiry.note) == (colleague, "Waits for the director")
    assert decide(coordinator, made(2), "keep", assigned_to=colleague.pk).status_code == 422
    decide(coordinator, enquiry, "keep", assigned_to=coordinator.staff.pk, note="")
    html = coordinator.get(address(enquiry)).text
    assert enquiry.assigned_to == coordinator.staff
    assert "no longer answers" not in html


def test_a_message_is_kept_longer_with_a_reason_and_then_cannot_be_deleted(coordinator):
    enquiry = made()
    assert decide(coordinator, enquiry, "hold", hold_reason=" ").status_code == 422
    assert not enquiry.is_held
    decide(coordinator, enquiry, "hold", hold_reason="A complaint")
    assert enquiry.is_held
    assert "A complaint" in coordinator.get(address(enquiry)).text
    decide(coordinator, enquiry, "delete")
    assert Enquiry.objects.filter(pk=enquiry.pk).exists()
    decide(coordinator, enquiry, "let-go")
    assert (enquiry.is_held, enquiry.hold_reason) == (False, "")


def test_deleting_is_asked_for_and_then_leaves_a_history_without_names(coordinator):
    enquiry = made(1, note="Wiedehopf")
    decide(coordinator, enquiry, "answered")
    assert "Delete this message for good?" in coordinator.get(f"{address(enquiry)}?delete").text
    assert Enquiry.objects.exists()
    decide(coordinator, enquiry, "delete")
    assert not Enquiry.objects.exists()
    entries = ModelLogEntry.objects.filter(action__startswith="fellowship.enquiry.")
    assert [entry.action for entry in entries.order_by("timestamp")] == [
        "fellowship.enquiry.state",
        "fellowship.enquiry.delete",
    ]
    assert {entry.label for entry in entries} == {f"Enquiry {enquiry.pk}"}
    kept = str(list(entries.values()))
    for word in ("Ada", "example.org", "Wiedehopf", "Question"):
        assert word not in kept
    assert coordinator.get(address(enquiry)).status_code == 404


def test_the_history_says_who_did_what(coordinator):
    enquiry = made()
    decide(coordinator, enquiry, "answered")
    decide(coordinator, enquiry, "hold", hold_reason="A complaint")
    html = coordinator.get(address(enquiry)).text
    assert "From “New” to “Answered”" in html
    assert "Keeps it longer" in html
    assert str(coordinator.staff) in html


def test_mail_that_failed_is_shown_and_sent_again(coordinator):
    open_form()
    write()
    enquiry = last()
    enquiry.mails.filter(kind="office").update(state="failed", tries=7, reason="The mail server could not be reached.")
    assert unsent_mail() == 1
    assert "Mail about 1 message did not go out." in coordinator.get(LIST).text
    assert "Ada Applicant" in coordinator.get(f"{LIST}?state=unsent").text
    html = coordinator.get(address(enquiry)).text
    assert "The mail server could not be reached." in html
    assert html.count("Send again") == 1
    do_waiting_jobs()
    mail.outbox.clear()
    decide(coordinator, enquiry, "send-again", mail="office")
    do_waiting_jobs()
    assert len(mail.outbox) == 1
    assert unsent_mail() == 0
    decide(coordinator, enquiry, "send-again", mail="office")
    do_waiting_jobs()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "form",
    [{}, {"do": "nothing"}, {"do": "\0"}, {"do": "send-again"}, {"do": "send-again", "mail": "\0"},
     {"do": "keep", "assigned_to": "99999999999999999999"}, {"do": "keep", "assigned_to": "\0", "note": "\0"},
     {"do": "keep", "note": "x" * 3000}, {"do": "hold", "hold_reason": "x" * 300}],
)  # fmt: skip
def test_odd_forms_change_nothing(coordinator, form):
    enquiry = made()
    before = Enquiry.objects.values().get()
    assert coordinator.post(address(enquiry), form).status_code in (302, 422)
    assert Enquiry.objects.values().get() == before


@pytest.mark.parametrize("number", ["0", "999999999", "99999999999999999999999"])
def test_a_message_that_is_not_there_is_not_found(coordinator, number):
    client = coordinator
    client.raise_request_exception = False
    assert client.get(f"{LIST}{number}/").status_code == 404


# --- Who may ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("group", [COORDINATOR, PUBLISHER, ADMINISTRATOR])
def test_those_who_answer_find_it_in_the_menu(group):
    client = staff_client(group)
    made()
    assert "/admin/fellowship/enquiries/" in client.get("/admin/").text
    assert "Ada Number 1" in client.get(LIST).text


@pytest.mark.parametrize("group", [EDITOR, REVIEWER])
def test_all_others_are_turned_away_and_cannot_change_anything(group):
    client, enquiry = staff_client(group), made()
    assert "/admin/fellowship/enquiries/" not in client.get("/admin/").text
    for url in (LIST, address(enquiry)):
        response = client.get(url, follow=True)
        assert "do not have permission" in response.text
        assert "Ada" not in response.text
    decide(client, enquiry, "delete")
    decide(client, enquiry, "answered")
    assert Enquiry.objects.get().state == "new"
    assert new_enquiries(client.staff) == 0


def test_wagtails_own_lists_and_exports_of_what_was_sent_are_closed():
    client, page = staff_client(ADMINISTRATOR), EnquiryPage.objects.get()
    open_form()
    write()
    for url in (
        "/admin/forms/",
        f"/admin/forms/submissions/{page.pk}/",
        f"/admin/forms/submissions/{page.pk}/?export=csv",
    ):
        assert client.get(url).status_code == 404
    assert (
        client.post(f"/admin/forms/submissions/{page.pk}/delete/?selected-submissions={last().pk}").status_code == 404
    )
    assert Enquiry.objects.exists()
    assert "/admin/forms/" not in client.get("/admin/").text


# --- The form in the editor -------------------------------------------------------------------------------------

# The form that is read from the page has ticks without a value.
TICKED = {f"form_fields-{number}-required": "on" for number in range(4)}


def test_staff_change_a_field_in_the_editor(coordinator):
    open_form()
    page = EnquiryPage.objects.get()
    response = send(coordinator, page, "action-publish", **TICKED, **{"form_fields-3-label": "Your question"})
    assert response.status_code == 302
    html = visitor().get(ADDRESS).text
    assert "Your question" in html
    assert 'name="message"' in html  # What it is called inside stays, and old messages with it.


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"form_fields-1-field_type": "singleline"}, "needs one e-mail address"),
        ({"form_fields-1-required": ""}, "needs one e-mail address"),
        ({"form_fields-0-field_type": "email", "form_fields-0-meaning": ""}, "needs one e-mail address"),
        ({"form_fields-3-meaning": "name"}, "Only one field can be"),
        ({"form_fields-2-choices": " "}, "Say what there is to choose from"),
        ({"form_fields-3-field_type": "date"}, "valid choice"),
    ],
)
def test_a_form_that_could_not_work_is_refused(coordinator, changed, said):
    response = send(coordinator, EnquiryPage.objects.get(), "action-publish", **(TICKED | changed))
    assert response.status_code == 200
    assert said in response.text


@pytest.mark.parametrize("mode", ["form", "landing"])
def test_staff_see_the_form_and_the_thanks_in_the_preview(coordinator, mode):
    page = EnquiryPage.objects.get()
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    form = editor_form(coordinator, page)
    form.update(TICKED)
    assert coordinator.post(preview, form).json()["is_valid"]
    html = coordinator.get(f"{preview}?mode={mode}").text
    assert ("Thank you. Your message is here." if mode == "landing" else 'name="message"') in html


def test_a_message_of_old_shows_when_it_goes(coordinator):
    enquiry = made()
    Enquiry.objects.update(submit_time=timezone.now() - timedelta(days=200))
    assert "It is deleted in the night after" in coordinator.get(address(enquiry)).text
