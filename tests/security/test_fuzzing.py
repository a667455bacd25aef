"""Whatever is sent to any list, export or form: a clear answer, nothing broken, nothing written that was refused.

A failure prints its seed; `FUZZ_SEED=… python -m pytest tests/security/test_fuzzing.py` sends the same again.
"""

import os

import pytest
from django.test import Client
from wagtail.models import Page, Site

from fellowship.models import CaseCategory, Enquiry
from people.models import PersonPage
from publications.models import Finding, PublicationPage
from sarcoma_site.core.models import SiteApproval, User
from tests.staff import sign_in

from ..factories.publications import made_item, staged, taken
from ..factories.rotations import add_year
from ..fellowship.made_conferences import add_conference, cancelled
from .fuzzing import Fuzzer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]

SEED = int(os.environ.get("FUZZ_SEED", "20261121"))


@pytest.fixture
def staff() -> Client:
    client = Client(raise_request_exception=False)
    sign_in(client, User.objects.create_superuser("fuzz-administrator"))
    return client


@pytest.fixture
def records() -> dict[str, int]:
    """What the addresses of the CMS speak of: an import to look through, a finding, pages."""
    taken([made_item(6, title="Synthetic fluid 62 analysis of imagined joints")])
    SiteApproval.for_site(Site.objects.get())  # Wagtail makes it when somebody first looks.
    run = staged([made_item(number) for number in range(1, 4)])
    return {
        "run": run.pk,
        "record": run.records.first().pk,
        "finding": Finding.objects.first().pk,
        "enquiry": Enquiry.objects.create(form_data={}, sender_email="somebody@example.org").pk,
        "site": Site.objects.get().pk,
        "year": add_year(public=False).pk,
        "category": CaseCategory.objects.create(name="Made-up category").pk,
        "paper": PublicationPage.objects.live().first().pk,
        "person": PersonPage.objects.live().first().pk,
        "care": Page.objects.get(slug="osteosarcoma").pk,
        "conference": add_conference(cancelled("2026-12-01")).pk,
    }


def assert_nothing_gives_way(seed: int, count: int, staff: Client, records: dict[str, int]) -> None:
    faults = Fuzzer(seed, staff, records).run(count)
    assert not faults, f"FUZZ_SEED={seed}, {count} requests, {len(faults)} faults:\n" + "\n".join(faults[:20])


def test_100_odd_requests_get_a_clear_answer(staff, records):
    assert_nothing_gives_way(SEED, 100, staff, records)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_5000_odd_requests_get_a_clear_answer(staff, records, part):
    assert_nothing_gives_way(SEED + part, 500, staff, records)
