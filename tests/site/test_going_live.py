"""What is unset before the site goes live: the list in the CMS, the deployment check, the approval."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.urls import reverse
from wagtail.models import Site

from people.models import PersonPage
from sarcoma_site.core.models import Claim, SiteApproval, SiteSettings
from sarcoma_site.core.staff_groups import COORDINATOR, PUBLISHER
from sarcoma_site.home.going_live import care_page_types, check_going_live, open_points, unchecked_pages
from tests.staff import staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]

NUMBERS = {
    "appointment_phone": "555-0100",
    "appointment_hours": "Monday to Friday, 8 to 5",
    "referral_phone": "555-0101",
    "referral_hours": "Monday to Friday, 8 to 5",
    "urgent_phone": "555-0102",
    "urgent_hours": "Day and night",
    "enquiry_recipient": "fellowship@example.org",
    "nondiscrimination_url": "https://example.org/nondiscrimination",
    "language_help_url": "https://example.org/language",
    "privacy_practices_url": "https://example.org/privacy",
    "address": "1 Example Street",
}


def set_everything_required(settings) -> None:
    settings.SITE_URL, settings.SITE_IS_HTTPS = "https://sarcoma.example.org", True
    SiteSettings.objects.update(**NUMBERS)
    call_command("approve_site", by="Dr. Ada Example, Chief", on="2026-01-31", stdout=StringIO())


def words() -> str:
    return " · ".join(point.what for point in open_points())


def test_the_list_names_each_number_link_and_the_approval():
    said = words()
    for part in (
        "for appointments",
        "referring doctors",
        "urgent",
        "messages",
        "nondiscrimination",
        "language",
        "privacy",
    ):
        assert part in said
    assert "approval" in said
    assert "SITE_URL" in said


def test_it_counts_the_care_pages_that_no_clinician_checked():
    found = unchecked_pages()
    assert f"{len(found)} care pages" in words()
    page = found[0]
    page.reviewer = PersonPage.objects.live().first()
    page.reviewed_on = datetime.date(2026, 1, 31)
    page.save()
    assert len(unchecked_pages()) == len(found) - 1
    page.review_due_on = datetime.date(2026, 2, 1)
    page.save()
    overdue = page.review_due_on < datetime.datetime.now(tz=datetime.UTC).date()
    assert (page.pk in [other.pk for other in unchecked_pages()]) == overdue


def test_a_check_that_is_overdue_is_not_called_missing():
    page = unchecked_pages()[0]
    page.reviewer = PersonPage.objects.live().first()
    page.reviewed_on, page.review_due_on = datetime.date(2020, 1, 31), datetime.date(2021, 1, 31)
    page.save()
    assert "A new check of one care page, overdue" in words()
    assert f"A clinician’s check of {len(unchecked_pages()) - 1} care pages" in words()


def test_pages_on_which_no_patient_acts_need_no_check():
    assert "privacy" not in [page.slug for page in unchecked_pages()]
    assert "emergency" in [page.slug for page in unchecked_pages()]


def test_it_lists_people_with_an_open_name_and_claims_without_a_date():
    people = PersonPage.objects.filter(name_to_confirm=True).count()
    assert f"The name of {people} people" in words()
    assert f"The date of {Claim.objects.filter(as_of=None).count()} claims" in words()
    claim = Claim.objects.first()
    Claim.objects.exclude(pk=claim.pk).update(as_of="2026-01-31")
    claim.expires = "2020-01-31"
    claim.save()
    assert "The date of one claim" in words()
    assert "one expired claim" in words()


def test_the_deployment_check_fails_until_all_that_is_required_is_set(settings):
    with pytest.raises(SystemCheckError, match="The approval of the site"):
        call_command("check", deploy=True, stderr=StringIO())
    set_everything_required(settings)
    assert [message for message in check_going_live(None) if message.is_serious(40)] == []
    assert check_going_live(None) != []  # Warnings stay: no clinician has checked the care pages.


def test_the_check_is_not_asked_in_daily_work():
    call_command("check", stdout=StringIO())


def test_an_address_without_https_is_an_open_point(settings):
    settings.SITE_URL, settings.SITE_IS_HTTPS = "http://sarcoma.example.org", False
    assert "secure public address" in words()


def test_the_screen_leads_to_where_each_point_is_set():
    client = staff_client(PUBLISHER)
    page = client.get(reverse("before_you_go_live")).content.decode()
    site = Site.objects.get()
    for address in (
        reverse("wagtailsettings:edit", args=["core", "sitesettings", site.pk]) + "#tab-numbers",
        reverse("wagtailsettings:edit", args=["core", "sitesettings", site.pk]) + "#tab-links",
        reverse("wagtailadmin_pages:edit", args=[PersonPage.objects.filter(name_to_confirm=True).first().pk]),
        reverse("wagtailsnippets_core_claim:list"),
    ):
        assert address in page
        assert client.get(address.split("#")[0]).status_code == 200
    assert (
        'id="tab-numbers"' in client.get(reverse("wagtailsettings:edit", args=["core", "sitesettings", site.pk])).text
    )


def test_the_screen_says_when_nothing_is_left(settings):
    set_everything_required(settings)
    Claim.objects.update(as_of="2026-01-31")
    PersonPage.objects.update(name_to_confirm=False)
    reviewer = PersonPage.objects.live().first()
    for page in unchecked_pages():
        type(page).objects.filter(pk=page.pk).update(reviewer=reviewer, reviewed_on="2026-01-31")
    for page_type in care_page_types():
        page_type.objects.update(sources="[]")
    assert open_points() == []
    assert "Nothing is unset" in staff_client(PUBLISHER).get(reverse("before_you_go_live")).text


def test_the_screen_is_closed_to_the_coordinator():
    assert staff_client(COORDINATOR).get(reverse("before_you_go_live")).url == reverse("wagtailadmin_home")


# --- The approval -----------------------------------------------------------------------------------------------


def test_the_approval_ends_the_demonstration_and_can_be_withdrawn(client):
    demonstration = "not an official hospital page"
    assert demonstration in client.get("/").text
    output = StringIO()
    call_command("approve_site", by="Dr. Ada Example, Chief", on="2026-01-31", stdout=output)
    assert "Approved by Dr. Ada Example, Chief on 2026-01-31" in output.getvalue()
    assert demonstration not in client.get("/").text
    call_command("approve_site", withdraw=True, stdout=output)
    assert demonstration in client.get("/").text
    assert not SiteApproval.objects.get().is_given


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "Give --by and --on"),
        ({"by": "Somebody"}, "is no day"),
        ({"on": "2026-01-31"}, "--by names who approved"),
        ({"by": "Somebody", "on": "31.1.2026"}, "is no day"),
        ({"by": "Somebody", "on": "9999-01-31"}, "in the future"),
        ({"by": "Somebody", "on": "2026-01-31", "withdraw": True}, "Give --by and --on"),
    ],
)
def test_a_half_approval_is_refused(options, said):
    with pytest.raises(CommandError, match=said):
        call_command("approve_site", **options)
    assert not SiteApproval.objects.filter(approved_on__isnull=False).exists()
