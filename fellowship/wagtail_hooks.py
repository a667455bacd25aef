"""What the CMS shows of the fellowship."""

from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.log_actions import LogFormatter

from sarcoma_site.core.section_menu import SectionMenuItem

from . import admin_urls, conference_changes, log_formatters
from .admin_views.conference_week import ConferenceMenuItem
from .admin_views.rotation_screen import RotationMenuItem
from .person_guard import refuse_without_consent
from .viewsets import FellowViewSet

fellows = FellowViewSet()

hooks.register("register_log_actions", log_formatters.register)
hooks.register("before_publish_page", refuse_without_consent)


@hooks.register("register_admin_viewset")
def viewsets() -> list:
    return [fellows]


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
