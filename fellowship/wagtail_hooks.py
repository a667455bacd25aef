"""What the CMS shows of the fellowship."""

from django.db.models import QuerySet
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.models import Page

from sarcoma_site.core.section_menu import SectionMenuItem

from . import admin_urls, log_formatters
from .admin_views.conference_week import ConferenceMenuItem
from .admin_views.enquiry_access import EnquiryMenuItem
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
        EnquiryMenuItem(
            "Enquiries", reverse_lazy("enquiry_list"), name="fellowship-enquiries", icon_name="mail", order=20
        ),
        ConferenceMenuItem(
            "This week’s conferences",
            reverse_lazy("conference_week"),
            name="conference-week",
            icon_name="calendar-check",
            order=30,
        ),
        RotationMenuItem(
            "Rotation board",
            reverse_lazy("fellowship_years"),
            name="fellowship-rotations",
            icon_name="calendar-alt",
            order=40,
        ),
        fellows.get_menu_item(order=45),
        RecordMenuItem(
            "Fact sheet",
            reverse_lazy("fellowship_facts"),
            "fellowship.change_fellowshipfact",
            name="fellowship-facts",
            icon_name="list-ul",
            order=50,
        ),
        dates.get_menu_item(order=55),
        RecordMenuItem(
            "Case mix",
            reverse_lazy("fellowship_cases"),
            "fellowship.change_casecount",
            name="fellowship-cases",
            icon_name="table",
            order=60,
        ),
        protocols.get_menu_item(order=65),
        RecordMenuItem(
            "File of protocols",
            reverse_lazy("fellowship_protocol_file"),
            "fellowship.change_protocolfile",
            name="fellowship-protocol-file",
            icon_name="doc-full-inverse",
            order=70,
        ),
    ]
    return SubmenuMenuItem("Fellowship", Menu(items=items), name="fellowship", icon_name="calendar-alt", order=130)
