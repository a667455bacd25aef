"""Changing one date of a conference in one step: visitors see it at once, and nobody's unpublished work is published.

A page that somebody works on has two versions. The change goes into both: the live one is published with it, and the
draft stays a draft, and has it too.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from .models import ConferenceException, ConferencePage
from .schedules import Change, Kind, long_day_words

ACTION = "fellowship.change_conference_date"


class CannotChange(Exception):
    """The change cannot be made. The message is for a person; `field` names what it is about, where it is a field."""

    def __init__(self, said: str, field: str = "") -> None:
        super().__init__(said)
        self.field = field


@dataclass(frozen=True)
class Changed:
    """What was done, in words; and of a page with unpublished changes, why its draft could not take it, or nothing."""

    words: str
    has_draft: bool = False
    draft_fault: str = ""


def why_closed(page: ConferencePage, user) -> str:
    """Why the page's dates cannot be changed in one step now, or nothing."""
    if not page.live:
        return "It is not published."
    if not page.permissions_for_user(user).can_publish():
        return "You may not publish it."
    if page.workflow_in_progress:
        return "A version of the page waits for approval. Approve it or send it back first."
    if Revision.objects.for_instance(page).exclude(approved_go_live_at=None).exists():
        return "A version of the page is scheduled. Wait for its hour, or take the schedule away first."
    lock = page.get_lock()
    return "The page is locked. Whoever locked it can open it again." if lock and lock.for_user(user) else ""


def add_change(key: int, change: Change, user) -> Changed:
    """Let one date be cancelled, moved or added, for visitors at once.

    Raises:
        CannotChange: the date is not one of the conference's, it is changed already, or the page is closed.
    """

    def add(page: ConferencePage) -> None:
        for name, said in change.faults(page.schedule).items():
            raise CannotChange(said, name)
        if any(row.change.key == change.key for row in page.exceptions.all()):
            name = "new_date" if change.kind == Kind.EXTRA else "original_date"
            raise CannotChange("This date is changed already. Take that back first.", name)
        values = {name: getattr(change, name) for name in Change.__dataclass_fields__}
        page.exceptions.add(ConferenceException(**values, sort_order=page.exceptions.count()))

    return _change(key, user, add, words_of(change))


def take_back(key: int, change: Change, user) -> Changed:
    """Let one date be again as if nothing had been changed.

    Raises:
        CannotChange: nothing is changed on that date, or the page is closed.
    """

    def remove(page: ConferencePage) -> None:
        rows = [row for row in page.exceptions.all() if row.change.key == change.key]
        if not rows:
            raise CannotChange("Nothing is changed on that date any more.")
        for row in rows:
            page.exceptions.remove(row)

    return _change(key, user, remove, f"taken back: {words_of(change)}")


def words_of(change: Change) -> str:
    """A change in words: “Tuesday, December 1, 2026: cancelled”."""
    said = {Kind.CANCELLED: "cancelled", Kind.EXTRA: "extra date"}.get(change.kind)
    if said is None:
        said = f"moved to {long_day_words(change.new_date)}" if change.moves_day else "another hour or place"
    return f"{long_day_words(change.day)}: {said}"


@transaction.atomic
def _change(key: int, user, edit: Callable[[ConferencePage], None], words: str) -> Changed:
    Page.objects.select_for_update().get(pk=key)  # Two people at once: the second sees what the first did.
    page = ConferencePage.objects.get(pk=key)
    if why := why_closed(page, user):
        raise CannotChange(why)
    draft = page.latest_revision if page.has_unpublished_changes else None
    edit(page)
    try:
        page.save_revision(user=user, clean=False, log_action=False).publish(user=user)
    except ValidationError as error:
        raise CannotChange(f"The page has to be put in order first: {' '.join(error.messages)}") from error
    log(page, ACTION, user=user, data={"said": words})
    return Changed(words, draft is not None, _edit_draft(draft, user, edit) if draft else "")


def _edit_draft(draft: Revision, user, edit: Callable[[ConferencePage], None]) -> str:
    """Put the unpublished version on top again, with the change, or say why it could not take it."""
    page = draft.as_object()
    fault = ""
    try:
        edit(page)
    except CannotChange as error:  # It has other days, or has been changed on that date already.
        fault = str(error)
    page.save_revision(user=user, clean=False, changed=True)
    return fault
