"""Where an import begins, and the list of those that were."""

from contextlib import suppress

from django.core.exceptions import RequestDataTooBig
from django.core.files.base import ContentFile
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from .. import tasks
from ..formats.recognise import HEAD_BYTES, recognise
from ..formats.records import MAX_FILE_BYTES, MAX_PASTE_BYTES
from ..forms import TOO_BIG_A_FILE, TOO_MUCH_TEXT, ImportForm
from ..importing.staging import stage
from ..models import PublicationImport, StagedRecord
from .access import PublicationScreen
from .paging import admin_page

PER_PAGE = 20
# What is read within the request, so that the coordinator sees her twenty citations at once.
AT_ONCE = 200 * 1024
MOST_BYTES = MAX_FILE_BYTES + MAX_PASTE_BYTES
_DRAINED = 2 * MAX_PASTE_BYTES
Source, Outcome = PublicationImport.Source, StagedRecord.Outcome


def imports_link() -> dict:
    """The breadcrumb to this screen."""
    return {"url": reverse("publication_imports"), "label": "Import"}


@method_decorator(csrf_exempt, name="dispatch")  # `_checked` checks it, after the size is known.
class ImportsView(PublicationScreen):
    """Paste or upload; below it what was imported before."""

    needs_publishing = False
    page_title = "Import publications"
    header_icon = "upload"
    template_name = "admin/publications/imports.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            return self._refuse("file", TOO_BIG_A_FILE)
        try:
            return self._checked(request)
        except RequestDataTooBig:
            # A browser reads the answer only once it has sent everything.
            with suppress(OSError):
                for _ in range(_DRAINED // HEAD_BYTES):
                    if not request.read(HEAD_BYTES):
                        break
            return self._refuse("text", TOO_MUCH_TEXT)

    @method_decorator(csrf_protect)
    def _checked(self, request: HttpRequest) -> HttpResponse:
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._answer(form)
        return redirect("publication_import", begin_import(form, request.user).pk)

    def _refuse(self, field: str, why: str) -> HttpResponse:
        form = ImportForm({}, {})
        form.full_clean()
        form.errors.clear()
        form.add_error(field, why)
        return self._answer(form)

    def _answer(self, form: ImportForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        context.setdefault("form", ImportForm(initial={"text": self.request.GET.get("text", "")}))
        source = self.request.GET.get("of", "")
        runs = PublicationImport.objects.select_related("made_by")
        runs = runs.filter(source=Source.SYNC) if source == Source.SYNC else runs.exclude(source=Source.SYNC)
        context |= admin_page(self.request, runs, PER_PAGE) | {"of": source}
        count_records(context["rows"])
        return context


def begin_import(form: ImportForm, user) -> PublicationImport:
    """Keep what was given, and read it: a little at once, much or what must be looked up in the worker."""
    given = form.cleaned_data
    file = given["file"] or ContentFile(given["text"].encode())
    run = PublicationImport(
        source=Source.UPLOAD if given["file"] else Source.PASTE,
        name=form.import_name,
        format=given["format"] or "auto",
        bytes_total=file.size,
        made_by=user,
    )
    head = file.read(HEAD_BYTES)
    file.seek(0)
    run.file.save("records", file)
    name = recognise(head) if run.format == "auto" else run.format
    if file.size <= AT_ONCE and name != "ids":
        stage(run)
    else:
        tasks.read_import.enqueue(run.pk)
    return run


def count_records(runs: list[PublicationImport]) -> None:
    """Give each run the numbers of its records, in one query for all."""
    numbers: dict[int, dict[str, int]] = {run.pk: {} for run in runs}
    rows = StagedRecord.objects.filter(run__in=list(numbers)).order_by()
    for row in rows.values("run", "outcome", "status").annotate(number=Count("pk")):
        for word in (row["outcome"] or "left", row["status"], "all"):
            numbers[row["run"]][word] = numbers[row["run"]].get(word, 0) + row["number"]
    for run in runs:
        run.numbers = numbers[run.pk]
