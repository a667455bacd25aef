"""What is still unset before the site goes live: for the CMS, and for `manage.py check --deploy`."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core import checks
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from people.models import PersonPage
from programs.models import CarePage
from sarcoma_site.core.addresses import is_local_host
from sarcoma_site.core.models import Claim, SiteApproval, SiteSettings

from .models import StandardPage

SHOWN_OF_EACH = 12


@dataclass(frozen=True)
class OpenPoint:
    """One thing that is unset: what visitors see until then, and where it is set."""

    what: str
    until_then: str
    where: str = ""
    url: str = ""
    is_required: bool = True
    pages: tuple[Page, ...] = ()
    more: int = 0


def open_points() -> list[OpenPoint]:
    """Everything that is unset, what is required first."""
    site = Site.objects.filter(is_default_site=True).first()
    found = [
        *_unset_settings(site),
        *_approval(site),
        *_address(),
        *_unchecked_pages(),
        *_unread_sources(),
        *_open_names(),
        *_claims(),
    ]
    return sorted(found, key=lambda point: not point.is_required)


# What to say of each site setting while it is empty.
_SETTINGS = {
    "appointment_phone": (
        "The telephone number for appointments",
        "Appointments tells people to ask the doctor who told them about us.",
    ),
    "appointment_hours": ("When the appointments line is answered", "No hours stand beside the number."),
    "referral_phone": ("The telephone number for referring doctors", "Refer a patient gives no number to call."),
    "referral_hours": ("When the referral line is answered", "No hours stand beside the number."),
    "urgent_phone": (
        "The number for urgent questions of patients under treatment",
        "Emergency sends everybody to 911 or to the number that their care team gave them.",
    ),
    "urgent_hours": ("When the urgent line is answered", "No hours stand beside the number."),
    "enquiry_recipient": (
        "Who receives messages to the fellowship",
        "The form on the fellowship’s contact page is closed, and says so.",
    ),
    "nondiscrimination_url": (
        "The link to the hospital’s nondiscrimination notice",
        "The notices page has no such link.",
    ),
    "language_help_url": ("The link to the hospital’s language help", "Language help describes, but does not link."),
    "privacy_practices_url": ("The link to the notice of privacy practices", "The notices page has no such link."),
    "address": ("The address that patients come to", "Contact and the footer show no address."),
}
_NOT_REQUIRED = {"address"}


def _unset_settings(site: Site | None) -> Iterator[OpenPoint]:
    record = SiteSettings.objects.filter(site=site).first() or SiteSettings()
    url = reverse("wagtailsettings:edit", args=["core", "sitesettings", site.pk] if site else ["core", "sitesettings"])
    for name, (what, until_then) in _SETTINGS.items():
        if not getattr(record, name).strip():
            tab = "names" if name == "address" else "links" if name.endswith("_url") else "numbers"
            yield OpenPoint(what, until_then, "Site settings", f"{url}#tab-{tab}", name not in _NOT_REQUIRED)


def _approval(site: Site | None) -> Iterator[OpenPoint]:
    record = SiteApproval.objects.filter(site=site).first() or SiteApproval()
    if not record.is_given:
        url = reverse(
            "wagtailsettings:edit", args=["core", "siteapproval", site.pk] if site else ["core", "siteapproval"]
        )
        yield OpenPoint(
            "The approval of the site",
            "Every page says “Demonstration: not an official hospital page”, and search engines stay away.",
            "An administrator records it",
            url,
        )


def _address() -> Iterator[OpenPoint]:
    if is_local_host(settings.SITE_URL):
        yield OpenPoint(
            f"The public address of the site: SITE_URL is still {settings.SITE_URL}",
            "Links in mail, feeds and for search engines lead nowhere.",
            "The environment of the server",
        )
    elif not settings.SITE_IS_HTTPS:
        yield OpenPoint(
            f"A secure public address: SITE_URL is {settings.SITE_URL}",
            "What people type travels unprotected, and browsers say so.",
            "The environment of the server",
        )


def care_page_types() -> list[type[CarePage]]:
    """Every page type that a patient acts on."""
    return sorted(_concrete(CarePage), key=lambda model: model._meta.verbose_name)


def _concrete(model: type) -> set[type]:
    found = set()
    for subclass in model.__subclasses__():
        found |= _concrete(subclass) | (set() if subclass._meta.abstract else {subclass})
    return found


def unchecked_pages() -> list[CarePage]:
    """The live care pages that no clinician has checked, or whose next check is overdue."""
    today = timezone.localdate()
    found = []
    for model in care_page_types():
        pages = model.objects.live().select_related("reviewer").defer_streamfields().order_by("path")
        if model is StandardPage:
            pages = [page for page in pages if page.is_about_care]
        found += [page for page in pages if not page.is_reviewed or (page.review_due_on and page.review_due_on < today)]
    return found


def _unchecked_pages() -> Iterator[OpenPoint]:
    pages = unchecked_pages()
    for what, until_then, found in (
        (
            "A clinician’s check of {}",
            "Each says “not yet checked by a clinician”.",
            [page for page in pages if not page.is_reviewed],
        ),
        (
            "A new check of {}, overdue",
            "Each still says who checked it last, and when.",
            [page for page in pages if page.is_reviewed],
        ),
    ):
        if found:
            yield OpenPoint(
                what.format(_count(found, "care page", "care pages")),
                until_then,
                "Each page, under “Shown with it”",
                is_required=False,
                **_some(found),
            )


def _unread_sources() -> Iterator[OpenPoint]:
    """Care pages that rest on a public source which nobody has yet compared with them."""
    found = [
        page
        for model in care_page_types()
        for page in model.objects.live().order_by("path")
        if any(not reference.value["read"] for reference in page.sources)
    ]
    if found:
        yield OpenPoint(
            f"A comparison of {_count(found, 'care page', 'care pages')} with the listed sources",
            "The source is listed without the day on which it was read.",
            "Each page, under “Shown with it”",
            is_required=False,
            **_some(found),
        )


def _open_names() -> Iterator[OpenPoint]:
    found = list(PersonPage.objects.filter(name_to_confirm=True).defer_streamfields().order_by("path"))
    if found:
        yield OpenPoint(
            f"The name of {_count(found, 'person', 'people')}",
            "Their pages are drafts. Nobody without a confirmed name is shown.",
            "Each person, under “For staff”",
            is_required=False,
            **_some(found),
        )


def _claims() -> Iterator[OpenPoint]:
    url = reverse(Claim.snippet_viewset.get_url_name("list"))
    undated = Claim.objects.filter(as_of=None).count()
    if undated:
        what = "The date of one claim" if undated == 1 else f"The date of {undated} claims"
        yield OpenPoint(what, "Beside each stands “not dated”.", "Claims", url, is_required=False)
    expired = Claim.objects.expired(timezone.localdate()).count()
    if expired:
        what = "A new check of one expired claim" if expired == 1 else f"A new check of {expired} expired claims"
        yield OpenPoint(what, "They are not shown any more.", "Claims", url, is_required=False)


def _count(found: list, one: str, many: str) -> str:
    return f"one {one}" if len(found) == 1 else f"{len(found)} {many}"


def _some(found: list) -> dict:
    return {"pages": tuple(found[:SHOWN_OF_EACH]), "more": max(len(found) - SHOWN_OF_EACH, 0)}


def check_going_live(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """What `manage.py check --deploy` says: an error for what is required, a warning for the rest."""
    try:
        points = open_points()
    except DatabaseError as error:
        return [
            checks.Error(f"What is unset cannot be read: {error}", hint="Is the database migrated?", id="home.E002")
        ]
    return [
        checks.Error(f"Unset: {point.what}.", hint=_hint(point), id="home.E001")
        if point.is_required
        else checks.Warning(f"Unset: {point.what}.", hint=_hint(point), id="home.W001")
        for point in points
    ]


def _hint(point: OpenPoint) -> str:
    return f"Until then: {point.until_then} Where: {point.where}."
