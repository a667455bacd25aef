"""The saved queries to PubMed, with their last run and a button to run them now."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.admin import messages

from .. import tasks
from ..models import PublicationImport, SavedQuery
from .access import PublicationScreen
from .import_run import State, progress_of
from .imports import count_records

TASK = "publications.tasks.ask_saved_queries"
STALE = timedelta(hours=2)


class SyncView(PublicationScreen):
    """Who is looked for at PubMed each night, and what the last night brought."""

    page_title = "Sync with PubMed"
    header_icon = "rotate"
    template_name = "admin/publications/sync.html"

    def get_context_data(self, **kwargs) -> dict:
        user = self.request.user
        return (
            super().get_context_data(**kwargs)
            | state_of_sync()
            | {
                "queries": list(SavedQuery.objects.all()),
                "may_change": user.has_perm("publications.change_savedquery"),
                "may_add": user.has_perm("publications.add_savedquery"),
            }
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        if state_of_sync()["is_running"]:
            messages.info(request, "PubMed is being asked already.")
        else:
            tasks.ask_saved_queries.enqueue()
            messages.success(request, "PubMed is asked now. You can go on with other work meanwhile.")
        return redirect("publication_sync")


class SyncProgressView(SyncView):
    """How far the run is, for the screen to look again by itself."""

    template_name = "admin/publications/sync_now.html"


def state_of_sync() -> dict:
    """The last run, and whether one waits or works now."""
    last = PublicationImport.objects.filter(source=PublicationImport.Source.SYNC).select_related("made_by").first()
    recent = timezone.now() - STALE
    waits = DBTaskResult.objects.filter(task_path=TASK, finished_at=None, enqueued_at__gte=recent).exists()
    works = last is not None and last.is_busy and not progress_of(last)["is_stuck"]
    if last is not None:
        count_records([last])
    return {
        "last": last,
        "is_running": waits or works,
        "works": works,
        "was_stopped": last is not None and last.state == State.READING and not works and not waits,
    }
