"""Killed at any point, or run five times at once, an import leaves the same as if it ran once. On PostgreSQL."""

import multiprocessing
import os
import pkgutil
import signal
from functools import partial
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import connection, connections
from wagtail.models import Page, PageLogEntry, Revision

from publications.importing.taking import NothingToTake, take
from publications.importing.undoing import undo
from publications.models import Finding, PublicationAuthor, PublicationImport, PublicationPage, PublicationSource
from tests.factories.publications import list_of_publications, made_item, staged, taken

pytestmark = pytest.mark.django_db(transaction=True)

CALLS = 5
# One after each step of taking, the last just before the transaction ends.
STEPS = [
    "publications.importing.bulk._place",
    "publications.importing.bulk._insert",
    "publications.importing.bulk._keep_rows",
    "publications.importing.bulk._add_revisions",
    "publications.importing.bulk._add_history",
    "publications.importing.taking.update_page",
    "publications.importing.taking.findings.keep",
    "publications.importing.taking._Taking._nest",
]
# The first write, the middle, and the end; `make test-stack` dies at the others too.
IN_EVERY_RUN = (STEPS[1], STEPS[5], STEPS[7])


@pytest.fixture(autouse=True)
def run() -> PublicationImport:
    """An import with a new paper, its visual abstract, a change of a known paper and something to be asked about."""
    if connection.vendor != "postgresql":
        pytest.skip("processes share no SQLite database in memory")
    call_command("flush", interactive=False, verbosity=0)  # The department's own content may be loaded.
    list_of_publications()
    taken([made_item(1)], publish=True)
    return staged(
        [
            made_item(1, PMCID="PMC9990001"),
            made_item(2, title="Examples of killing: a table"),
            made_item(3, title="Visual Abstract: Examples of killing: a table", custom={"kind": "visual-abstract"}),
            made_item(4, issued={"date-parts": [[2099]]}),
        ]
    )


SECONDS = 120


def in_processes(*works) -> list[int | None]:
    """Do each work in a process of its own, all at once, and return how each ended."""
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=_as_a_process, args=[work], daemon=True) for work in works]
    for process in processes:
        process.start()
    for process in processes:
        process.join(SECONDS)
    ends = [process.exitcode for process in processes]
    for process in processes:
        process.kill()  # Whoever still waits would be waited for as the suite ends, for ever.
    return ends


def _as_a_process(work) -> None:
    """Forget the connections that came with the fork, then work: two processes cannot share one.

    Django keeps one set for code beside a running event loop (Playwright's, once a browser was asked for) and one for
    other code. The fork stops the loop, so the child sees the set that its parent does not: closing them there is no
    help.
    """
    for inherited in connections.all():
        inherited.connection = None
    work()


def state() -> dict:
    """Everything that an import writes, but for keys and times."""
    return {
        "pages": [
            (page.path, page.slug, page.live, page.has_unpublished_changes, page.csl, page.relates_to_id is not None)
            for page in PublicationPage.objects.order_by("path")
        ],
        "rows": [model.objects.count() for model in (PublicationAuthor, PublicationSource, Revision, PageLogEntry)],
        "findings": sorted(Finding.objects.values_list("kind", "key", "publication__slug")),
        "runs": list(PublicationImport.objects.order_by("pk").values_list("state", "records_done")),
        "outcomes": [list(run.records.values_list("outcome", flat=True)) for run in PublicationImport.objects.all()],
    }


def take_here(run: PublicationImport) -> None:
    """What a worker process does."""
    try:
        take(run)
    except NothingToTake:
        os._exit(3)
    os._exit(0)


@pytest.mark.parametrize(
    "step", [step if step in IN_EVERY_RUN else pytest.param(step, marks=pytest.mark.slow) for step in STEPS]
)
def test_killed_after_a_step_nothing_is_written_and_it_can_be_taken_again(run, step):
    before = state()

    def take_and_die() -> None:
        step_itself = pkgutil.resolve_name(step)

        def die_after(*args, **kwargs):
            step_itself(*args, **kwargs)
            os.kill(os.getpid(), signal.SIGKILL)

        with mock.patch(step, die_after):
            take_here(run)

    assert in_processes(take_and_die) == [-signal.SIGKILL]
    assert state() == before
    assert in_processes(lambda: take_here(run)) == [0]
    after = state()
    assert after["outcomes"][-1] or after["outcomes"][0]
    assert PublicationPage.objects.count() == 4
    assert Page.find_problems() == ([], [], [], [], [])


def test_five_processes_take_one_import_once(run):
    ends = in_processes(*[lambda: take_here(run)] * CALLS)
    assert sorted(ends) == [0, 3, 3, 3, 3]
    assert PublicationPage.objects.count() == 4
    assert Page.find_problems() == ([], [], [], [], [])


def test_five_imports_of_one_file_at_once_add_each_paper_once():
    runs = [staged(made_item(number) for number in range(10, 30)) for _ in range(CALLS)]
    assert in_processes(*[partial(take_here, run) for run in runs]) == [0] * CALLS
    assert PublicationPage.objects.filter(pmid__gte="99990010").count() == 20
    created = [run.records.filter(outcome="created").count() for run in runs]
    assert sorted(created) == [0, 0, 0, 0, 20]
    assert Page.find_problems() == ([], [], [], [], [])


def test_killed_while_undoing_all_of_it_stands(run):
    take(run)
    before = state()

    def undo_and_die() -> None:
        with mock.patch(
            "publications.importing.undoing._restore_changed", lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        ):
            undo(run)

    assert in_processes(undo_and_die) == [-signal.SIGKILL]
    assert state() == before
    assert undo(PublicationImport.objects.get(pk=run.pk)).removed == 3
