"""The case numbers in the CMS: one grid of years and categories, filled by hand or from a spreadsheet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from wagtail.admin import messages

from ..case_grid import MOST_ROWS, GridRow, check, merged, read_table, sent_rows, store, stored_rows
from ..models import CaseCategory
from ..told_elsewhere import page_with_figures
from .record_screen import RecordScreen


class CasesScreen(RecordScreen):
    """Years down, categories across; a number under five is kept here, and shown to nobody else."""

    needs = "fellowship.change_casecount"
    page_title = "Case mix"
    header_icon = "table"
    template_name = "admin/fellowship/cases.html"

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        categories = list(CaseCategory.objects.all())
        rows = context.pop("rows", None)
        rows = stored_rows() if rows is None else rows
        if not any(row.is_blank for row in rows) and len(rows) < MOST_ROWS:
            rows = [GridRow(), *rows]
        for row in rows:
            row.cells = [(category, row.counts.get(category.pk, "")) for category in categories]
        return (
            {"table_text": "", "table_faults": [], "is_unsaved": False}
            | context
            | {
                "categories": categories,
                "rows": rows,
                "this_year": timezone.localdate().year - 1,
                "page": page_with_figures(),
            }
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        categories = list(CaseCategory.objects.all())
        if not categories:
            messages.warning(request, "Add a category first.")
            return redirect("fellowship_cases")
        rows = sent_rows(request.POST, categories)
        if request.POST.get("do") == "paste":
            return self._paste(rows, categories)
        if not check(rows, categories):
            return self.render_to_response(self.get_context_data(rows=rows, is_unsaved=True), status=422)
        self._store(rows, categories)
        return redirect("fellowship_cases")

    def _paste(self, rows: list[GridRow], categories: list[CaseCategory]) -> HttpResponse:
        text = self.request.POST.get("table", "")
        pasted = read_table(text, categories)
        if pasted.faults:
            context = self.get_context_data(rows=rows, table_text=text[:2000], table_faults=pasted.faults[:10])
            return self.render_to_response(context, status=422)
        rows = merged(rows, pasted)[:MOST_ROWS]
        check(rows, categories)
        return self.render_to_response(self.get_context_data(rows=rows, is_unsaved=True))

    def _store(self, rows: list[GridRow], categories: list[CaseCategory]) -> None:
        written, removed = store(rows, categories)
        for year in written:
            self.note(year, "edit")
        for year in removed:
            self.note(year, "delete")
        messages.success(self.request, "The numbers are saved. Visitors see them at once, those under 5 held back.")
