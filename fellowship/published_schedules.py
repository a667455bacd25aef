"""What calendar programs were told last: noted when a conference is published or goes, so that feeds only read."""

import dataclasses
from collections.abc import Iterable

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from .conference_calendar import fingerprint
from .models import ConferencePage, PublishedSchedule
from .schedules import Plan


def as_published(pages: Iterable[ConferencePage]) -> list[Plan]:
    """The plans of conferences with the number of their version and its time, in one query for all."""
    pages = list(pages)
    known = PublishedSchedule.objects.in_bulk([page.translation_key for page in pages])
    return [_with_version(page, known.get(page.translation_key)) for page in pages]


def _with_version(page: ConferencePage, known: PublishedSchedule | None) -> Plan:
    if known is not None:
        return dataclasses.replace(page.plan, sequence=known.sequence, changed_at=known.changed_at)
    when = page.last_published_at or page.first_published_at
    return dataclasses.replace(page.plan, changed_at=when) if when else page.plan


@transaction.atomic
def note_published(sender, instance: ConferencePage, **_signal) -> None:
    """Count the version up when calendars say something new of it, also when it comes to or leaves a hospital."""
    page = ConferencePage.objects.get(pk=instance.pk)
    now = fingerprint(page.plan, sorted(page.sites.values_list("site_id", flat=True)))
    known, is_new = PublishedSchedule.objects.select_for_update().get_or_create(
        conference=page.translation_key, defaults={"fingerprint": now, "changed_at": timezone.now()}
    )
    if not is_new and known.fingerprint != now:
        known.fingerprint, known.sequence, known.changed_at = now, known.sequence + 1, timezone.now()
        known.save()


def note_gone(sender, instance: ConferencePage, **_signal) -> None:
    """Its dates leave the feeds; if it comes again, that is a new version."""
    PublishedSchedule.objects.filter(conference=instance.translation_key).update(
        fingerprint="", changed_at=timezone.now()
    )


def note_moved(sender, instance: Page, **_signal) -> None:
    """A feed has other addresses in it, or stands at another one, when a page above a conference is renamed."""
    if ConferencePage.objects.descendant_of(instance, inclusive=True).exists():
        PublishedSchedule.objects.update(changed_at=timezone.now())


def note_privacy(sender, instance: PageViewRestriction, **_signal) -> None:
    """What becomes private leaves the feeds, and comes again with the next change."""
    note_moved(sender, instance.page)


page_published.connect(note_published, sender=ConferencePage, dispatch_uid="note-published-conference")
page_unpublished.connect(note_gone, sender=ConferencePage, dispatch_uid="note-gone-conference")
for _signal, _name in ((page_slug_changed, "renamed"), (post_page_move, "moved")):
    _signal.connect(note_moved, dispatch_uid=f"note-{_name}-conference")
for _signal, _name in ((post_save, "closed"), (post_delete, "opened")):
    _signal.connect(note_privacy, sender=PageViewRestriction, dispatch_uid=f"note-{_name}-conference")
