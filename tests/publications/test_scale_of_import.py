"""Ten thousand records: each a whole page, in few queries, and in memory that does not grow with the file."""

import json
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.models import IndexEntry

from publications.importing.taking import take
from publications.models import PublicationAuthor, PublicationPage
from tests.factories.publications import items_with_eight_authors, list_of_publications, person, staged

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

MANY = 10_000


def test_ten_thousand_records_are_whole_pages_and_known_the_second_time():
    index = list_of_publications()
    person(title="Berta Muster", family_name="Muster1", name_variants="Muster1 AB")
    take(staged(items_with_eight_authors(0, MANY), publish=True))
    index.refresh_from_db()
    assert index.numchild == PublicationPage.objects.count() == MANY
    assert PublicationAuthor.objects.count() == 8 * MANY
    assert Revision.objects.page_revisions().filter(object_id__in=_keys()).count() == MANY
    assert PageLogEntry.objects.filter(action="wagtail.publish", page__in=PublicationPage.objects.all()).count() == MANY
    assert ReferenceIndex.objects.filter(model_path="authors.item.person").count() == MANY
    assert IndexEntry.objects.count() >= MANY
    assert Page.find_problems() == ([], [], [], [], [])
    again = staged(items_with_eight_authors(0, 500))
    with CaptureQueriesContext(connection) as queries:
        take(again)
    assert again.counts() == {"new": 0, "changed": 0, "known": 500, "problem": 0}
    assert len(queries) < 100


def _keys() -> list[str]:
    return [str(key) for key in PublicationPage.objects.values_list("pk", flat=True)]


@pytest.mark.parametrize("options", [["--dry-run"], []], ids=["looked through", "taken"])
def test_memory_does_not_grow_with_the_file(tmp_path, options):
    """Twenty times the records, read in a process of its own, need hardly more memory."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "sarcoma_site.settings.test",
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "SECRET_KEY": "k" * 60,
        "PATH": "/usr/bin:/bin",
    }

    def run(*command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=1200,
        )
        return done.stderr

    def memory(start: int, count: int) -> int:
        path = tmp_path / f"{count}.json"
        path.write_text(json.dumps(list(items_with_eight_authors(start, count))))
        return int(run("-c", _IMPORT, str(path), *options).split()[-1])

    run("manage.py", "migrate", "--verbosity=0")
    run("manage.py", "load_content", "--verbosity=0")
    small, large = memory(0, 500), memory(1000, MANY)
    assert large < small * 1.3, f"{small} kB for 500 records, {large} kB for {MANY}"


# The command, and then the most memory that the process has held, in kB.
_IMPORT = """
import resource, sys, django
django.setup()
from django.core.management import call_command
try:
    call_command("import_publications", sys.argv[1], *sys.argv[2:])
except SystemExit as end:
    assert end.code == 0, end.code
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""
