"""Planning a year: what the site proposes, looked at before anything is made."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from ..academic_dates import range_in_words
from ..board_forms import YearForm
from ..models import AcademicYear
from ..rotation_plan import CannotPlan, day_after
from ..rotation_rules import LETTERS, YearPlan
from ..year_board import create_year, hospitals_without_side, proposal, year_to_plan_from
from .rotation_screen import RotationScreen


class PlanView(RotationScreen):
    """Proposes a year that keeps every rule; makes it, or an empty one, when somebody says so. Neither is public."""

    page_title = "Plan a year"
    template_name = "admin/fellowship/plan.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if "starts_on" in request.GET:
            return self._show(YearForm(request.GET))
        latest = year_to_plan_from()
        starts_on = day_after(latest.starts_on) if latest else None
        form = YearForm({"starts_on": starts_on.isoformat()}) if starts_on else YearForm()
        return self._show(form)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = YearForm(request.POST)
        if not form.is_valid():
            return self._show(form)
        year, plan = form.instance, None
        if request.POST.get("do") != "empty":
            try:
                plan = proposal(year.starts_on, year_before(year.starts_on))
            except CannotPlan as reason:
                messages.error(request, reason.text)
                return self._show(form)
        create_year(year, plan)
        made = "as proposed" if plan else "without anybody in it"
        messages.success(request, f"The year {year.name} is there {made}. Visitors do not see it yet.")
        return redirect("fellowship_board", year.pk)

    def _show(self, form: YearForm) -> HttpResponse:
        context = self.get_context_data() | {"form": form, "latest": year_to_plan_from()}
        if form.is_bound and form.is_valid():
            context["year"] = form.instance
            try:
                plan = proposal(form.instance.starts_on, year_before(form.instance.starts_on))
            except CannotPlan as reason:
                context["reason"] = reason.text
            else:
                context["letters"], context["rows"] = LETTERS, rows_of(plan)
                context["without_side"] = hospitals_without_side()
        return self.render_to_response(context)


def year_before(starts_on: datetime.date) -> AcademicYear | None:
    """The last year that starts before this day."""
    return AcademicYear.objects.filter(starts_on__lt=starts_on).order_by("-starts_on").first()


def rows_of(plan: YearPlan) -> list[dict]:
    """The proposal for the screen, block by block."""
    return [
        {
            "number": block.number,
            "dates": range_in_words(block.span.starts_on, block.span.ends_on),
            "cells": [
                [
                    (plan.site(stay.site).name, range_in_words(stay.span.starts_on, stay.span.ends_on))
                    for stay in plan.stays_of(letter, block.number)
                ]
                for letter in LETTERS
            ],
        }
        for block in plan.blocks
    ]
