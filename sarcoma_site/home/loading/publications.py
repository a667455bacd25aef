"""Publication records in `publications.yaml`, turned into page files."""

import re
from collections.abc import Iterable
from pathlib import Path

from django.utils import timezone

from publications.importing import findings
from publications.importing.companions import is_companion
from publications.importing.questions import questions_about
from publications.importing.updating import remember_source
from publications.models import PublicationPage
from sarcoma_site.core.content_files.errors import ContentError
from sarcoma_site.core.content_files.page_files import PageFile
from sarcoma_site.core.content_files.yaml_files import LinedDict

from .records import read_collection

PUBLICATIONS_FILE = "publications.yaml"
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_RENAMED = {
    "title": "full_title",
    "type": "csl_type",
    "DOI": "doi",
    "PMID": "pmid",
    "PMCID": "pmcid",
    "epub": "online_on",
    "listed_on": "listed_year",
}
TITLE_LENGTH = 255


def read_publications(root: Path) -> list[PageFile]:
    """Each record as the file of a page below `/publications/`, in the list's order.

    Raises:
        ContentError: a date, an author or a person's place cannot be read; the line is that of the record.
    """
    entries = read_collection(root, PUBLICATIONS_FILE)
    return [_page_file(entry, number) for number, entry in enumerate(entries, start=1)]


def _page_file(entry: LinedDict, order: int) -> PageFile:
    path = Path(PUBLICATIONS_FILE)
    fields = LinedDict()
    fields.line, fields.lines = entry.line, {}
    for name, value in entry.items():
        new_name = _RENAMED.get(name, name)
        fields[new_name] = value
        fields.lines[new_name] = entry.line_of(name)
    year, month, day = _date_parts(str(fields.pop("issued", "")), path, entry)
    title = str(fields.get("full_title", ""))
    journal = fields.get("container_title", "")
    authors = _authors(fields.pop("author", None), fields.pop("person", None) or {}, path, entry)
    fields.update(
        type="publications.PublicationPage",
        title=title if len(title) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1] + "…",
        order=order,
        issued_year=year,
        issued_month=month,
        issued_day=day,
        authors=authors,
        summary=f"{_first_author(authors)}, in {journal}, {year}. Written for researchers.",
        search_description=f"{_first_author(authors)}. {title}"[:150].rsplit(" ", 1)[0] + f" ({journal}, {year})",
    )
    return PageFile(path, f"/publications/{entry['slug']}/", fields, [])


def _date_parts(text: str, path: Path, entry: LinedDict) -> tuple[int, int | None, int | None]:
    found = _DATE.fullmatch(text)
    if not found:
        raise ContentError(path, entry.line_of("issued"), "“issued” is a year, a year and month, or a whole date")
    year, month, day = (int(part) if part else None for part in found.groups())
    return year, month, day


def _authors(authors, people: dict, path: Path, entry: LinedDict) -> list[LinedDict]:
    line = entry.line_of("author")
    if not isinstance(authors, list) or not all(isinstance(author, dict) for author in authors):
        raise ContentError(path, line, "“author” is a list of names, each {family: …, given: …} or {literal: …}")
    wrong = [place for place in people if not isinstance(place, int) or not 1 <= place <= len(authors)]
    if wrong:
        raise ContentError(path, entry.line_of("person"), f"there is no author number {wrong[0]}")
    rows = []
    for place, author in enumerate(authors, start=1):
        row = LinedDict({name.replace("-", "_"): value for name, value in author.items()})
        row.line, row.lines = line, {}
        if place in people:
            row["person"] = people[place]
        rows.append(row)
    return rows


def _first_author(authors: list[LinedDict]) -> str:
    first = authors[0] if authors else {}
    name = first.get("literal") or " ".join(
        str(first[part]) for part in ("non_dropping_particle", "family", "given") if first.get(part)
    )
    return f"{name} and others" if len(authors) > 1 else name


def keep_source(page: PublicationPage) -> None:
    """Remember what the list printed of a record, so that a later refresh can tell what people mended."""
    item = page.csl
    remember_source(page, {**item, "title": page.title_as_listed or item["title"]})


def point_out_problems(keys: Iterable[int]) -> None:
    """What a person should look at in records from files, as after an import; what was settled stays settled."""
    today = timezone.localdate()
    found = []
    for page in PublicationPage.objects.filter(pk__in=list(keys)).prefetch_related("authors", "notices"):
        found += findings.about_questions(page, list(questions_about(page.csl, today)))
        if page.relates_to_id is None and is_companion(page):
            found.append(findings.about_orphan(page))
    findings.keep(found)
