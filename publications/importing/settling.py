"""What people decide about findings: whose value holds, what is one paper, where a companion belongs."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from ..models import Finding, PublicationPage
from . import findings
from .companions import COMPANIONS
from .matching import as_last_edited
from .merging import Difference, Merged, flat, merge, unflat
from .people import OurPeople
from .taking import put_under
from .updating import update_page

ACTION = "publications.settle_finding"
YEARS_APART = 3
SUGGESTIONS = 3


class CannotSettle(Exception):
    """What was decided cannot be done. The message is for a person."""


def settle(finding: Finding, user, how: str) -> None:
    """Note that somebody has looked at it, and in the page's history what was decided."""
    finding.settled_at, finding.settled_by = timezone.now(), user
    finding.save(update_fields=["settled_at", "settled_by"])
    log(finding.publication, ACTION, user=user, data={"finding": finding.text, "how": how})


def open_again(finding: Finding, user) -> None:
    """Take a decision back: it is to be looked at again. What was written on the page stays in its history."""
    finding.settled_at = finding.settled_by = None
    finding.save(update_fields=["settled_at", "settled_by"])
    log(finding.publication, ACTION, user=user, data={"finding": finding.text, "how": "Opened again"})


@transaction.atomic
def take_theirs(finding: Finding, user) -> bool:
    """Let the page say what the source says, and return whether visitors see it at once.

    Raises:
        CannotSettle: another page has that identifier, or no page may say that.
    """
    page = _as_edited(finding.publication)
    values = flat(page.csl)
    change = Difference(finding.field, values.get(finding.field), finding.theirs)
    item = unflat({**values, finding.field: finding.theirs})
    source = unflat({**flat(page.source_item), finding.field: finding.theirs})
    is_shown = page.live and not page.has_unpublished_changes
    with _all_or_nothing():
        update_page(page, Merged(item, source, [change]), OurPeople(), user, strict=True)
    older = Finding.objects.filter(
        publication=page, kind=Finding.Kind.CONFLICT, field=finding.field, settled_at=None
    ).exclude(pk=finding.pk)
    older.update(settled_at=timezone.now(), settled_by=user)
    settle(finding, user, "Took the source’s value")
    return is_shown


def draft_and_other(finding: Finding) -> tuple[PublicationPage, PublicationPage] | None:
    """Of two records that may be one paper: the draft that can go, and the one that stays; nothing if both are live."""
    if not finding.publication.live:
        return finding.publication, finding.other
    return None if finding.other.live else (finding.other, finding.publication)


@transaction.atomic
def merge_duplicates(finding: Finding, user) -> PublicationPage:
    """Bring a draft's values to the page of the same paper and remove the draft; return the page that stays.

    Raises:
        CannotSettle: both are live. A page that visitors see is never removed here.
    """
    both = draft_and_other(finding)
    if both is None:
        raise CannotSettle("Both are live. Unpublish the one that is to go first.")
    draft, page = (_as_edited(each) for each in both)
    merged = merge(page.csl, page.source_item, draft.csl)
    topics = set(draft.topics.all()) - set(page.topics.all())
    companions = list(PublicationPage.objects.filter(relates_to=draft.pk).exclude(pk=page.pk))
    with _all_or_nothing():
        draft.delete(user=user)  # First: two pages cannot have one identifier.
        page.topics.add(*topics)
        if merged.changes or topics:
            update_page(page, merged, OurPeople(), user, strict=True)
        findings.keep(findings.about_conflicts(page, merged.conflicts))
        for companion in as_last_edited(PublicationPage.objects.filter(pk__in=[each.pk for each in companions])):
            put_under(companion, page, OurPeople(), user, strict=True)
    log(page, ACTION, user=user, data={"finding": finding.text, "how": f"Same paper: “{draft.full_title}” is removed"})
    return page


@transaction.atomic
def choose_paper(finding: Finding, paper: PublicationPage, user) -> None:
    """Put a companion under the paper that a person chose.

    Raises:
        CannotSettle: the paper is the record itself, or belongs to another one.
    """
    page = _as_edited(finding.publication)
    if paper.pk == page.pk or paper.relates_to_id == page.pk:
        raise CannotSettle("A record cannot belong to itself, nor to what belongs to it.")
    if paper.relates_to_id:
        raise CannotSettle("That record belongs to a paper itself. Choose the paper.")
    with _all_or_nothing():
        put_under(page, paper, OurPeople(), user, strict=True)
    finding.refresh_from_db()
    settle(finding, user, f"Belongs to “{paper.full_title}”")


def suggest_papers(pages: list[PublicationPage]) -> dict[int, list[PublicationPage]]:
    """For each companion the papers with most of its authors and a near year, in two queries for all.

    Args:
        pages: with their authors fetched.
    """
    names = {page.pk: {row.name_key for row in page.authors.all()} for page in pages}
    wanted = set().union(*names.values()) if names else set()
    if not wanted:
        return {page.pk: [] for page in pages}
    years = [page.issued_year for page in pages if page.issued_year]
    rows = PublicationPage.objects.exclude(kind__in=COMPANIONS).filter(authors__name_key__in=wanted, relates_to=None)
    if years and len(years) == len(pages):
        rows = rows.filter(issued_year__range=(min(years) - YEARS_APART, max(years) + YEARS_APART))
    written: dict[int, set[str]] = {}
    issued: dict[int, int | None] = {}
    for key, year, name in rows.values_list("pk", "issued_year", "authors__name_key"):
        written.setdefault(key, set()).add(name)
        issued[key] = year
    best = {page.pk: _best(page, names[page.pk], written, issued) for page in pages}
    found = PublicationPage.objects.listed().in_bulk([key for keys in best.values() for key in keys])
    return {key: [found[paper] for paper in papers if paper in found] for key, papers in best.items()}


def _best(page: PublicationPage, names: set[str], written: dict, issued: dict) -> list[int]:
    scores = []
    for key, others in written.items():
        shared = len(names & others)
        apart = abs(issued[key] - page.issued_year) if issued[key] and page.issued_year else 0
        if key != page.pk and shared and apart <= YEARS_APART:
            scores.append((-shared, apart, -key))
    return [-key for _, _, key in sorted(scores)[:SUGGESTIONS]]


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """Say in words why a page cannot be published so, with nothing done."""
    try:
        with transaction.atomic():
            yield
    except ValidationError as error:
        raise CannotSettle(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise CannotSettle("Another page has that identifier.") from error


def _as_edited(page: PublicationPage) -> PublicationPage:
    return as_last_edited(PublicationPage.objects.filter(pk=page.pk))[0]
