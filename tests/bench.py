"""The performance table, `make bench`: ratios measured in one run, since seconds say more of the machine than of us."""

import argparse
import io
import os
import statistics
import time
from collections.abc import Callable

import django
from django.test.utils import get_runner, setup_test_environment

from tests.environment.database import choose_database
from tests.environment.templates import LOADED, chosen_templates, wait_for

ROUNDS = 15
LISTS = {
    "list": "/publications/",
    "list, searched": "/publications/?q=example",
    "list of a person": "/publications/?person=santiago-lozano-calderon",
}


def main() -> None:
    """Make a database of its own, measure, print the table, and leave nothing behind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000, help="How many publications to import.")
    records = parser.parse_args().records
    prepared = choose_database()
    os.environ["DJANGO_SETTINGS_MODULE"] = "sarcoma_site.settings.test"
    django.setup()
    from django.conf import settings

    setup_test_environment()
    if templates := chosen_templates():
        wait_for(templates, LOADED)  # Nothing else runs while we measure.
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        for name, value, meaning in rows(records):
            print(f"{name:58} {value:>12}  {meaning}", flush=True)
    finally:
        runner.teardown_databases(databases)
        if prepared:
            prepared.stop()


def rows(records: int):
    """The lines of the table, as they are measured."""
    from django.core.management import call_command

    call_command("load_content", stdout=io.StringIO())
    yield from measure_list("20 publications")
    yield from measure_import(records)
    yield from measure_list(f"{records:,} publications")


def measure_import(records: int):
    """How fast records come in bulk, and one by one with Wagtail's own `add_child`."""
    from publications.importing.pages import new_page
    from publications.importing.people import OurPeople
    from publications.importing.taking import take
    from publications.models import PublicationIndexPage
    from tests.factories.publications import items_with_eight_authors, staged

    few = 60
    people, index = OurPeople(), PublicationIndexPage.objects.get()

    def one_by_one() -> None:
        for item in items_with_eight_authors(records, few):
            page = new_page(item, item["PMID"], people)
            page.live = False
            index.add_child(instance=page)
            page.save_revision(log_action=True)

    single = seconds(one_by_one) / few
    reading = seconds(lambda: runs.append(staged(items_with_eight_authors(0, records), publish=True))) / records
    taking = seconds(lambda: take(runs[0])) / records
    yield f"{records:,} records taken, each", f"{taking * 1000:.1f} ms", f"checked before in {reading * 1000:.1f} ms"
    yield "the same one by one with add_child and a revision, each", f"{single * 1000:.1f} ms", f"{few} records"
    yield "one by one / in bulk", f"{single / taking:.1f} x", "ten or more is asked for"


runs: list = []
lists: dict[str, float] = {}


def measure_list(label: str):
    """How long the list of publications takes against a page that asks the database for nothing."""
    from django.db import connection
    from django.test import Client

    client = Client()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # As the database does by itself after a while.
    bare = median(lambda: client.get("/robots.txt"))
    for name, address in LISTS.items():
        took = median(lambda address=address: client.get(address)) / bare
        grown = f"{took / lists[name]:.1f} x with the first" if name in lists else ""
        lists.setdefault(name, took)
        yield f"{name} of {label} / a bare view", f"{took:.1f} x", grown


def median(work: Callable) -> float:
    """The middle of some rounds, after one to warm up."""
    work()
    return statistics.median(seconds(work) for _ in range(ROUNDS))


def seconds(work: Callable) -> float:
    """How long something took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
