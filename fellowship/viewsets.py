"""How staff keep what the fellowship has in tables: fellows, dates for applicants, categories of cases, protocols."""

from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet

from .application_dates import days_in_words
from .fellow_forms import FellowForm
from .models import ApplicantDate, CaseCategory, Fellow, Protocol


class FellowViewSet(ModelViewSet):
    """The fellows of all years: names, consents, what they did before and after."""

    model = Fellow
    name = "fellowship_fellows"
    url_prefix = "fellowship/fellows"
    icon = "user"
    menu_label = "Fellows"
    menu_name = "fellowship-fellows"
    list_display = [
        Column("staff_name", label="Fellow"),
        Column("year", label="Year", sort_key="year__starts_on"),
        Column("place", label="Place"),
        Column("public_name", label="Visitors read"),
    ]
    search_fields = ["given_name", "family_name", "training_before", "position_after"]
    edit_handler = ObjectList(Fellow.panels, base_form_class=FellowForm)
    copy_view_enabled = False

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """Without the right to delete, which nobody has: a year always has both places."""
        return super().get_permissions_to_register().exclude(codename="delete_fellow")


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


class DeleteCategoryView(DeleteView):
    """Takes away a category that was never counted by; one with figures stays."""

    def form_valid(self, form) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, f"{self.object} has figures. Empty its column under Case mix first.")
            return redirect(self.index_url_name)


class CaseCategoryViewSet(ModelViewSet):
    """The columns of the case numbers."""

    model = CaseCategory
    name = "fellowship_case_categories"
    url_prefix = "fellowship/case-categories"
    icon = "tag"
    menu_label = "Case categories"
    menu_name = "fellowship-case-categories"
    list_display = ["name", "order"]
    delete_view_class = DeleteCategoryView
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
