"""Mail about enquiries: what the office gets, what the sender gets, and what happens when it cannot be sent.

A message is kept before any of this. No header holds what a visitor typed, but for the address that an answer goes to,
and the receipt repeats nothing of the message: nobody can send words of theirs to somebody else from here.
"""

from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from sarcoma_site.core.site_frame import current_frame

from .models.enquiry import Enquiry, EnquiryMail

# After each failed try, so long until the next; after the last one a person has to press “Send again”.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))
PERMANENT = range(500, 600)  # What a mail server will say again, however often it is asked.
# So long may a mail wait before the desk shows it: then the worker, or the mail server, stands still.
PATIENCE = timedelta(hours=1)

log = structlog.get_logger(__name__)
State = EnquiryMail.State


class CannotSend(Exception):
    """A mail that could not be sent. The message is for the people of the desk."""

    def __init__(self, reason: str, is_final: bool = False) -> None:
        super().__init__(reason)
        self.is_final = is_final


def send(key: int) -> datetime | None:
    """Send a mail that waits; return when to try again, or None when there is nothing more to do.

    Two workers with the same mail send it once. One that dies in the middle leaves it as “being sent”, for a person to
    decide: that is better than a mail that comes twice.
    """
    started = EnquiryMail.objects.filter(pk=key, state=State.WAITING).update(state=State.SENDING, due_at=timezone.now())
    if not started:
        return None
    mail = EnquiryMail.objects.select_related("enquiry").get(pk=key)
    mail.tries += 1
    try:
        _deliver(message_of(mail))
    except CannotSend as error:
        return _put_off(mail, error)
    _note(mail, State.SENT, "")
    return None


def message_of(mail: EnquiryMail) -> EmailMessage:
    """The mail itself.

    Raises:
        CannotSend: nobody is there to receive it.
    """
    if mail.kind == EnquiryMail.Kind.RECEIPT:
        return _receipt(mail.enquiry)
    return _to_the_office(mail.enquiry)


def _to_the_office(enquiry: Enquiry) -> EmailMessage:
    recipient = current_frame().settings.enquiry_recipient
    if not recipient:
        raise CannotSend("Nobody is set to receive messages: Settings, Site settings, Numbers.")
    address = settings.WAGTAILADMIN_BASE_URL + reverse("enquiry", args=[enquiry.pk])
    return EmailMessage(
        subject=f"Fellowship website: enquiry {enquiry.pk}",
        body=render_to_string("mail/enquiry_office.txt", {"enquiry": enquiry, "address": address}),
        to=[recipient],
        reply_to=[enquiry.sender_email],
    )


def _receipt(enquiry: Enquiry) -> EmailMessage:
    frame = current_frame()
    context = {
        "department": frame.settings.department_name,
        "site": settings.SITE_URL,
        "days": days_kept(),
        "is_demonstration": frame.is_demonstration,
    }
    return EmailMessage(
        subject="We have your message to the fellowship",
        body=render_to_string("mail/enquiry_receipt.txt", context),
        to=[enquiry.sender_email],
        headers={"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"},
    )


def days_kept() -> int:
    """After how many days a message that nobody keeps on purpose is deleted at the latest."""
    return max(settings.ENQUIRY_KEEP_DAYS.values())


def _deliver(message: EmailMessage) -> None:
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        is_final = bool(codes) and all(code in PERMANENT for code in codes)
        raise CannotSend(f"The mail server refused the recipient’s address ({codes[0]}).", is_final) from None
    except SMTPResponseException as error:
        raise CannotSend(
            f"The mail server refused the mail ({error.smtp_code}).", error.smtp_code in PERMANENT
        ) from None
    except (OSError, SMTPException) as error:
        # smtplib says of a server that hangs only that the connection ended.
        is_late = isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
        raise CannotSend(
            "The mail server did not answer in time." if is_late else "The mail server could not be reached."
        ) from None
    except (ValueError, UnicodeError):
        raise CannotSend("No mail can be written to this address.", is_final=True) from None


def _put_off(mail: EnquiryMail, error: CannotSend) -> datetime | None:
    is_over = error.is_final or mail.tries > len(WAITS)
    log.warning("enquiry_mail_not_sent", mail=mail.pk, tries=mail.tries, is_over=is_over)
    if is_over:
        _note(mail, State.FAILED, str(error))
        return None
    again_at = timezone.now() + WAITS[mail.tries - 1]
    _note(mail, State.WAITING, str(error), again_at)
    return again_at


def _note(mail: EnquiryMail, state: str, reason: str, due_at: datetime | None = None) -> None:
    """Write down how it went. The record may have been deleted meanwhile; then there is nothing to write."""
    EnquiryMail.objects.filter(pk=mail.pk).update(
        state=state, reason=reason[:200], tries=mail.tries, due_at=due_at or timezone.now()
    )


def not_sent(now: datetime | None = None):
    """The mails that somebody should look at: those that failed, and those that wait for too long."""
    late = (now or timezone.now()) - PATIENCE
    unsent = EnquiryMail.objects.exclude(enquiry__state=Enquiry.State.SPAM)
    return unsent.filter(state=State.FAILED) | unsent.filter(state__in=[State.WAITING, State.SENDING], due_at__lt=late)


@transaction.atomic
def begin_again(mail: EnquiryMail) -> bool:
    """Let a mail that was not sent begin anew; say whether it had to. The caller leaves it to the worker."""
    late = timezone.now() - PATIENCE
    found = EnquiryMail.objects.filter(pk=mail.pk).exclude(state=State.SENT)
    found = found.filter(state__in=[State.FAILED, State.LEFT_OUT]) | found.filter(due_at__lt=late)
    return bool(found.update(state=State.WAITING, tries=0, reason="", due_at=timezone.now()))
