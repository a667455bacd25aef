"""Load the whole folder of content: all of it, or nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import models, transaction
from wagtail.models import Page, Site

from publications.models import PublicationPage
from sarcoma_site.core.models import BasePage, LoadedContent, SiteSettings
from sarcoma_site.core.site_frame import forget_frame

from .library import Library
from .pages import PageWriter, PlannedPage, in_tree_order, page_type_of, read_pages
from .publications import keep_source, point_out_problems, read_publications
from .records import (
    COLLECTIONS,
    COLLECTIONS_AFTER_PAGES,
    SETTINGS_FILE,
    digest,
    fill_record,
    fill_settings,
    read_collection,
    read_settings,
    record_state,
)
from .site_record import point_site_at, remove_welcome_page

CREATED, UNCHANGED, UPDATED, KEPT = "created", "unchanged", "updated", "kept"


@dataclass(frozen=True)
class Outcome:
    """What became of one record: created, unchanged, updated, or kept because staff edited it."""

    key: str
    status: str
    note: str = ""


def load_content(root: Path, overwrite: bool = False) -> Iterator[Outcome]:
    """Bring every record of the folder into the site, and say what became of each.

    Nothing that staff edited is touched, unless `overwrite`: then the file's words become a new revision, and the
    note says what they replaced. Everything happens in one transaction, which ends with the last outcome.

    Raises:
        ContentError: a file cannot be used; the database is as it was.
    """
    publications = [PlannedPage(file, page_type_of(file)) for file in read_publications(root)]
    planned = in_tree_order(read_pages(root) + publications)
    collections = {name: read_collection(root, name) for name in [*COLLECTIONS, *COLLECTIONS_AFTER_PAGES]}
    site_settings = read_settings(root)
    with transaction.atomic():
        library = Library()
        for name, model in COLLECTIONS.items():
            for entry in collections[name]:
                yield _load_record(name, model, entry, library, overwrite)
        remove_welcome_page()
        library.read_existing_pages()
        yield from _load_pages(planned, library, overwrite)
        for name, model in COLLECTIONS_AFTER_PAGES.items():
            for entry in collections[name]:
                yield _load_record(name, model, entry, library, overwrite)
        addresses = {plan.file.address for plan in publications}
        point_out_problems(page.pk for address, page in library.pages.items() if address in addresses)
        if "/" in library.pages:
            point_site_at(library.pages["/"])
        if site_settings:
            yield _load_settings(site_settings, library, overwrite)
    forget_frame()


@dataclass
class _Decision:
    """What to do with one record, and what to remember of it."""

    key: str
    file_digest: str
    status: str
    note: str = ""

    @property
    def writes(self) -> bool:
        return self.status in (CREATED, UPDATED)

    def outcome(self) -> Outcome:
        return Outcome(self.key, self.status, self.note)

    def remember(self, record: models.Model, state: str) -> None:
        LoadedContent.objects.update_or_create(
            key=self.key, defaults={"file_digest": self.file_digest, "state_digest": state, "object_id": str(record.pk)}
        )


def _decide(
    key: str,
    file_digest: str,
    record: models.Model | None,
    loaded: LoadedContent | None,
    state_of: Callable[[models.Model], str],
    overwrite: bool,
) -> _Decision:
    """Compare what a file says now, what it said last, and what the record has become since."""
    if record is None:
        if loaded and not overwrite:
            return _Decision(key, file_digest, KEPT, "staff deleted it")
        return _Decision(key, file_digest, CREATED)
    is_edited = loaded is None or loaded.state_digest != state_of(record)
    if is_edited and not overwrite:
        return _Decision(key, file_digest, KEPT, "staff edited it" if loaded else "staff made it")
    if not is_edited and loaded.file_digest == file_digest:
        return _Decision(key, file_digest, UNCHANGED)
    return _Decision(key, file_digest, UPDATED, f"replaced what staff wrote in “{record}”" if is_edited else "")


def _load_record(file_name: str, model: type[models.Model], entry, library: Library, overwrite: bool) -> Outcome:
    key = f"{file_name}#{entry['slug']}"
    loaded = LoadedContent.objects.filter(key=key).first()
    match = {"pk": loaded.object_id} if loaded else {"slug": entry["slug"]}
    record = model.objects.filter(**match).first()
    decision = _decide(key, digest(entry), record, loaded, record_state, overwrite)
    if decision.writes:
        record = record or model()
        fill_record(record, entry, library, Path(file_name))
        decision.remember(record, record_state(record))
    if record is not None:
        library.records[model, entry["slug"]] = record
    return decision.outcome()


def _load_settings(entry, library: Library, overwrite: bool) -> Outcome:
    site = Site.objects.get(is_default_site=True)
    record = SiteSettings.objects.filter(site=site).first()
    loaded = LoadedContent.objects.filter(key=SETTINGS_FILE).first()
    decision = _decide(SETTINGS_FILE, digest(entry), record, loaded, record_state, overwrite)
    if decision.writes:
        record = SiteSettings.objects.get(pk=fill_settings(site, entry, library).pk)
        decision.remember(record, record_state(record))
    return decision.outcome()


def _load_pages(planned: list[PlannedPage], library: Library, overwrite: bool) -> Iterator[Outcome]:
    """First every new page in its place, so that pages may point to each other; then their words."""
    remembered = {loaded.key: loaded for loaded in LoadedContent.objects.all()}
    existing = {str(page.pk): page for page in library.pages.values()}
    decisions: list[tuple[PlannedPage, _Decision]] = []
    for plan in planned:
        address = plan.file.address
        loaded = remembered.get(address)
        page = existing.get(loaded.object_id) if loaded else library.pages.get(address)
        decision = _decide(address, _file_digest(plan), page, loaded, page_state, overwrite)
        if decision.status == CREATED:
            page = _create(plan, library)
            if page is None:
                decision = _Decision(address, decision.file_digest, KEPT, "staff deleted the page above it")
        if page is not None:
            library.pages[address] = page
        decisions.append((plan, decision))
    for plan, decision in decisions:
        if decision.writes:
            # Read anew: the copy made before its children came would write back that it has none.
            page = Page.objects.get(pk=library.pages[plan.file.address].pk).specific
            PageWriter(plan, library).fill(page)
            decision.remember(page, page_state(Page.objects.get(pk=page.pk)))
            if isinstance(page, PublicationPage):
                keep_source(page)
        yield decision.outcome()


def _create(plan: PlannedPage, library: Library) -> BasePage | None:
    """The new page in its place, or None when the page above it is gone."""
    above = plan.file.parent_address
    if above is None:
        return PageWriter(plan, library).create(Page.get_first_root_node())
    if above not in library.pages:
        return None
    parent = Page.objects.get(pk=library.pages[above].pk)
    return PageWriter(plan, library).create(parent)


def page_state(page: Page) -> str:
    """What changes when staff edit, publish, unpublish or rename a page, and not when its neighbours change."""
    return f"{page.latest_revision_id}:{page.live}:{page.slug}"


def _file_digest(plan: PlannedPage) -> str:
    blocks = [[block.kind, block.value] for block in plan.file.blocks]
    return digest([plan.file.fields, blocks])
