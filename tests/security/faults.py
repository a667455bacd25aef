"""Faults of the kind that slips into a site, each to be planted by itself; the suite must see every one.

`tests/conftest.py` plants the one that PLANTED_FAULT names, before any test. Where the suite should notice is written
beside each; `make test-stack` goes through them (`test_planted_faults.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings


@dataclass(frozen=True)
class Fault:
    """One fault: how it is planted, and the tests of which at least one must fail."""

    plant: Callable[[], None]
    noticed_by: str


def _replace(place: str, replacement) -> None:
    """Put something else in the place of a function, class or method, named as `module:thing.part`."""
    module_name, _, path = place.partition(":")
    owner = import_module(module_name)
    *way, last = path.split(".")
    for step in way:
        owner = getattr(owner, step)
    assert hasattr(owner, last), f"{place} is not there any more"
    setattr(owner, last, replacement)


def _call_everybody_an_administrator() -> None:
    """A question for the role that is always answered with yes."""
    _replace("sarcoma_site.core.section_staff:is_administrator", lambda user: True)


def _forget_a_permission() -> None:
    """A screen of ours no longer asks who opens it."""
    _replace("sarcoma_site.home.admin_views:BeforeYouGoLiveView.has_permission", lambda view: True)


def _show_drafts() -> None:
    """Lists of publications forget to leave drafts and private pages out."""
    _replace("sarcoma_site.core.visibility:VisiblePageQuerySet.visible", lambda pages: pages)


def _show_foreign_titles() -> None:
    """The coordinator's page chooser shows every page."""
    _replace("sarcoma_site.core.section_staff:may_see", lambda user, page: True)


def _stop_escaping() -> None:
    """A template engine without autoescape."""
    settings.TEMPLATES[0]["OPTIONS"]["autoescape"] = False


def _take_files_of_any_size() -> None:
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 10**12


def _keep_pictures_as_they_came() -> None:
    """Pictures are stored without being written anew."""
    for module in ("pictures", "fields"):
        _replace(f"sarcoma_site.core.uploads.{module}:clean_picture", lambda name, data: data)


def _serve_private_files() -> None:
    _replace("sarcoma_site.core.media:_lets_in", lambda collection, request: True)


def _reopen_wagtails_sign_in() -> None:
    """Wagtail's own sign-in view stands before allauth's again."""
    from django.urls import path
    from wagtail.admin.views.account import LoginView

    from sarcoma_site import urls

    urls.urlpatterns.insert(0, path(f"{settings.ADMIN_PATH}login/", LoginView.as_view()))


def _skip_the_second_step() -> None:
    _replace("sarcoma_site.accounts.middleware:needs_second_step", lambda user: False)


def _never_lock() -> None:
    settings.AXES_ENABLED = False


def _tell_who_has_an_account() -> None:
    settings.ACCOUNT_PREVENT_ENUMERATION = False


def _lead_anywhere() -> None:
    """Whatever stands in `next` is followed."""
    _replace("django.utils.http:url_has_allowed_host_and_scheme", lambda *args, **kwargs: True)


def _allow_inline_scripts() -> None:
    settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["script-src"] = ["'self'", "'unsafe-inline'"]


def _name_fellows_without_consent() -> None:
    _replace("fellowship.models.fellows:Fellow.has_consent", lambda fellow, today=None: True)


def _show_small_numbers() -> None:
    """Figures of the case mix that might tell of a single patient are shown."""
    _replace("fellowship.held_back:LEAST", 0)


def _keep_health_details() -> None:
    """The contact form stores whatever is written into it."""
    _replace("fellowship.enquiry_form:health_details_in", lambda text: [])


def _let_everybody_read_what_was_written() -> None:
    """The screens of the fellowship open to all staff."""
    _replace("fellowship.admin_views.screen:FellowshipScreen.is_open_to", classmethod(lambda screen, user: True))


def _publish_a_broken_year() -> None:
    """No rule of the rotation board is checked."""
    _replace("fellowship.year_board:problems_of", lambda plan: [])


MATRIX = "tests/security/test_matrix.py::test_nobody_gets_what_no_row_gives"
SECRETS = "tests/security/test_secrets.py::test_no_list_chooser_report_history_or_api_names_what_is_not_ones_own"
FILES = "tests/uploads/test_hostile_files.py::test_a_hostile_file_is_refused_with_its_sentence"
PUBLIC = "tests/security/test_secrets.py::test_the_public_site_names_nothing_that_is_not_public"
LEADS = "tests/site/test_surface.py::test_signing_in_leads_only_to_our_own_pages"
BROKEN_YEAR = "tests/fellowship/test_rotation_board.py::test_a_public_year_cannot_be_broken"
CONSENT = "tests/fellowship/test_consent.py::test_a_name_is_public_only_with_a_consent_that_holds"
HEALTH = "tests/fellowship/test_enquiry_form.py::test_health_details_stop_and_show_the_way_and_keep_nothing"
ENQUIRIES = "tests/fellowship/test_enquiry_admin.py::test_all_others_are_turned_away_and_cannot_change_anything"
HIDDEN = "tests/uploads/test_hostile_files.py::test_a_file_that_hides_something_is_kept_without_it"

FAULTS = {
    "everybody an administrator": Fault(_call_everybody_an_administrator, MATRIX),
    "a permission removed": Fault(_forget_a_permission, MATRIX),
    "a draft filter dropped": Fault(_show_drafts, PUBLIC),
    "foreign titles in choosers": Fault(_show_foreign_titles, SECRETS),
    "escaping off": Fault(_stop_escaping, "tests/site/test_bad_input.py"),
    "a size bound gone": Fault(_take_files_of_any_size, FILES),
    "pictures kept as they came": Fault(_keep_pictures_as_they_came, HIDDEN),
    "private files for everybody": Fault(_serve_private_files, "tests/uploads/test_serving.py"),
    "a login view reopened": Fault(_reopen_wagtails_sign_in, "tests/accounts/test_second_step.py"),
    "no second step": Fault(_skip_the_second_step, "tests/accounts/test_second_step.py"),
    "no lock-out": Fault(_never_lock, "tests/accounts/test_lockout.py"),
    "a reset that tells": Fault(_tell_who_has_an_account, "tests/accounts/test_forgotten_password.py"),
    "an open redirect": Fault(_lead_anywhere, LEADS),
    "inline scripts allowed": Fault(_allow_inline_scripts, "tests/site/test_headers.py"),
    "a fellow named without consent": Fault(_name_fellows_without_consent, CONSENT),
    "small numbers shown": Fault(_show_small_numbers, "tests/fellowship/test_cases.py"),
    "health details kept": Fault(_keep_health_details, HEALTH),
    "messages for everybody": Fault(_let_everybody_read_what_was_written, ENQUIRIES),
    "a broken year made public": Fault(_publish_a_broken_year, BROKEN_YEAR),
}


def plant(name: str) -> None:
    """Plant the fault of this name into the process."""
    FAULTS[name].plant()
