"""How editors find what we treat and how."""

from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.pages import PageViewSet

from sarcoma_site.core.page_columns import page_columns

from .models import CareTeamRolePage, ConditionPage, ResourcePage, TreatmentPage, TrialPage

CHECKED = DateColumn("reviewed_on", label="Checked by a clinician", sort_key="reviewed_on", width="12%")


def _care_pages(page_type: type, icon_name: str, *more: Column) -> PageViewSet:
    """A list of pages that patients act on, with when a clinician checked each."""
    return PageViewSet(model=page_type, icon=icon_name, columns=page_columns(*more, CHECKED))


CARE_PAGE_LISTS = (
    _care_pages(ConditionPage, "list-ul", Column("group", label="Group", accessor="get_group_display")),
    _care_pages(TreatmentPage, "plus"),
    _care_pages(CareTeamRolePage, "group"),
    _care_pages(TrialPage, "clipboard-list", Column("status", label="Joining", accessor="get_status_display")),
    _care_pages(ResourcePage, "help"),
)
