"""Mail about messages, sent to a real mail server that also refuses, hangs and is not there."""

import asyncio
import socket
import time
from email import message_from_bytes, policy
from email.message import Message

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from fellowship import enquiry_mail
from fellowship.enquiry_desk import unsent_mail
from fellowship.enquiry_mail import WAITS, begin_again, send
from fellowship.models import Enquiry, EnquiryMail
from fellowship.tasks import send_enquiry_mail
from tests.jobs import do_waiting_jobs

from .writers import ANSWERS, OFFICE, last, open_form, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]


class Server:
    """A mail server's doings: what it took, and how it answers."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, list[str], Message]] = []
        self.answer_to_recipient, self.answer_to_data, self.seconds = "250 OK", "250 OK", 0.0

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if self.answer_to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer_to_recipient

    async def handle_DATA(self, server, session, envelope) -> str:
        await asyncio.sleep(self.seconds)
        if self.answer_to_data.startswith("250"):
            message = message_from_bytes(envelope.content, policy=policy.default)
            self.taken.append((envelope.mail_from, envelope.rcpt_tos, message))
        return self.answer_to_data


def free_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return unused.getsockname()[1]


@pytest.fixture
def server(settings):
    """The mail server that the site is told to use."""
    handler = Server()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 1
    open_form()
    yield handler
    controller.stop()


def office_mail() -> EnquiryMail:
    return last().mails.get(kind="office")


def states() -> dict[str, str]:
    return dict(last().mails.values_list("kind", "state"))


# --- What is sent -----------------------------------------------------------------------------------------------


def test_the_office_gets_the_message_and_can_answer_it(server):
    write()
    do_waiting_jobs()
    _, recipients, message = next(taken for taken in server.taken if taken[1] == [OFFICE])
    assert recipients == [OFFICE]
    assert message["Reply-To"] == "ada@applicant.example"
    assert message["Subject"] == f"Fellowship website: enquiry {last().pk}"
    text = message.get_content()
    for answer in ("Ada Applicant", "Interviews", "I published on biopsy techniques."):
        assert answer in text
    assert f"/admin/fellowship/enquiries/{last().pk}/" in text
    assert states() == {"office": "sent", "receipt": "sent"}


def test_the_receipt_repeats_nothing_that_was_typed(server):
    write(name="BUY NOW spam.example", message="Visit https://spam.example/offer")
    do_waiting_jobs()
    _, _, message = next(taken for taken in server.taken if taken[1] == ["ada@applicant.example"])
    whole = message.as_string()
    assert "spam.example" not in whole
    assert "BUY NOW" not in whole
    assert message["Auto-Submitted"] == "auto-replied"
    assert "after 90 days at the latest" in message.get_content()
    assert "617-726-0604" not in whole


def test_one_mailbox_gets_three_receipts_a_day(server):
    for _ in range(4):
        write()
    do_waiting_jobs()
    assert sum(recipients == ["ada@applicant.example"] for _, recipients, _ in server.taken) == 3
    assert sum(recipients == [OFFICE] for _, recipients, _ in server.taken) == 4
    assert states()["receipt"] == "left-out"


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "Ada\nBcc: victim@example.org"},
        {"email": "ada@applicant.example\nBcc: victim@example.org"},
        {"email": "ada@applicant.example, victim@example.org"},
        {"email": "ada@applicant.example%0aBcc:victim@example.org"},
        {"about": "Interviews\r\nBcc: victim@example.org"},
        {"name": "=?utf-8?q?Ada=0ABcc:_victim@example.org?="},
        {"message": "Hello\r\n.\r\nRCPT TO:<victim@example.org>\r\nDATA\r\nBcc: victim@example.org"},
    ],
)
def test_nobody_writes_headers_or_recipients_of_their_own(server, changed):
    write(**changed)
    do_waiting_jobs()
    for _, recipients, message in server.taken:
        assert recipients in ([OFFICE], [ANSWERS["email"]])
        assert message["Bcc"] is None
        assert "victim" not in str(message["Subject"]) + str(message["Reply-To"]) + str(message["To"])


def test_jobs_are_told_by_number_what_they_are_about(server):
    write()
    jobs = list(DBTaskResult.objects.values_list("args_kwargs", flat=True))
    assert len(jobs) == 2
    assert all(set(map(type, job["args"])) == {int} and job["kwargs"] == {} for job in jobs)


# --- When it cannot be sent -------------------------------------------------------------------------------------


def fail_once(mail_of: EnquiryMail) -> EnquiryMail:
    send_enquiry_mail.call(mail_of.pk)
    mail_of.refresh_from_db()
    return mail_of


def test_a_server_that_is_down_loses_nothing_and_is_asked_again_later(server, settings):
    settings.EMAIL_PORT = free_port()
    assert write().status_code == 302
    DBTaskResult.objects.all().delete()
    before = timezone.now()
    mail_of = fail_once(office_mail())
    assert (mail_of.state, mail_of.tries) == ("waiting", 1)
    assert mail_of.reason == "The mail server could not be reached."
    job = DBTaskResult.objects.get()
    assert job.args_kwargs["args"] == [mail_of.pk]
    assert before + WAITS[0] <= job.run_after <= timezone.now() + WAITS[0]


def test_the_waits_grow_and_end_with_a_person(server, settings):
    settings.EMAIL_PORT = free_port()
    write()
    mail_of = office_mail()
    waited = []
    while again := send(mail_of.pk):
        waited.append(again - timezone.now())
    assert len(waited) == len(WAITS)
    assert waited == sorted(waited)
    mail_of.refresh_from_db()
    assert (mail_of.state, mail_of.tries) == ("failed", len(WAITS) + 1)
    assert unsent_mail() == 1
    assert Enquiry.objects.get().form_data["name"] == "Ada Applicant"


def test_a_server_that_hangs_does_not_hold_the_worker(server):
    server.seconds = 5
    write()
    started = time.monotonic()
    mail_of = fail_once(office_mail())
    assert time.monotonic() - started < 4
    assert (mail_of.state, mail_of.reason) == ("waiting", "The mail server did not answer in time.")


@pytest.mark.parametrize(
    ("where", "answer", "state", "reason"),
    [
        ("recipient", "550 No such user", "failed", "The mail server refused the recipient’s address (550)."),
        ("recipient", "450 Come back later", "waiting", "The mail server refused the recipient’s address (450)."),
        ("data", "554 Looks like spam", "failed", "The mail server refused the mail (554)."),
        ("data", "451 Too busy", "waiting", "The mail server refused the mail (451)."),
    ],
)
def test_a_refusal_is_believed_when_it_is_final(server, where, answer, state, reason):
    setattr(server, f"answer_to_{where}", answer)
    write()
    mail_of = fail_once(office_mail())
    assert (mail_of.state, mail_of.reason) == (state, reason)


def test_a_failure_logs_no_address_and_no_word(server, settings, caplog, capsys):
    settings.EMAIL_PORT = free_port()
    write()
    with caplog.at_level("DEBUG"):
        do_waiting_jobs()
    logged = " ".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    logged += "".join(capsys.readouterr())
    assert "enquiry_mail_not_sent" in logged
    for word in ("Ada", "applicant.example", OFFICE, "biopsy"):
        assert word not in logged


def test_two_workers_send_one_mail_once(server):
    write()
    mail_of = office_mail()
    send(mail_of.pk)
    send(mail_of.pk)
    assert sum(recipients == [OFFICE] for _, recipients, _ in server.taken) == 1


def test_a_message_that_was_deleted_meanwhile_is_not_mailed(server):
    write()
    Enquiry.objects.all().delete()
    do_waiting_jobs()
    assert server.taken == []


def test_what_waits_for_too_long_is_shown_at_the_desk(server):
    write()
    assert unsent_mail() == 0
    EnquiryMail.objects.filter(kind="office").update(due_at=timezone.now() - enquiry_mail.PATIENCE * 2)
    assert unsent_mail() == 1
    EnquiryMail.objects.filter(kind="office").update(state="sending")  # A worker died with it.
    assert unsent_mail() == 1


def test_what_failed_is_begun_again_and_what_was_sent_is_not(server):
    server.answer_to_recipient = "550 No"
    write()
    fail_once(office_mail())
    server.answer_to_recipient = "250 OK"
    assert begin_again(office_mail())
    assert not begin_again(office_mail())  # It waits already.
    fail_once(office_mail())
    assert office_mail().state == "sent"
    assert not begin_again(office_mail())


def test_without_a_recipient_the_mail_fails_and_says_where_to_set_one():
    open_form()
    write()
    open_form(recipient="")
    do_waiting_jobs()
    assert office_mail().state == "waiting"
    assert "Site settings" in office_mail().reason
    assert [message.to for message in mail.outbox] == [["ada@applicant.example"]]
