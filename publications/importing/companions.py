"""What belongs to a paper: preprint, visual abstract, reply, authors' reflections, erratum; what that says of it."""

import re
from collections.abc import Iterable

from django.db.models.functions import Lower

from ..formats.identifiers import doi_key
from ..keys import title_key
from ..models import Finding, PublicationPage

Kind = PublicationPage.Kind

# Kinds that are not papers of their own. A preprint and a comment may stand alone; a pointer nests them.
COMPANIONS = (
    Kind.VISUAL_ABSTRACT,
    Kind.REPLY,
    Kind.AUTHOR_REFLECTIONS,
    Kind.ERRATUM,
    Kind.EXPRESSION_OF_CONCERN,
    Kind.RETRACTION_NOTICE,
)
_PREFIX = re.compile(
    r"^(?:ASO\s+)?(?:Visual Abstract|Author(?:s['’])? Reflections?|Author Correction|Publisher Correction|"
    r"Correction(?: to)?|Corrigendum(?: to)?|Erratum(?: to)?|Reply to|Retraction(?: notice)?(?: to| of)?|"
    r"Expression of concern|(?:Response to )?Comment on)\s*[:.]?\s*",
    re.IGNORECASE,
)
# What a record that belongs to a paper says of it, as a notice on the paper.
_NOTICE_OF = {
    "retraction-of": "retraction",
    "concern-for": "expression-of-concern",
    "erratum-for": "erratum",
    "republished-from": "corrected-republication",
}


def pointers(page: PublicationPage) -> list[dict]:
    """The papers that the record says it belongs to."""
    return page.more.get("custom", {}).get("relates-to", [])


def is_companion(page: PublicationPage) -> bool:
    """Whether the record has no life of its own beside its paper."""
    return page.kind in COMPANIONS or bool(pointers(page))


def paper_of(page: PublicationPage) -> PublicationPage | None:
    """The one paper here that a companion belongs to: the one it points to, else the one whose title it repeats."""
    found = list(_pointed_to(page)) or list(_of_same_title(page))
    return found[0] if len({paper.pk for paper in found}) == 1 else None


def _pointed_to(page: PublicationPage) -> Iterable[PublicationPage]:
    pages = PublicationPage.objects.exclude(pk=page.pk).annotate(doi_in_lower_case=Lower("doi"))
    pmids = [pointer["PMID"] for pointer in pointers(page) if pointer.get("PMID")]
    dois = [doi_key(pointer["DOI"]) for pointer in pointers(page) if pointer.get("DOI")]
    return pages.filter(pmid__in=pmids) | pages.filter(doi_in_lower_case__in=dois)


def _of_same_title(page: PublicationPage) -> Iterable[PublicationPage]:
    title, count = _PREFIX.subn("", page.full_title)
    while count and _PREFIX.match(title):
        title = _PREFIX.sub("", title)
    if page.kind not in COMPANIONS or not count or len(title_key(title)) < 20:
        return PublicationPage.objects.none()
    papers = PublicationPage.objects.filter(title_key=title_key(title)).exclude(pk=page.pk)
    return papers.exclude(kind__in=COMPANIONS)


def waiting_for_their_paper() -> Iterable[PublicationPage]:
    """The companions that were flagged because their paper was not here."""
    open_findings = Finding.objects.filter(kind=Finding.Kind.COMPANION, settled_at=None)
    return PublicationPage.objects.filter(pk__in=open_findings.values("publication"), relates_to=None)


def notice_for(page: PublicationPage) -> str:
    """What kind of notice the record is for its paper, if it is one."""
    return next((_NOTICE_OF[pointer["type"]] for pointer in pointers(page) if pointer["type"] in _NOTICE_OF), "")
