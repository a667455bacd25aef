"""Take what was chosen of an import: all of it in one transaction, one import at a time."""

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from sarcoma_site.core.batches import in_batches
from sarcoma_site.core.locks import wait_for_turn

from ..models import Finding, PublicationImport, PublicationIndexPage, PublicationPage, PublicationSource, StagedRecord
from . import companions, findings
from .bulk import add_publications
from .matching import KnownPages, as_last_edited
from .merging import merge
from .pages import new_page
from .people import OurPeople
from .progress import Progress
from .questions import questions_about
from .slugs import free_slugs, slug_of
from .updating import remember_source, save_version, update_page

BATCH = 200
LOCK = "publications"
State, Status, Outcome = PublicationImport.State, StagedRecord.Status, StagedRecord.Outcome


class NothingToTake(Exception):
    """The import was taken or undone already, or it is not read yet. The message is for a person."""


def take(run: PublicationImport, user=None) -> PublicationImport:
    """Bring the chosen records of an import into the site, and return it with its new state.

    Killed at any point, nothing of it has happened, and it can be taken again. Called several times at once, the first
    takes it and the others raise.

    Raises:
        NothingToTake: somebody has taken it, or it is not ready.
    """
    with Progress(run) as progress, transaction.atomic():
        wait_for_turn(LOCK)
        run = PublicationImport.objects.get(pk=run.pk)
        if run.state not in (State.READY, State.TAKING):
            raise NothingToTake(f"This import is not ready to be taken. It is: {run.get_state_display().lower()}.")
        done = _Taking(run, user).all(progress)
        run.state, run.taken_at, run.records_done, run.message = State.TAKEN, timezone.now(), done, ""
        run.save(update_fields=["state", "taken_at", "records_done", "message"])
    return run


class _Taking:
    """One import as it is taken: the pages it makes, changes, and what is found about them."""

    def __init__(self, run: PublicationImport, user) -> None:
        self.run, self.user = run, user
        self.index = PublicationIndexPage.objects.get()
        # The command line and the nightly sync have no user. An editor who may not publish brings drafts, and nothing
        # that would change a page that visitors see.
        self.may_publish = user is None or self.index.permissions_for_user(user).can_publish_subpage()
        self.people = OurPeople()
        self.today = timezone.now().date()
        self.lonely: list[int] = []

    def all(self, progress: Progress) -> int:
        done = 0
        rows = self.run.records.filter(chosen=True, status__in=[Status.NEW, Status.CHANGED, Status.KNOWN])
        for batch in _batches(rows):
            self._batch(batch)
            done += len(batch)
            progress.tell(done)
        if self.may_publish:
            self._nest()
        return done

    def _batch(self, batch: list[StagedRecord]) -> None:
        known = KnownPages(row.csl for row in batch)
        new = []
        found: list[Finding] = []
        for row in batch:
            match = known.match(row.csl)
            page = match.page or _confirmed(row)
            if match.problem:
                row.status, row.messages = Status.PROBLEM, [*row.messages, match.problem]
            elif page is not None and not self.may_publish:
                row.page, row.messages = page, [*row.messages, "It is here. Somebody who may publish can update it."]
            elif page is not None:
                found += self._known(row, page, known)
            elif row.status == Status.NEW:
                new.append((row, None if row.is_same_as_suggestion is False else match.suggestion))
        found += self._new(new)
        findings.keep(found)
        StagedRecord.objects.bulk_update(
            batch, ["status", "messages", "page", "outcome", "revision_before", "revision_after"]
        )

    def _known(self, row: StagedRecord, page: PublicationPage, known: KnownPages) -> list[Finding]:
        """Bring a record's news to its page."""
        merged = merge(page.csl, page.source_item, row.csl)
        row.page = page
        before = {notice.kind for notice in page.notices.all()}
        was_shown = page.live and not page.has_unpublished_changes
        if merged.changes:
            row.revision_before, row.revision_after = update_page(page, merged, self.people, self.user)
            row.outcome = Outcome.UPDATED
            if was_shown and page.has_unpublished_changes:
                row.messages = [*row.messages, "Its page may not be shown so. The change waits there as a draft."]
            known.add(page)
            self._look_for_paper(page)
        elif merged.source != page.source_item:
            remember_source(page, merged.source)
        new_notices = sorted({notice.kind for notice in page.notices.all()} - before)
        return findings.about_conflicts(page, merged.conflicts) + findings.about_notices(page, new_notices)

    def _new(self, rows: list[tuple[StagedRecord, PublicationPage | None]]) -> list[Finding]:
        """Add pages for records that are new, and say what is to be looked at."""
        slugs = free_slugs([slug_of(row.csl) for row, _ in rows], self.index)
        pages = [new_page(row.csl, slug, self.people) for (row, _), slug in zip(rows, slugs, strict=True)]
        # What may be here already waits as a draft until somebody has said whether it is.
        for is_doubtful in (False, True):
            alike = [page for page, (_, other) in zip(pages, rows, strict=True) if (other is not None) == is_doubtful]
            add_publications(self.index, alike, self.user, self.run.publish and self.may_publish and not is_doubtful)
        PublicationSource.objects.bulk_create(
            [PublicationSource(publication=page, item=row.csl) for page, (row, _) in zip(pages, rows, strict=True)]
        )
        found = []
        for page, (row, look_alike) in zip(pages, rows, strict=True):
            row.page, row.outcome, row.revision_after = page, Outcome.CREATED, page.latest_revision_id
            found += findings.about_questions(page, list(questions_about(row.csl, self.today)))
            found += findings.about_notices(page, sorted({notice.kind for notice in page.notices.all()}))
            if look_alike is not None:
                found.append(findings.about_duplicate(page, look_alike))
            self._look_for_paper(page)
        return found

    def _look_for_paper(self, page: PublicationPage) -> None:
        if page.relates_to_id is None and companions.is_companion(page):
            self.lonely.append(page.pk)

    def _nest(self) -> None:
        """Bring companions to their papers: those of this import, and those that waited for a paper of it."""
        waiting = companions.waiting_for_their_paper().values_list("pk", flat=True)
        for pages in in_batches(dict.fromkeys([*self.lonely, *waiting]), BATCH):
            for page in as_last_edited(PublicationPage.objects.filter(pk__in=pages)):
                revision = nest(page, self.people, self.user)
                self.run.records.filter(page=page, outcome__gt="").update(revision_after=revision)


def nest(page: PublicationPage, people: OurPeople, user=None) -> int | None:
    """Put a companion under its paper, or say that the paper is not here. A retraction also marks the paper.

    Returns the key of the companion's latest revision.
    """
    paper = companions.paper_of(page)
    if paper is None:
        findings.keep([findings.about_orphan(page)])
        return page.latest_revision_id
    return put_under(page, paper, people, user)


def put_under(page: PublicationPage, paper: PublicationPage, people: OurPeople, user=None, strict: bool = False) -> int:
    """Let a companion belong to a paper, and mark the paper where the companion is a notice about it.

    Args:
        page: the companion as its editors see it (`as_last_edited`).
        strict: as in `updating.show`.

    Returns the key of its new revision.
    """
    page.relates_to = paper
    revision, is_shown = save_version(page, user, strict)
    if not is_shown:
        PublicationPage.objects.filter(pk=page.pk).update(relates_to=paper)
    Finding.objects.filter(publication=page, kind=Finding.Kind.COMPANION, settled_at=None).update(
        settled_at=timezone.now(), settled_by=user
    )
    if kind := companions.notice_for(page):
        _mark_paper(paper, kind, page, people, user)
    return revision.pk


def _mark_paper(paper: PublicationPage, kind: str, notice: PublicationPage, people: OurPeople, user) -> None:
    paper = as_last_edited(PublicationPage.objects.filter(pk=paper.pk))[0]
    entry = {"type": kind, "PMID": notice.pmid, "DOI": notice.doi, "citation": notice.journal_line}
    theirs = {"custom": {"notices": [{key: value for key, value in entry.items() if value}]}}
    merged = merge(paper.csl, paper.source_item, theirs)
    if merged.changes:
        update_page(paper, merged, people, user)
        findings.keep(findings.about_notices(paper, [kind]))


def _confirmed(row: StagedRecord) -> PublicationPage | None:
    """The look-alike that a person has said to be the same paper."""
    if not (row.is_same_as_suggestion and row.suggestion_id):
        return None
    return next(iter(as_last_edited(PublicationPage.objects.filter(pk=row.suggestion_id))), None)


def _batches(rows) -> Iterator[list[StagedRecord]]:
    last = 0
    while batch := list(rows.filter(number__gt=last).order_by("number")[:BATCH]):
        yield batch
        last = batch[-1].number
