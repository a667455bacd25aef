"""Which page a record is about: by PMID, DOI and PMCID; by title, year and first author only as a question."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.db.models.functions import Lower

from ..csl import printed_name
from ..formats.identifiers import doi_key
from ..keys import name_key, title_key
from ..models import PublicationAuthor, PublicationPage


@dataclass
class Match:
    """The page that a record is about, or one that looks like it, or why neither can be said."""

    page: PublicationPage | None = None
    suggestion: PublicationPage | None = None
    problem: str = ""


class KnownPages:
    """The pages that any of some records may be about, found in a few queries for all of them."""

    def __init__(self, items: Iterable[dict]) -> None:
        items = list(items)
        self._by_pmid, self._by_doi, self._by_pmcid = {}, {}, {}
        self._by_title = defaultdict(list)
        for page in _pages_like(items):
            self.add(page)

    def add(self, page: PublicationPage) -> None:
        """Also match records against this page, which was made or changed meanwhile."""
        if page.pmid:
            self._by_pmid[page.pmid] = page
        if page.doi:
            self._by_doi[doi_key(page.doi) or page.doi.lower()] = page
        if page.pmcid:
            self._by_pmcid[page.pmcid] = page
        self._by_title[title_key(page.full_title)].append(page)

    def match(self, item: dict) -> Match:
        """Find the item's page.

        Identifiers that belong to two pages, or a DOI whose page has another PMID, are a problem: nothing is merged
        that may be two papers.
        """
        found = {}
        for name, value, index in self._identifiers(item):
            if value in index:
                found.setdefault(index[value].pk, (name, index[value]))
        if len(found) > 1:
            said = " and ".join(f"its {name} is that of “{page.full_title}”" for name, page in found.values())
            return Match(problem=f"The identifiers belong to two records here: {said}.")
        if not found:
            return Match(suggestion=self._look_alike(item))
        name, page = next(iter(found.values()))
        if item.get("PMID") and page.pmid and item["PMID"] != page.pmid:
            return Match(
                problem=f"Its {name} is that of “{page.full_title}”, whose PMID is {page.pmid} and not {item['PMID']}."
            )
        return Match(page=page)

    def _identifiers(self, item: dict):
        yield "PMID", item.get("PMID"), self._by_pmid
        yield "DOI", doi_key(item.get("DOI", "")), self._by_doi
        yield "PMCID", item.get("PMCID"), self._by_pmcid

    def _look_alike(self, item: dict) -> PublicationPage | None:
        """A page with the same title and, as far as both are known, the same first author and a near year."""
        key = title_key(item.get("title", ""))
        for page in self._by_title.get(key, []) if key else []:
            if not _are_apart(item, page) and _near(item, page) and _first(item) in ("", _first(page.csl)):
                return page
        return None


def _are_apart(item: dict, page: PublicationPage) -> bool:
    """Whether both have a PMID, or else a DOI, and not the same: then they are two papers."""
    if item.get("PMID") and page.pmid:
        return True
    return not (item.get("PMID") or page.pmid) and bool(item.get("DOI") and page.doi)


def _near(item: dict, page: PublicationPage) -> bool:
    """Whether the years fit: the same, or one apart, as online and in print."""
    parts = (item.get("issued") or {}).get("date-parts")
    return not (parts and page.issued_year) or abs(parts[0][0] - page.issued_year) <= 1


def _first(item: dict) -> str:
    authors = item.get("author") or [{}]
    name = authors[0]
    return name_key(name.get("family") or printed_name(name))


def _pages_like(items: list[dict]) -> list[PublicationPage]:
    """The pages that share an identifier or a title with one of the items, with all that makes their item."""
    pmids = {item["PMID"] for item in items if item.get("PMID")}
    dois = {item["DOI"].lower() for item in items if item.get("DOI")}
    pmcids = {item["PMCID"] for item in items if item.get("PMCID")}
    titles = {title_key(item["title"]) for item in items if item.get("title")}
    wanted = Q(pmid__in=pmids) | Q(doi_in_lower_case__in=dois) | Q(pmcid__in=pmcids) | Q(title_key__in=titles)
    keys = PublicationPage.objects.annotate(doi_in_lower_case=Lower("doi")).filter(wanted).values("pk")
    return as_last_edited(PublicationPage.objects.filter(pk__in=keys))


def as_last_edited(pages) -> list[PublicationPage]:
    """Pages as their editors see them: with what is saved and not published yet."""
    authors = PublicationAuthor.objects.order_by("sort_order")
    pages = pages.prefetch_related(Prefetch("authors", queryset=authors), "notices")
    return [_as_last_edited(page) for page in pages.select_related("latest_revision", "source")]


def _as_last_edited(page: PublicationPage) -> PublicationPage:
    if not page.has_unpublished_changes or page.latest_revision is None:
        return page
    edited = page.with_content_json(page.latest_revision.content)
    edited.source_item = page.source_item
    return edited
