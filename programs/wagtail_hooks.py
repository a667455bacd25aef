"""What the CMS shows of programs, treatments, the care team, trials and resources."""

from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.admin.viewsets.pages import PageViewSet

from sarcoma_site.core.section_menu import SectionMenuItem

from .viewsets import CARE_PAGE_LISTS


@hooks.register("register_admin_viewset")
def care_page_lists() -> tuple[PageViewSet, ...]:
    return CARE_PAGE_LISTS


@hooks.register("register_admin_menu_item")
def care_menu() -> SubmenuMenuItem:
    sections = [
        SectionMenuItem("Programs", "programs.ProgramIndexPage", icon_name="folder-open-inverse", order=10),
        SectionMenuItem("Treatments", "programs.TreatmentIndexPage", icon_name="plus", order=20),
        SectionMenuItem("Care team", "programs.CareTeamIndexPage", icon_name="group", order=30),
        SectionMenuItem("Clinical trials", "programs.TrialIndexPage", icon_name="clipboard-list", order=40),
        SectionMenuItem("Patient resources", "programs.ResourceIndexPage", icon_name="help", order=50),
    ]
    return SubmenuMenuItem("Patient care", Menu(items=sections), name="patient-care", icon_name="view", order=140)
