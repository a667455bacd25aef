"""Taking in a message: kept first, and only then mail is written about it."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from sarcoma_site.core.addresses import is_local_host
from sarcoma_site.core.client_address import hashed_address
from sarcoma_site.core.locks import wait_for_turn
from sarcoma_site.core.search_words import folded
from sarcoma_site.core.site_frame import current_frame

from .enquiry_form import EnquiryForm
from .enquiry_guard import TRAP, TooManySent, count_sent, was_sent
from .models.enquiry import Enquiry, EnquiryMail
from .tasks import send_enquiry_mail

NO_RECIPIENT = (
    "This form is closed for now: the department has not yet named who reads what is sent here. "
    "Please call or write to the fellowship office."
)
DEMONSTRATION = (
    "This form is closed: the site is a demonstration, not an official hospital page. Nobody would read what you send."
)
NO_ADDRESS = (
    "This form is closed for now: it does not yet ask for an address to answer to. "
    "Please call or write to the fellowship office."
)


def why_closed(request: HttpRequest, form: EnquiryForm) -> str:
    """The sentence that stands in the form's place while nothing can be sent; empty while the form is open."""
    frame = current_frame()
    if not frame.settings.enquiry_recipient:
        return NO_RECIPIENT
    if not form.can_be_answered:
        return NO_ADDRESS
    is_here = is_local_host(settings.SITE_URL) and is_local_host(f"//{request.get_host()}")
    return DEMONSTRATION if frame.is_demonstration and not is_here else ""


def receive(page, form: EnquiryForm, token: str, request: HttpRequest) -> Enquiry | None:
    """Keep a message, and leave the mail about it to the worker. None for one that has come before.

    What fell into the trap is kept as spam, without any mail: the browser of a person may have filled it in.

    Raises:
        TooManySent: nothing was kept.
    """
    is_spam = bool(request.POST.get(TRAP))
    try:
        with transaction.atomic():
            wait_for_turn("enquiries")
            if was_sent(token):
                return None
            count_sent(token, hashed_address(request), timezone.now(), is_spam)
            enquiry = _keep(page, form, is_spam)
            if not is_spam:
                _leave_mail(enquiry)
            return enquiry
    except TooManySent:
        if is_spam:
            return None  # A machine learns nothing.
        raise


def _keep(page, form: EnquiryForm, is_spam: bool) -> Enquiry:
    answers = form.cleaned_data
    return Enquiry.objects.create(
        page_id=page.pk,
        form_data=answers,
        asked=form.questions,
        sender_name=form.sender_name,
        sender_email=form.sender_email,
        about=form.about[:255],
        search_words=folded(" ".join(value for value in answers.values() if isinstance(value, str))),
        state=Enquiry.State.SPAM if is_spam else Enquiry.State.NEW,
    )


def _leave_mail(enquiry: Enquiry) -> None:
    """The office's mail, and a receipt unless this address has had enough of them today."""
    office = EnquiryMail.objects.create(enquiry=enquiry, kind=EnquiryMail.Kind.OFFICE)
    receipt = EnquiryMail(enquiry=enquiry, kind=EnquiryMail.Kind.RECEIPT)
    if _receipts_today(enquiry.sender_email) >= settings.ENQUIRY_RECEIPTS_A_DAY:
        receipt.state = EnquiryMail.State.LEFT_OUT
        receipt.reason = "This address has had enough receipts for a day."
    receipt.save()
    for mail in (office, receipt):
        if mail.state == EnquiryMail.State.WAITING:
            send_enquiry_mail.enqueue(mail.pk)


def _receipts_today(address: str) -> int:
    """Else anybody could fill somebody's mailbox from here."""
    return (
        EnquiryMail.objects.filter(
            kind=EnquiryMail.Kind.RECEIPT,
            enquiry__sender_email__iexact=address,
            enquiry__submit_time__gt=timezone.now() - timedelta(days=1),
        )
        .exclude(state=EnquiryMail.State.LEFT_OUT)
        .count()
    )
