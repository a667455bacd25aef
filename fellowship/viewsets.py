"""How staff keep what the fellowship has in tables: dates for applicants, categories of cases, protocols."""

from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from .application_dates import days_in_words
from .models import ApplicantDate, CaseCategory, Protocol


class ApplicantDateViewSet(ModelViewSet):
    """Deadlines, interviews, the start: by the year in which the fellows begin."""

    model = ApplicantDate
    name = "fellowship_dates"
    url_prefix = "fellowship/dates"
    icon = "date"
    menu_label = "Dates for applicants"
    menu_name = "fellowship-dates"
    list_display = [
        "get_kind_display",
        Column("cycle", label="For fellows who start in", accessor="cycle", sort_key="cycle"),
        Column(
            "when",
            label="When",
            accessor=lambda date: days_in_words(date.starts_on, date.ends_on) if date.starts_on else "not announced",
        ),
        Column("dated", label="As of", accessor="dated"),
    ]
    list_filter = ["cycle", "kind"]
    copy_view_enabled = False


class CaseCategoryViewSet(ModelViewSet):
    """The columns of the case numbers."""

    model = CaseCategory
    name = "fellowship_case_categories"
    url_prefix = "fellowship/case-categories"
    icon = "tag"
    menu_label = "Case categories"
    menu_name = "fellowship-case-categories"
    list_display = ["name", "order"]
    copy_view_enabled = False


class ProtocolViewSet(ModelViewSet):
    """The active protocols, as the table on the site shows them."""

    model = Protocol
    name = "fellowship_protocols"
    url_prefix = "fellowship/protocols"
    icon = "form"
    menu_label = "Protocols"
    menu_name = "fellowship-protocols"
    list_display = ["title", "investigator", "status", "nct_number", "order"]
    list_filter = ["status"]
    search_fields = ["title", "investigator", "nct_number"]
    copy_view_enabled = False
