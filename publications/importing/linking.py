"""Link authors of records that are here to people of ours.

Who an author is, is no word of the record. So no new version of the page is made: the link is written into the row and
into the page's latest versions, and the page's history says so.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import PageLogEntry, ReferenceIndex, Revision

from people.models import PersonPage

from ..csl import printed_name
from ..keys import name_key
from ..models import PublicationAuthor, PublicationPage
from .people import OurPeople

ACTION = "publications.link_author"
BATCH = 200


def link_rows(rows: Iterable[PublicationAuthor], person: PersonPage, user=None) -> int:
    """Say of authors' rows without a person that they are this one, and return how many pages that is.

    The latest versions of their pages get the same link, wherever an author without a person has the same name there.
    """
    rows = list(rows)
    with transaction.atomic():
        keys: dict[int, set[str]] = defaultdict(set)
        for row in rows:
            keys[row.publication_id].add(name_key(row.printed_name))
        PublicationAuthor.objects.filter(pk__in=[row.pk for row in rows], person=None).update(person=person)
        pages = list(PublicationPage.objects.filter(pk__in=list(keys)))
        _link_in_revisions(pages, keys, person)
        for page in pages:
            ReferenceIndex.create_or_update_for_object(page)
        _log(pages, person, user)
    return len(pages)


def link_known_spellings(person: PersonPage, user=None) -> int:
    """Link the authors without a person who certainly are this one: by ORCID, or by a spelling of nobody else's.

    Nobody is unlinked: what was right once stays, whatever spelling is taken from the person's page.
    """
    spellings = [name_key(variant) for variant in person.name_variants.splitlines() if variant.strip()]
    wanted = Q(name_key__in=spellings)
    if person.orcid:
        wanted |= Q(orcid__iexact=person.orcid)
    rows = list(PublicationAuthor.objects.filter(wanted, person=None))
    if not rows:
        return 0
    people = OurPeople()
    certain = [row for row in rows if people.author(row) == person.pk]
    return link_rows(certain, person, user) if certain else 0


def add_spelling(person: PersonPage, printed: str, user) -> str:
    """Write a spelling of a name on the person's page, as a new version.

    Returns `known` if it stands there already, `published` if it holds at once, `waiting` if somebody has to agree to
    the person's page first, or works on it.
    """
    latest = person.get_latest_revision_as_object()
    if name_key(printed) in [name_key(variant) for variant in latest.name_variants.splitlines()]:
        return "known"
    is_worked_on = person.has_unpublished_changes
    latest.name_variants = "\n".join([*filter(str.strip, latest.name_variants.splitlines()), printed])
    revision = latest.save_revision(user=user, log_action=True, clean=False)
    rights = person.permissions_for_user(user)
    if person.live and not is_worked_on and rights.can_publish():
        revision.publish(user=user)
        return "published"
    if person.live and not is_worked_on and rights.can_submit_for_moderation():
        person.get_workflow().start(latest, user)
    return "waiting"


def _link_in_revisions(pages: list[PublicationPage], keys: dict[int, set[str]], person: PersonPage) -> None:
    """Write the link into the versions that the editor opens, that are shown, and that go live at an hour."""
    versions = {}
    for page in pages:
        for key in (page.latest_revision_id, page.live_revision_id):
            if key:
                versions[key] = page.pk
    own = ContentType.objects.get_for_model(PublicationPage)
    numbers = [str(page.pk) for page in pages]
    later = Revision.objects.filter(content_type=own, object_id__in=numbers, approved_go_live_at__isnull=False)
    versions |= {revision.pk: int(revision.object_id) for revision in later.only("pk", "object_id")}
    changed = []
    for revision in Revision.objects.filter(pk__in=list(versions)):
        rows = [
            row
            for row in revision.content.get("authors", [])
            if row.get("person") is None and _key_of(row) in keys[versions[revision.pk]]
        ]
        for row in rows:
            row["person"] = person.pk
        if rows:
            changed.append(revision)
    Revision.objects.bulk_update(changed, ["content"], batch_size=BATCH)


def _key_of(row: dict) -> str:
    return name_key(
        printed_name(
            {
                "literal": row.get("literal", ""),
                "non-dropping-particle": row.get("non_dropping_particle", ""),
                "family": row.get("family", ""),
                "given": row.get("given", ""),
                "suffix": row.get("suffix", ""),
            }
        )
    )


def _log(pages: list[PublicationPage], person: PersonPage, user) -> None:
    now = timezone.now()
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            content_type_id=page.content_type_id,
            label=page.draft_title or page.title,
            action=ACTION,
            timestamp=now,
            user=user,
            page_id=page.pk,
            revision_id=page.latest_revision_id,
            data={"person": person.title},
        )
        for page in pages
    )
