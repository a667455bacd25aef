"""Many new pages at once: what `add_child`, a revision and the history do for each, in a few queries for all.

Publishing one page by one costs about a hundred queries with eight authors. Here a batch costs some thirty, and two a
page. Nothing of what Wagtail keeps of a page is left out: its place in the tree, its revision, its history, what it
points to, and the words it is found by. A test compares both ways.
"""

from collections.abc import Iterable

from django.apps.registry import Apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.backends import get_search_backend

from ..models import PublicationAuthor, PublicationIndexPage, PublicationNotice, PublicationPage

_BATCH = 500


def _column(field: models.Field) -> models.Field:
    """A field for a column alone, without what Django does around a relation."""
    if not field.is_relation:
        return field.clone()
    key = field.target_field.clone() if field.primary_key else models.BigIntegerField()
    return type(key)(primary_key=field.primary_key, null=field.null, db_column=field.column)


# The table of publications alone, because `bulk_create` refuses a model that inherits half of its columns from another
# one. It stands in a registry of its own, so that migrations and checks know nothing of it.
_PublicationRow = type(
    "_PublicationRow",
    (models.Model,),
    {
        "__module__": __name__,
        "Meta": type(
            "Meta", (), {"apps": Apps(), "app_label": "publications", "db_table": "publications_publicationpage"}
        ),
        **{field.attname: _column(field) for field in PublicationPage._meta.local_concrete_fields},
    },
)


def add_publications(
    index: PublicationIndexPage, pages: list[PublicationPage], user=None, publish: bool = False
) -> list[PublicationPage]:
    """Add new pages below the list of publications, each with its authors and notices in memory, and return them.

    Must run in a transaction. The pages have their titles and slugs; the slugs are not taken (see `slugs`).
    """
    if not pages:
        return []
    now = timezone.now()
    _place(index, pages, user, publish, now)
    _insert(pages)
    _keep_rows(pages)
    Page.objects.filter(pk=index.pk).update(numchild=F("numchild") + len(pages))
    revisions = _add_revisions(pages, user, publish, now)
    _add_history(pages, revisions, user, publish, now)
    for page in pages:
        ReferenceIndex.create_or_update_for_object(page)
    get_search_backend().add_bulk(PublicationPage, pages)
    return pages


def _place(index, pages: Iterable[PublicationPage], user, publish: bool, now) -> None:
    """Give each page its place in the tree, its address, and its state."""
    parent = Page.objects.select_for_update().get(pk=index.pk)
    last = Page.objects.filter(path__startswith=parent.path, depth=parent.depth + 1).order_by("-path").first()
    step = last._get_lastpos_in_path() if last else 0
    content_type = ContentType.objects.get_for_model(PublicationPage)
    for number, page in enumerate(pages, start=1):
        page.path = Page._get_path(parent.path, parent.depth + 1, step + number)
        page.depth, page.numchild = parent.depth + 1, 0
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.content_type, page.locale_id, page.owner = content_type, parent.locale_id, user
        page.draft_title = page.title
        page.live, page.has_unpublished_changes = publish, not publish
        page.latest_revision_created_at = now
        page.first_published_at = page.last_published_at = now if publish else None


def _insert(pages: list[PublicationPage]) -> None:
    names = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    bases = Page.objects.bulk_create(
        [Page(**{name: getattr(page, name) for name in names}) for page in pages], batch_size=_BATCH
    )
    own = [field.attname for field in PublicationPage._meta.local_concrete_fields]
    for page, base in zip(pages, bases, strict=True):
        page.pk = page.id = page.page_ptr_id = base.pk
        page._state.adding, page._state.db = False, base._state.db
    _PublicationRow.objects.bulk_create(
        [_PublicationRow(**{name: getattr(page, name) for name in own}) for page in pages], batch_size=_BATCH
    )


def _keep_rows(pages: list[PublicationPage]) -> None:
    """Store the authors and notices that each page has in memory."""
    for model, name in [(PublicationAuthor, "authors"), (PublicationNotice, "notices")]:
        rows = []
        for page in pages:
            for row in getattr(page, name).all():
                row.publication_id = page.pk
                rows.append(row)
        model.objects.bulk_create(rows, batch_size=_BATCH)


def _add_revisions(pages: list[PublicationPage], user, publish: bool, now) -> list[Revision]:
    own, base = ContentType.objects.get_for_model(PublicationPage), ContentType.objects.get_for_model(Page)
    revisions = Revision.objects.bulk_create(
        [
            Revision(
                content_type=own,
                base_content_type=base,
                object_id=str(page.pk),
                created_at=now,
                user=user,
                object_str=str(page),
                content=page.serializable_data(),
            )
            for page in pages
        ],
        batch_size=_BATCH,
    )
    bases = []
    for page, revision in zip(pages, revisions, strict=True):
        page.latest_revision = revision
        page.live_revision = revision if publish else None
        bases.append(Page(pk=page.pk, latest_revision=revision, live_revision=page.live_revision))
    Page.objects.bulk_update(bases, ["latest_revision", "live_revision"], batch_size=_BATCH)
    return revisions


def _add_history(pages: list[PublicationPage], revisions: list[Revision], user, publish: bool, now) -> None:
    content_type = ContentType.objects.get_for_model(PublicationPage, for_concrete_model=False)
    actions = ["wagtail.create", "wagtail.publish"] if publish else ["wagtail.create"]
    PageLogEntry.objects.bulk_create(
        [
            PageLogEntry(
                content_type=content_type,
                label=page.get_admin_display_title(),
                action=action,
                timestamp=now,
                user=user,
                page=page,
                revision=revision,
                content_changed=True,
                data={},
            )
            for page, revision in zip(pages, revisions, strict=True)
            for action in actions
        ],
        batch_size=_BATCH,
    )
