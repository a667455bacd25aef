"""What the CMS shows of the fellowship."""

from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.log_actions import LogFormatter

from sarcoma_site.core.section_menu import SectionMenuItem

from . import admin_urls, conference_changes, log_formatters
from .admin_views.conference_week import ConferenceMenuItem
from .admin_views.record_screen import RecordMenuItem
from .admin_views.rotation_screen import RotationMenuItem
from .person_guard import refuse_without_consent
from .viewsets import ApplicantDateViewSet, CaseCategoryViewSet, FellowViewSet, ProtocolViewSet

fellows, protocols = FellowViewSet(), ProtocolViewSet()
dates, case_categories = ApplicantDateViewSet(), CaseCategoryViewSet()

hooks.register("register_log_actions", log_formatters.register)
hooks.register("before_publish_page", refuse_without_consent)


@hooks.register("register_admin_viewset")
def viewsets() -> list:
    return [fellows, dates, case_categories, protocols]


@hooks.register("register_admin_urls")
def screens() -> list[URLPattern | URLResolver]:
    return [path("fellowship/", include(admin_urls))]


@hooks.register("register_admin_menu_item")
def fellowship_menu() -> SubmenuMenuItem:
    """Each item is shown to whom it serves; the whole menu to whoever sees one of them."""
    items = [
        SectionMenuItem(
            "Pages of the fellowship",
            "fellowship.FellowshipPage",
            name="fellowship-pages",
            icon_name="folder-open-inverse",
            order=10,
        ),
        RotationMenuItem(
            "Rotation board",
            reverse_lazy("fellowship_years"),
            name="fellowship-rotations",
            icon_name="calendar-alt",
            order=20,
        ),
        fellows.get_menu_item(order=25),
        ConferenceMenuItem(
            "This week’s conferences",
            reverse_lazy("conference_week"),
            name="conference-week",
            icon_name="calendar-check",
            order=20,
        ),
        *_for_applicants(),
    ]
    return SubmenuMenuItem("Fellowship", Menu(items=items), name="fellowship", icon_name="calendar-alt", order=130)


@hooks.register("register_log_actions")
def history_of_conferences(actions) -> None:
    """What a conference's history says of a date that was changed in one step."""

    @actions.register_action(conference_changes.ACTION)
    class DateFormatter(LogFormatter):
        label = "Change a date"

        def format_message(self, entry) -> str:
            return f"Changed a date. {entry.data.get('said', '')}"


def _for_applicants() -> list[MenuItem]:
    """What applicants look for: facts, dates, cases and protocols."""
    screens = [
        ("Fact sheet", "fellowship_facts", "fellowship.change_fellowshipfact", "list-ul", 50),
        ("Case mix", "fellowship_cases", "fellowship.change_casecount", "table", 54),
        ("File of protocols", "fellowship_protocol_file", "fellowship.change_protocolfile", "doc-full-inverse", 58),
    ]
    return [
        *(
            RecordMenuItem(label, reverse_lazy(name), needs, name=name.replace("_", "-"), icon_name=icon, order=order)
            for label, name, needs, icon, order in screens
        ),
        dates.get_menu_item(order=52),
        protocols.get_menu_item(order=56),
    ]
