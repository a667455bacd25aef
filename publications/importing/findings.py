"""What is left for a person to look at, each thing once however often it is found."""

import json
import zlib

from ..models import Finding, PublicationNotice, PublicationPage
from .checking import label_of
from .merging import Difference
from .questions import Question


def about_questions(page: PublicationPage, questions: list[Question]) -> list[Finding]:
    """What looks wrong in a record."""
    return [
        Finding(publication=page, kind=Finding.Kind.WARNING, key=question.key[:100], text=question.text)
        for question in questions
    ]


def about_conflicts(page: PublicationPage, conflicts: list[Difference]) -> list[Finding]:
    """Where a source says something else than a person wrote."""
    return [
        Finding(
            publication=page,
            kind=Finding.Kind.CONFLICT,
            key=f"{conflict.field}-{_digest(conflict.theirs)}",
            text=f"A person edited “{label_of(conflict.field)}”. The source now says something else.",
            field=conflict.field,
            ours=conflict.ours,
            theirs=conflict.theirs,
        )
        for conflict in conflicts
    ]


def about_duplicate(page: PublicationPage, other: PublicationPage) -> Finding:
    """Two records that may be one paper."""
    return Finding(
        publication=page,
        kind=Finding.Kind.DUPLICATE,
        key=f"page-{other.pk}",
        text=f"It has the title, first author and year of “{other.full_title}”.",
        other=other,
    )


def about_orphan(page: PublicationPage) -> Finding:
    """A companion whose paper is not here."""
    return Finding(
        publication=page,
        kind=Finding.Kind.COMPANION,
        key="paper",
        text=f"This is a {page.get_kind_display().lower()}, and the paper that it belongs to is not here.",
    )


def about_notices(page: PublicationPage, kinds: list[str]) -> list[Finding]:
    """A retraction or correction that a source has told of."""
    labels = dict(PublicationNotice.Kind.choices)
    return [
        Finding(
            publication=page, kind=Finding.Kind.NOTICE, key=kind, text=f"The paper has a notice now: {labels[kind]}."
        )
        for kind in kinds
    ]


def keep(findings: list[Finding]) -> None:
    """Store findings that are new. One that somebody has settled stays settled."""
    Finding.objects.bulk_create(findings, ignore_conflicts=True)


def _digest(value) -> str:
    return f"{zlib.crc32(json.dumps(value, sort_keys=True).encode()):08x}"
