"""One import on its way: how far reading is, the preview with its choices, what was done, and how to take it back."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import Truncator
from django_tasks_db.models import DBTaskResult
from wagtail.admin import messages

from .. import tasks
from ..formats.recognise import FORMATS
from ..importing.progress import last_movement, told
from ..importing.taking import NothingToTake, take
from ..importing.undoing import undo
from ..models import PublicationImport, StagedRecord
from .access import PublicationScreen, rights_of
from .imports import imports_link
from .paging import admin_page
from .staged import Outcome, Status, choose_all, chosen_rows, remember_choices, shown

PER_PAGE = 50
TAKEN_AT_ONCE = UNDONE_AT_ONCE = 50
UNDOING = "publications.tasks.undo_import"
STUCK_AFTER = timedelta(minutes=2)
LOOKING_UP_AFTER = timedelta(minutes=4)  # PubMed may be asked five times within three minutes.
State, Source = PublicationImport.State, PublicationImport.Source


class RunScreen(PublicationScreen):
    """A screen about one import."""

    needs_publishing = False
    header_icon = "upload"

    def setup(self, request: HttpRequest, pk: int, *args, **kwargs) -> None:
        super().setup(request, *args, pk=pk, **kwargs)
        self.key = pk

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if rights_of(request.user).may_add:  # Who may not learns nothing of what exists.
            self.run = get_object_or_404(PublicationImport.objects.select_related("made_by"), pk=self.key)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return Truncator(self.run.name).chars(60)

    def parents(self) -> list[dict]:
        return [imports_link()]

    @property
    def may_publish(self) -> bool:
        return rights_of(self.request.user).may_publish

    @property
    def may_undo(self) -> bool:
        """Whether taking it back is the user's own affair: of drafts that the user brought, or of anything."""
        is_own = self.run.made_by_id == self.request.user.pk and not self.run.publish
        return self.run.state == State.TAKEN and (self.may_publish or is_own)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"run": self.run, "may_publish": self.may_publish}


class ImportView(RunScreen):
    """An import as it stands: each state has its own look."""

    def get_template_names(self) -> list[str]:
        looks = {State.READY: "import_preview", State.TAKEN: "import_result", State.UNDONE: "import_result"}
        name = "import_progress" if self.run.is_busy else looks.get(self.run.state, "import_failed")
        return [f"admin/publications/{name}.html"]

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        if self.run.is_busy:
            return context | progress_of(self.run)
        if self.run.state == State.READY:
            return context | self._preview()
        if self.run.state in (State.TAKEN, State.UNDONE):
            return context | self._result()
        return context

    def _preview(self) -> dict:
        counts = self.run.counts()
        status = self.request.GET.get("status", "")
        rows = self.run.records.select_related("page", "suggestion")
        rows = rows.filter(status=status) if status in Status.values else rows
        context = admin_page(self.request, rows, PER_PAGE)
        context["rows"] = shown(context["rows"], self.may_publish)
        return context | {
            "status": status if status in Status.values else "",
            "tabs": [("", "All", sum(counts.values()))]
            + [(value, label, counts[value]) for value, label in Status.choices],
            "format_words": dict(FORMATS).get(self.run.format, self.run.format),
            "number": chosen_rows(self.run, self.may_publish).count(),
            "conflict_number": self.run.records.filter(status=Status.KNOWN).exclude(conflicts=[]).count(),
            "choosable": status in ("", *(Status.NEW, Status.CHANGED)[: 2 if self.may_publish else 1]),
            "unanswered": self.run.records.filter(
                chosen=True, status=Status.NEW, suggestion__isnull=False, is_same_as_suggestion=None
            ).count(),
        }

    def _result(self) -> dict:
        rows = self.run.records.exclude(outcome=Outcome.NONE).select_related("page")
        outcomes = dict(Outcome.choices)
        outcome = self.request.GET.get("status", "")
        numbers = {value: rows.filter(outcome=value).count() for value in Outcome.values if value}
        listed = rows.filter(outcome=outcome) if outcome in numbers else rows
        context = admin_page(self.request, listed, PER_PAGE)
        context["rows"] = shown(context["rows"], self.may_publish)
        kept = numbers[Outcome.CREATED] + numbers[Outcome.UPDATED] if self.run.state == State.UNDONE else 0
        return context | {
            "status": outcome if outcome in numbers else "",
            "tabs": [("", "All", sum(numbers.values()))]
            + [(value, outcomes[value], number) for value, number in numbers.items() if number],
            "left_out": self.run.records.filter(outcome=Outcome.NONE).exclude(status=Status.KNOWN).count(),
            "kept": kept,
            "may_undo": self.may_undo,
            "is_being_undone": self.run.state == State.TAKEN and is_being_undone(self.run),
        }


class ImportProgressView(RunScreen):
    """How far an import is, for the screen to look again by itself."""

    template_name = "admin/publications/import_progress_now.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | progress_of(self.run)


def progress_of(run: PublicationImport) -> dict:
    """What a progress bar shows. `total` is nothing while nobody knows it."""
    if run.state == State.TAKING:
        total = run.records.filter(chosen=True).exclude(status=Status.PROBLEM).count()
        value = min(told(run) if total else 0, total)
    else:
        value, total = run.bytes_read, run.bytes_total if run.format != "ids" else 0
    patience = LOOKING_UP_AFTER if run.format in ("ids", "") and run.state == State.READING else STUCK_AFTER
    return {
        "value": value,
        "total": total,
        "percent": min(100, 100 * value // total) if total else None,
        "records_done": told(run) if run.state == State.TAKING else run.records_done,
        "is_stuck": run.is_busy and timezone.now() - last_movement(run) > patience,
    }


def is_being_undone(run: PublicationImport) -> bool:
    """Whether the worker is to take an import back, or is at it. A worker that died is not waited for for ever."""
    recent = timezone.now() - timedelta(hours=2)
    jobs = DBTaskResult.objects.filter(task_path=UNDOING, finished_at=None, enqueued_at__gte=recent)
    return any(
        args and args[0] == run.pk for args in (job["args"] for job in jobs.values_list("args_kwargs", flat=True))
    )


class ImportChooseView(RunScreen):
    """Keep the choices of one page of the preview, then go where the pressed button leads: on, or to taking it."""

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return redirect("publication_import", self.run.pk)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if self.run.state != State.READY:
            messages.warning(request, "Nothing was changed: this import is not waiting to be looked through any more.")
            return redirect("publication_import", self.run.pk)
        remember_choices(self.run, request.POST)
        if request.POST.get("take") in ("import", "publish"):
            return self._take(publish=request.POST["take"] == "publish" and self.may_publish)
        if request.POST.get("choose") in ("all", "none"):
            choose_all(self.run, request.POST.get("status", ""), request.POST["choose"] == "all")
        return redirect(self._address(request.POST))

    def _address(self, data) -> str:
        """The page of the preview that a button named: `to` is a status and a number, as `new 3`."""
        status, _, number = data.get("to", "").partition(" ")
        wanted = {"status": status or data.get("status", ""), "p": number or data.get("p", "")}
        if status == "all":
            wanted["status"] = ""
        query = urlencode({name: value for name, value in wanted.items() if value})
        address = reverse("publication_import", args=[self.run.pk])
        return f"{address}?{query}" if query else address

    def _take(self, publish: bool) -> HttpResponse:
        """Take a little at once, much in the worker. Of two who press at the same time, one does."""
        if not self.may_publish:
            self.run.records.exclude(status=Status.NEW).update(chosen=False)
        number = self.run.records.filter(chosen=True).exclude(status=Status.PROBLEM).count()
        is_small = number <= TAKEN_AT_ONCE
        state = State.READY if is_small else State.TAKING
        won = PublicationImport.objects.filter(pk=self.run.pk, state=State.READY).update(
            publish=publish, state=state, moved_at=timezone.now(), records_done=0
        )
        if won and not is_small:
            tasks.take_import.enqueue(self.run.pk, self.request.user.pk)
        elif won:
            try:
                take(self.run, self.request.user)
            except NothingToTake as error:
                messages.warning(self.request, str(error))
        return redirect("publication_import", self.run.pk)


class ImportAgainView(RunScreen):
    """Begin again what has not moved for a while: its worker was stopped half way."""

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return redirect("publication_import", self.run.pk)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        run = self.run
        if not progress_of(run)["is_stuck"]:
            messages.info(request, "It still moves. There is nothing to start again.")
        elif run.source == Source.SYNC:
            return redirect("publication_sync")
        elif run.state == State.TAKING:
            if request.POST.get("back"):
                PublicationImport.objects.filter(pk=run.pk, state=State.TAKING).update(state=State.READY)
            else:
                run.save(update_fields=["moved_at"])
                tasks.take_import.enqueue(run.pk, request.user.pk)
        elif run.file:
            run.state = State.WAITING
            run.save(update_fields=["state", "moved_at"])
            tasks.read_import.enqueue(run.pk)
        else:
            PublicationImport.objects.filter(pk=run.pk).update(
                state=State.FAILED, message="It was stopped while it was read, and its file is gone. Import it again."
            )
        return redirect("publication_import", run.pk)


class ImportUndoView(RunScreen):
    """Ask whether an import is to be taken back, and do it."""

    page_title = "Undo"
    template_name = "admin/publications/import_undo.html"

    def get_page_title(self) -> str:
        return "Undo the import"

    def parents(self) -> list[dict]:
        address = reverse("publication_import", args=[self.run.pk])
        return [imports_link(), {"url": address, "label": Truncator(self.run.name).chars(40)}]

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.may_undo else self._refuse()

    def get_context_data(self, **kwargs) -> dict:
        rows = StagedRecord.objects.filter(run=self.run)
        return super().get_context_data(**kwargs) | {
            "added": rows.filter(outcome=Outcome.CREATED, page__isnull=False).count(),
            "updated": rows.filter(outcome=Outcome.UPDATED, page__isnull=False).count(),
        }

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not self.may_undo:
            return self._refuse()
        if self.run.records.filter(outcome__in=[Outcome.CREATED, Outcome.UPDATED]).count() > UNDONE_AT_ONCE:
            if not is_being_undone(self.run):
                tasks.undo_import.enqueue(self.run.pk, request.user.pk)
            return redirect("publication_import", self.run.pk)
        try:
            done = undo(self.run, request.user)
        except NothingToTake as error:
            messages.warning(request, str(error))
        else:
            said = f"Taken out again: {done.removed}. Put back as before: {done.restored}."
            if done.kept:
                said += f" Kept, because somebody worked on them since: {done.kept}. They are listed below."
            messages.success(request, said)
        return redirect("publication_import", self.run.pk)

    def _refuse(self) -> HttpResponse:
        messages.error(self.request, "This import cannot be undone, or not by you.")
        return redirect("publication_import", self.run.pk)
