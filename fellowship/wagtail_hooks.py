"""What the CMS shows of the fellowship."""

from django.db.models import QuerySet
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.models import Page

from sarcoma_site.core.section_menu import SectionMenuItem

from . import admin_urls, log_formatters
from .admin_views.board import YearsView
from .admin_views.cases import CasesScreen
from .admin_views.conference_week import ConferenceWeekView
from .admin_views.enquiries import EnquiriesView
from .admin_views.facts import FactsScreen
from .admin_views.protocol_file import ProtocolFileScreen
from .admin_views.screen import FellowshipMenuItem
from .person_guard import refuse_without_consent
from .viewsets import ApplicantDateViewSet, CaseCategoryViewSet, FellowViewSet, ProtocolViewSet

fellows, protocols = FellowViewSet(), ProtocolViewSet()
dates, case_categories = ApplicantDateViewSet(), CaseCategoryViewSet()

# The screens in the menu, with the names of their addresses.
SCREENS = (
    (EnquiriesView, "enquiry_list", "mail", 20),
    (ConferenceWeekView, "conference_week", "calendar-check", 30),
    (YearsView, "fellowship_years", "calendar-alt", 40),
    (FactsScreen, "fellowship_facts", "list-ul", 50),
    (CasesScreen, "fellowship_cases", "table", 60),
    (ProtocolFileScreen, "fellowship_protocol_file", "doc-full-inverse", 70),
)

hooks.register("register_log_actions", log_formatters.register)
hooks.register("before_publish_page", refuse_without_consent)


@hooks.register("register_admin_viewset")
def viewsets() -> list:
    return [fellows, dates, case_categories, protocols]


@hooks.register("register_admin_urls")
def screens() -> list[URLPattern | URLResolver]:
    return [path("fellowship/", include(admin_urls))]


@hooks.register("filter_form_submissions_for_user")
def no_list_of_wagtails(user, pages: QuerySet[Page]) -> QuerySet[Page]:
    """Wagtail's own list of what visitors sent goes by the right to change the page; ours has a right of its own."""
    return pages.none()


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
        fellows.get_menu_item(order=45),
        dates.get_menu_item(order=55),
        protocols.get_menu_item(order=65),
        *(
            FellowshipMenuItem(
                screen.page_title,
                reverse_lazy(name),
                screen.is_open_to,
                name=name.replace("_", "-"),
                icon_name=icon,
                order=order,
            )
            for screen, name, icon, order in SCREENS
        ),
    ]
    return SubmenuMenuItem("Fellowship", Menu(items=items), name="fellowship", icon_name="calendar-alt", order=130)
