"""The fellowship's part of the worker's jobs. A job is told by number what it is about, never by name or address."""

from datetime import datetime

from django_tasks import task

from . import enquiry_mail


@task(backend="jobs")
def send_enquiry_mail(key: int) -> None:
    """Send one mail about an enquiry, and after a failure try again later."""
    if again_at := enquiry_mail.send(key):
        send_later(key, again_at)


def send_later(key: int, moment: datetime) -> None:
    """Leave a mail to the worker for a later time."""
    send_enquiry_mail.using(run_after=moment).enqueue(key)
