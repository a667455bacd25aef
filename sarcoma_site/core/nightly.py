"""What is done once a night. An app that has something to do then listens to `nightly` in its `ready()`."""

import structlog
from django.dispatch import Signal
from django.utils import timezone

from .models import NightlyRun

# After midnight's jobs elsewhere, before anybody is at work.
HOUR = 3

log = structlog.get_logger(__name__)
nightly = Signal()


def run_nightly_jobs_once() -> bool:
    """Tell the apps that it is night, once a day, from three o'clock on; say whether that was now.

    A worker that was down at that hour does it when it is up again. One app's fault does not keep the others from it.
    """
    now = timezone.localtime()
    if now.hour < HOUR or not NightlyRun.objects.get_or_create(day=now.date())[1]:
        return False
    for receiver, fault in nightly.send_robust(sender=None):
        if isinstance(fault, Exception):
            log.error("nightly_job_failed", job=getattr(receiver, "__name__", str(receiver)), exc_info=fault)
    return True
