"""What people do with papers that an import or the sync brought as drafts: publish them, or decline them."""

import io
import json

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ..models import DeclinedPaper, PublicationImport, PublicationPage, StagedRecord
from .staging import stage_stream
from .taking import take


def waiting_for_review():
    """The drafts that a source brought and that were never published, the newest first."""
    return PublicationPage.objects.filter(live=False, first_published_at=None, source__isnull=False).order_by("-pk")


def publish_draft(page: PublicationPage, user) -> str:
    """Publish a draft as the editor would, and return why it cannot be, or nothing."""
    try:
        with transaction.atomic():
            revision = page.latest_revision or page.save_revision(user=user)
            revision.publish(user=user)
    except ValidationError as error:
        return " ".join(error.messages)
    except IntegrityError:
        return "Another page has its PMID, DOI or PMCID now."
    return ""


@transaction.atomic
def decline(page: PublicationPage, user) -> None:
    """Remove a draft, and remember its PMID, so that the saved queries do not bring it again."""
    if page.pmid:
        DeclinedPaper.objects.update_or_create(pmid=page.pmid, defaults={"title": page.full_title})
    page.delete(user=user)


@transaction.atomic
def bring_back(paper: DeclinedPaper, user) -> PublicationPage | None:
    """Take a declined paper as a draft again, from what it was when it was brought.

    Returns nothing if the site does not know that any more: then the next run of the saved queries may bring it.
    """
    row = StagedRecord.objects.filter(csl__PMID=paper.pmid).order_by("-pk").first()
    paper.delete()
    if row is None:
        return None
    run = PublicationImport.objects.create(
        source=PublicationImport.Source.PASTE, name=f"Brought back: {paper}"[:200], format="csl-json", made_by=user
    )
    stage_stream(run, io.BytesIO(json.dumps([row.csl]).encode()))
    take(run, user)
    return PublicationPage.objects.filter(pmid=paper.pmid).first()
