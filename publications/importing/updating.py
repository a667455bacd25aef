"""An item's changes on a page that is there, with a revision and a history entry."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from wagtail.models import Revision

from ..models import PublicationNotice, PublicationPage, PublicationSource
from .merging import Merged
from .pages import set_item
from .people import OurPeople

_NOTICE_COLUMNS = ("kind", "citation", "pmid", "doi")


def update_page(
    page: PublicationPage, merged: Merged, people: OurPeople, user=None, strict: bool = False
) -> tuple[int | None, int]:
    """Write what a source changes on a page, and return the keys of the revisions before and after.

    What visitors see of it, `save_version` says. A retraction or correction they see in any case.
    """
    before = page.latest_revision_id
    set_item(page, merged.item, people)
    revision, is_shown = save_version(page, user, strict)
    if page.live and not is_shown:
        _show_notices(page)
    elif not page.live:
        _keep_identifiers(page)
    remember_source(page, merged.source)
    return before, revision.pk


def save_version(page: PublicationPage, user=None, strict: bool = False, **options) -> tuple[Revision, bool]:
    """Save a page that a program changed, and return its new version and whether visitors see it.

    A page that is live and has no unpublished edits goes live again at once; one that somebody works on keeps the
    change as a draft with their edits, so that nothing unfinished is published.

    Args:
        page: as its editors see it (`as_last_edited`).
        strict: raise ValidationError where the page may not be shown so (see `_show`).
        options: for Wagtail's `save_revision`.
    """
    is_worked_on = page.has_unpublished_changes
    revision = page.save_revision(user=user, log_action=True, clean=False, **options)
    is_shown = page.live and not is_worked_on and _show(revision, user, strict)
    page.has_unpublished_changes = not is_shown
    return revision, is_shown


def _show_notices(page: PublicationPage) -> None:
    """Put a paper's new notices on the page that visitors see, while the rest of the change waits as a draft."""
    shown = set(PublicationNotice.objects.filter(publication_id=page.pk).values_list(*_NOTICE_COLUMNS))
    for place, notice in enumerate(page.notices.all()):
        values = [getattr(notice, column) for column in _NOTICE_COLUMNS]
        if tuple(values) not in shown:
            columns = dict(zip(_NOTICE_COLUMNS, values, strict=True))
            PublicationNotice.objects.create(publication_id=page.pk, sort_order=place, **columns)


def _show(revision: Revision, user=None, strict: bool = False) -> bool:
    """Publish a version that a program made, and return whether visitors see it.

    A source may print what no page may say, such as a DOI that is none. Its version then stays a draft of the page, for
    a person to mend, and stands in the way of nothing else; unless it is to be `strict`.
    """
    with suppress(*() if strict else (ValidationError,)), transaction.atomic():
        revision.publish(user=user, skip_permission_checks=True)
        return True
    return False


def _keep_identifiers(page: PublicationPage) -> None:
    """Let a draft be found by what its revision says: only the page's own columns are looked through."""
    names = ["pmid", "doi", "pmcid", "full_title", "title_key", "issued_year"]
    values = {name: getattr(page, name) for name in names}
    taken = Q(pk__in=[])
    for name in ("pmid", "doi", "pmcid"):
        if values[name]:
            taken |= Q(**{f"{name}__iexact": values[name]})
    if not PublicationPage.objects.filter(taken).exclude(pk=page.pk).exists():
        PublicationPage.objects.filter(pk=page.pk).update(**values)


def remember_source(page: PublicationPage, item: dict) -> None:
    """Keep what the source said, to tell later what a person edited."""
    PublicationSource.objects.update_or_create(publication_id=page.pk, defaults={"item": item})
    page.source_item = item
