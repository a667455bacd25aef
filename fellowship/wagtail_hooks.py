"""What the CMS shows of the fellowship."""

from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from sarcoma_site.core.section_menu import SectionMenuItem

from . import admin_urls
from .admin_views.record_screen import RecordMenuItem
from .viewsets import ApplicantDateViewSet, CaseCategoryViewSet, ProtocolViewSet

dates, case_categories, protocols = ApplicantDateViewSet(), CaseCategoryViewSet(), ProtocolViewSet()


@hooks.register("register_admin_viewset")
def viewsets() -> list:
    return [dates, case_categories, protocols]


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
        *_for_applicants(),
    ]
    return SubmenuMenuItem("Fellowship", Menu(items=items), name="fellowship", icon_name="calendar-alt", order=130)


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
