"""People who write to the fellowship, for tests: the form as it opens, filled in and sent."""

import time
from unittest import mock

from django.test import Client
from wagtail.models import Site

from fellowship.enquiry_guard import STAMP, new_stamp
from fellowship.models import Enquiry
from sarcoma_site.core.models import SiteSettings
from sarcoma_site.core.site_frame import forget_frame

ADDRESS = "/fellowship/contact/"
OFFICE = "office@hospital.example"
ANSWERS = {
    "name": "Ada Applicant",
    "email": "ada@applicant.example",
    "about": "Interviews",
    "message": "When are the interviews?\r\nI published on biopsy techniques.",
}


def open_form(recipient: str = OFFICE) -> None:
    """Let the form be open: somebody reads what is sent."""
    SiteSettings.objects.filter(site=Site.objects.get()).update(enquiry_recipient=recipient)
    forget_frame()


def visitor(**options) -> Client:
    """A browser on this machine, as in a demonstration."""
    return Client(SERVER_NAME="localhost", **options)


def stamp_of(seconds_ago: float) -> str:
    """The stamp of a form that was opened so long ago."""
    moment = time.time() - seconds_ago
    with mock.patch("django.core.signing.time.time", lambda: moment):
        return new_stamp()


def write(client: Client | None = None, query: str = "", **changed):
    """Send the form, opened a minute ago; what is changed to None is left out."""
    answers = {STAMP: stamp_of(60)} | ANSWERS | changed
    sent = {name: value for name, value in answers.items() if value is not None}
    return (client or visitor()).post(ADDRESS + query, sent)


def last() -> Enquiry:
    return Enquiry.objects.order_by("-pk").first()
