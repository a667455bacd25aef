"""The rotation board: the list of years, one year on one screen, and what is done with a year."""

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.log_actions import registry as log_registry

from ..board_forms import BoardForm
from ..models import AcademicYear, Fellow
from ..rotation_rules import Problem
from ..year_board import CHANGED, YearBoard, delete_year, make_public, take_back, what_changed
from .rotation_screen import RotationScreen

HISTORY_SHOWN = 10


class YearsView(RotationScreen):
    """All years, the newest first, with what is wrong with each."""

    page_title = "Rotation board"
    template_name = "admin/fellowship/years.html"

    def parents(self) -> list[dict]:
        return []

    def get_context_data(self, **kwargs) -> dict:
        boards = [YearBoard.of(year) for year in AcademicYear.objects.all()]
        return super().get_context_data(**kwargs) | {"boards": boards}


class BoardView(RotationScreen):
    """One year: blocks, fellows, stays and leave, to be changed together; and every rule that it breaks."""

    template_name = "admin/fellowship/board.html"

    def get_page_title(self) -> str:
        return f"Rotations {self.year.name}"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        board = YearBoard.of(get_object_or_404(AcademicYear, pk=kwargs["pk"]))
        return self._show(BoardForm(board), board)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        with transaction.atomic():
            year = get_object_or_404(AcademicYear.objects.select_for_update(), pk=kwargs["pk"])
            board = YearBoard.of(year)
            form = BoardForm(board, request.POST)
            if form.is_outdated:
                return self._refuse_outdated(form)
            if not form.is_valid():
                messages.error(request, "Nothing was saved. Some rows cannot be read: see below.")
                return self._show(form, board)
            problems = _save(form)
        if year.is_public and problems:
            said = "Nothing was saved. Visitors see this year, and with these changes it would break the rules below."
            messages.error(request, f"{said} Mend them, or take the year back first.")
            return self._show(form, YearBoard.of(year), problems)
        number = len(problems)
        left = f"{number} {'rule is' if number == 1 else 'rules are'} broken" if number else "Every rule is kept"
        messages.success(request, f"Saved. {left}.")
        return redirect("fellowship_board", year.pk)

    def _refuse_outdated(self, form: BoardForm) -> HttpResponse:
        said = "Nothing was saved. Somebody changed this year while you had it open."
        anew = messages.button(reverse("fellowship_board", args=[form.board.year.pk]), "Open it as it is now")
        messages.error(self.request, f"{said} Your entries stand below: make them again on the board.", buttons=[anew])
        return self._show(form, form.board)

    def _show(self, form: BoardForm, board: YearBoard, problems: list | None = None) -> HttpResponse:
        self.year = board.year
        problems = board.problems if problems is None else problems
        broken = {(problem.block, problem.letter) for problem in problems}
        rows = [
            {
                "block": block,
                "form": form.blocks[block.number],
                "cells": [
                    {
                        "fellow": fellow,
                        "rows": form.stays[block.number, fellow.letter],
                        "is_broken": (block.number, fellow.letter) in broken or (block.number, "") in broken,
                    }
                    for fellow in board.fellows
                ],
            }
            for block in board.blocks
        ]
        fellows = [
            {
                "fellow": fellow,
                "rows": form.leaves[fellow.letter],
                "address": settings.SITE_URL + reverse("fellowship_own_calendar", args=[fellow.calendar_key]),
            }
            for fellow in board.fellows
        ]
        context = self.get_context_data() | {
            "year": board.year,
            "board": board,
            "opened": form.opened,
            "rows": rows,
            "fellows": fellows,
            "problems": problems,
            "everybodys_address": settings.SITE_URL + reverse("fellowship_rotations_calendar"),
            "history": history_of(board.year),
        }
        return self.render_to_response(context)


def _save(form: BoardForm) -> list[Problem]:
    """Save the board and say what is broken then. A public year that would be broken stays as it is."""
    year, before = form.board.year, form.board.words()
    with transaction.atomic():
        form.save()
        saved = YearBoard.of(year, had=form.board.hospitals if year.is_public else ())
        if year.is_public and saved.problems:
            transaction.set_rollback(True)
        elif changed := what_changed(before, saved.words()):
            log(year, CHANGED, data={"changed": changed})
    return saved.problems


def history_of(year: AcademicYear) -> list:
    """What was done with a year last: who, when, what."""
    entries = log_registry.get_logs_for_instance(year).select_related("user").order_by("-timestamp", "-pk")
    return list(entries[:HISTORY_SHOWN])


class PublicView(RotationScreen):
    """Shows a year to visitors, or takes it back. There is nothing to look at."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        year = get_object_or_404(AcademicYear, pk=pk)
        if request.POST.get("do") == "back":
            take_back(year)
            messages.success(request, f"Visitors do not see the year {year.name} any more.")
        elif request.POST.get("do") == "public":
            if problems := make_public(year):
                messages.error(request, f"The year {year.name} is not public. First: {problems[0].text}")
            else:
                messages.success(request, f"Visitors see the year {year.name} now.")
        return redirect("fellowship_board", year.pk)


class DeleteYearView(RotationScreen):
    """Asks whether a year that nobody sees should be removed, with its fellows and their consents."""

    template_name = "admin/fellowship/delete_year.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.year = get_object_or_404(AcademicYear, pk=kwargs["pk"])
        return super().get(request, *args, **kwargs)

    def parents(self) -> list[dict]:
        return [*super().parents(), self.way_to(self.year)]

    def get_page_title(self) -> str:
        return f"Delete {self.year.name}"

    def get_context_data(self, **kwargs) -> dict:
        named = [fellow.full_name for fellow in self.year.fellows.all() if fellow.full_name]
        return super().get_context_data(**kwargs) | {"year": self.year, "named": named}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        with transaction.atomic():
            year = get_object_or_404(AcademicYear.objects.select_for_update(), pk=pk)
            if year.is_public:
                messages.error(request, "Visitors see this year. Take it back first.")
                return redirect("fellowship_board", year.pk)
            delete_year(year)
        messages.success(request, f"The year {year.name} is deleted.")
        return redirect("fellowship_years")


class NewAddressView(RotationScreen):
    """Gives a fellow's own calendar another address; whoever has the old one finds nothing there any more."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        fellow = get_object_or_404(Fellow.objects.select_related("year"), pk=pk)
        fellow.revoke_calendar()
        messages.success(request, f"{fellow.staff_name} has a new calendar address. The old one leads nowhere.")
        return redirect("fellowship_board", fellow.year_id)
