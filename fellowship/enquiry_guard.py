"""What keeps the contact form from being flooded: a stamp that counts once, a trap for machines, and limits.

No cookie, no script, nobody else's service. Everything that is counted is counted in the database, so several
processes count together.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.db.models import Count, Q

from .models.enquiry import SentForm

# Names with a dash: the fields that staff add never have one.
STAMP, TRAP = "form-stamp", "home-page"

LEAST_SECONDS = 3  # Nobody reads and writes faster.
MOST_AGE = timedelta(days=1)
LONGEST_STAMP = 200
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Rows are no use any more once neither a limit nor a stamp can ask for them.
KEPT_FOR = MOST_AGE + DAY

_signer = TimestampSigner(salt="fellowship enquiry")


class StampRefused(Exception):
    """The form should be sent once more. The message is for its sender."""

    def __init__(self, message: str, keeps_stamp: bool = False) -> None:
        super().__init__(message)
        self.keeps_stamp = keeps_stamp


class TooManySent(Exception):
    """A limit is reached. `is_everybody` tells the limit of all senders from that of one address."""

    def __init__(self, is_everybody: bool) -> None:
        super().__init__("too many")
        self.is_everybody = is_everybody


def new_stamp() -> str:
    """What a fresh form carries: a random word and the time, signed."""
    return _signer.sign(secrets.token_urlsafe(16))


def read_stamp(stamp: str) -> str:
    """The token of a stamp that may be used, by which a form that is sent twice is known.

    Raises:
        StampRefused: it is not ours, older than a day, or younger than anybody writes.
    """
    if len(stamp) > LONGEST_STAMP:
        raise StampRefused(NOT_OURS)
    try:
        word = _signer.unsign(stamp, max_age=MOST_AGE)
    except SignatureExpired as error:
        raise StampRefused(TOO_OLD) from error
    except BadSignature as error:
        raise StampRefused(NOT_OURS) from error
    try:
        _signer.unsign(stamp, max_age=LEAST_SECONDS)
    except SignatureExpired:
        return hashlib.sha256(word.encode()).hexdigest()
    raise StampRefused(TOO_QUICK, keeps_stamp=True)


NOT_OURS = "We could not check this form. Nothing is lost: please send it once more."
TOO_OLD = "This page was open for more than a day. Nothing is lost: please send the form once more."
TOO_QUICK = "That was faster than most people type. Nothing is lost: please look it over and send it once more."


def was_sent(token: str) -> bool:
    """Whether a form with this stamp has come before."""
    return SentForm.objects.filter(token=token).exists()


def count_sent(token: str, address: str, now: datetime, is_spam: bool = False) -> None:
    """Note that a form came. Only inside a transaction that holds the turn, so that nobody slips past the limit.

    What the trap caught counts apart: machines cannot use up what people may send.

    Raises:
        TooManySent: nothing is noted.
    """
    counts = SentForm.objects.filter(sent_at__gt=now - DAY).aggregate(
        everybody=Count("pk", filter=Q(is_spam=is_spam)),
        address=Count("pk", filter=Q(address=address, sent_at__gt=now - HOUR)),
    )
    if counts["address"] >= settings.ENQUIRIES_AN_HOUR_FROM_ONE_ADDRESS:
        raise TooManySent(is_everybody=False)
    if counts["everybody"] >= settings.ENQUIRIES_A_DAY:
        raise TooManySent(is_everybody=True)
    SentForm.objects.create(token=token, address=address, is_spam=is_spam, sent_at=now)


def forget_sent(now: datetime) -> int:
    """Delete the rows that no limit and no stamp asks for; say how many."""
    return SentForm.objects.filter(sent_at__lt=now - KEPT_FOR).delete()[0]
