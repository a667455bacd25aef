"""How long messages are kept: so many days after they came, by kind, unless somebody holds one with a reason."""

from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.utils import timezone

from .enquiry_guard import forget_sent
from .models.enquiry import Enquiry

log = structlog.get_logger(__name__)


def forget_old_enquiries(now: datetime | None = None, **_signal) -> dict[str, int]:
    """Each night: delete what is older than the settings allow, and say how much it was. Numbers only."""
    now = now or timezone.now()
    counts = {}
    for state, days in settings.ENQUIRY_KEEP_DAYS.items():
        old = Enquiry.objects.filter(state=state, is_held=False, submit_time__lt=now - timedelta(days=days))
        counts[state] = old.delete()[1].get(Enquiry._meta.label, 0)
    counts["sent_forms"] = forget_sent(now)
    log.info("enquiries_forgotten", **counts)
    return counts


def delete_on(enquiry: Enquiry) -> datetime | None:
    """When a message will be deleted; None while somebody holds it."""
    if enquiry.is_held:
        return None
    return enquiry.submit_time + timedelta(days=settings.ENQUIRY_KEEP_DAYS[enquiry.state])
