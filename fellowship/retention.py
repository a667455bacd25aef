"""How long messages are kept: so many days after they came, by kind, unless somebody holds one with a reason.

Spam goes earlier than others. What somebody marks as spam goes so many days after that, so that it can be undone; but
no later than every message.
"""

from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import ModelLogEntry

from .enquiry_desk import STATE_SET
from .enquiry_guard import forget_sent
from .enquiry_mail import days_kept
from .models.enquiry import Enquiry

log = structlog.get_logger(__name__)


def forget_old_enquiries(now: datetime | None = None, **_signal) -> dict[str, int]:
    """Each night: delete what is older than the settings allow, and say how much it was. Numbers only."""
    now = now or timezone.now()
    counts = {}
    for state, days in settings.ENQUIRY_KEEP_DAYS.items():
        since = now - timedelta(days=days)
        old = Enquiry.objects.filter(state=state, is_held=False, submit_time__lt=since)
        old = old.exclude(pk__in=_set_after(since, state), submit_time__gte=now - timedelta(days=days_kept()))
        counts[state] = old.delete()[1].get(Enquiry._meta.label, 0)
    counts["sent_forms"] = forget_sent(now)
    log.info("enquiries_forgotten", **counts)
    return counts


def delete_on(enquiry: Enquiry) -> datetime | None:
    """When a message will be deleted; None while somebody holds it."""
    if enquiry.is_held:
        return None
    came = enquiry.submit_time
    entry = _entries(enquiry.state).filter(object_id=str(enquiry.pk)).order_by("-timestamp").first()
    begins = max(came, entry.timestamp) if entry else came
    days = settings.ENQUIRY_KEEP_DAYS[enquiry.state]
    return min(begins + timedelta(days=days), came + timedelta(days=days_kept()))


def _set_after(moment: datetime, state: str) -> list[int]:
    """The messages of which somebody said after a moment that they stand so."""
    return [int(key) for key in _entries(state).filter(timestamp__gte=moment).values_list("object_id", flat=True)]


def _entries(state: str) -> QuerySet:
    """What the history tells of messages that were set to stand so."""
    return ModelLogEntry.objects.filter(action=STATE_SET, data__after=state)
