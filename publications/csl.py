"""A publication as a CSL-JSON item: the one form that every importer makes and every export reads.

The names are those of the Citation Style Language's data schema (citationstyles.org, CSL-JSON 1.0.2). What it has no
name for stands under its `custom` key: the kind of record, notices about it, ORCIDs by the author's place, and the
people whom a group of authors consists of.
"""

# Keys of an item that have columns of their own; every other key is kept in `more` as it came.
_COLUMNS = {
    "type": "csl_type",
    "title": "full_title",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "status": "status",
    "DOI": "doi",
    "PMID": "pmid",
    "PMCID": "pmcid",
    "abstract": "abstract",
}
_ELSEWHERE = {"id", "author", "container-title", "container-title-short", "issued", "available-date", "custom"}
_CUSTOM_ELSEWHERE = {"kind", "notices", "author-orcid", "collaborators"}
_NAME_PARTS = {
    "family": "family",
    "given": "given",
    "suffix": "suffix",
    "non-dropping-particle": "non_dropping_particle",
}
_ORDER = [
    "id",
    "type",
    "title",
    "original-title",
    "author",
    "editor",
    "container-title",
    "container-title-short",
    "volume",
    "issue",
    "page",
    "issued",
    "available-date",
    "status",
    "DOI",
    "PMID",
    "PMCID",
]
DEFAULT_TYPE, DEFAULT_KIND = "article-journal", "article"


def identifier_of(item: dict) -> str:
    """The item's `id`: `pmid:N`, else `doi:…`, else `pmcid:…`, else nothing."""
    if item.get("PMID"):
        return f"pmid:{item['PMID']}"
    if item.get("DOI"):
        return f"doi:{item['DOI'].lower()}"
    return f"pmcid:{item['PMCID']}" if item.get("PMCID") else ""


def in_order(item: dict) -> dict:
    """The item without empty fields, with its `id`, its keys in the order in which a reader wants them."""
    item = {**item, "id": identifier_of(item) or item.get("id", "")}
    keys = [key for key in _ORDER if key in item] + sorted(key for key in item if key not in _ORDER)
    return {key: item[key] for key in keys if item[key] not in ("", [], {}, None)}


def csl_item(publication) -> dict:
    """The page as an item, without empty fields."""
    rows = list(publication.authors.all())
    item = {key: getattr(publication, column) for key, column in _COLUMNS.items()}
    more = {key: value for key, value in publication.more.items() if key != "custom"}
    item |= {
        **more,
        "author": [_name(row) for row in rows if not row.is_collaborator],
        "container-title": publication.journal_name or publication.container_title,
        "container-title-short": publication.container_title if publication.journal_name else "",
        "issued": _issued(publication),
        "available-date": _date(publication.online_on),
        "custom": _custom(publication, rows),
    }
    return in_order(item)


def columns_of(item: dict) -> dict:
    """What the columns of a page hold of an item; the inverse of `csl_item`, but for rows (see `author_rows`)."""
    short = item.get("container-title-short", "")
    columns = {column: item.get(key, "") for key, column in _COLUMNS.items()}
    parts = [*_parts(item.get("issued")), None, None, None]
    custom = {key: value for key, value in item.get("custom", {}).items() if key not in _CUSTOM_ELSEWHERE}
    more = {key: value for key, value in item.items() if key not in _COLUMNS and key not in _ELSEWHERE}
    return columns | {
        "csl_type": item.get("type") or DEFAULT_TYPE,
        "kind": item.get("custom", {}).get("kind") or DEFAULT_KIND,
        "container_title": short or item.get("container-title", ""),
        "journal_name": item.get("container-title", "") if short else "",
        "issued_year": parts[0],
        "issued_month": parts[1],
        "issued_day": parts[2],
        "issued_text": item.get("issued", {}).get("literal", ""),
        "online_on": "-".join(f"{part:02}" for part in _parts(item.get("available-date"))),
        "more": more | ({"custom": custom} if custom else {}),
    }


def author_rows(item: dict) -> list[dict]:
    """The columns of each author's row, in the record's order, then of those whom a group of authors consists of."""
    orcids = item.get("custom", {}).get("author-orcid", {})
    rows = [
        _row(name) | {"orcid": orcids.get(str(place), "")} for place, name in enumerate(item.get("author", []), start=1)
    ]
    return rows + [
        {"literal": name, "is_collaborator": True} for name in item.get("custom", {}).get("collaborators", [])
    ]


def notice_rows(item: dict) -> list[dict]:
    """The columns of each notice's row."""
    return [
        {
            "kind": notice["type"],
            "pmid": notice.get("PMID", ""),
            "doi": notice.get("DOI", ""),
            "citation": notice.get("citation", ""),
        }
        for notice in item.get("custom", {}).get("notices", [])
    ]


def printed_name(name: dict) -> str:
    """A name as a PubMed citation prints it: `van der Linden LR`."""
    if name.get("literal"):
        return name["literal"]
    parts = (name.get(part) for part in ("non-dropping-particle", "family", "given", "suffix"))
    return " ".join(part for part in parts if part)


def _custom(publication, rows: list) -> dict:
    authors = [row for row in rows if not row.is_collaborator]
    custom = {
        "kind": "" if publication.kind == DEFAULT_KIND else publication.kind,
        "notices": [_notice(row) for row in publication.notices.all()],
        "author-orcid": {str(place): row.orcid for place, row in enumerate(authors, start=1) if row.orcid},
        "collaborators": [row.printed_name for row in rows if row.is_collaborator],
        **publication.more.get("custom", {}),
    }
    return {key: value for key, value in custom.items() if value}


def _notice(row) -> dict:
    notice = {"type": row.kind, "PMID": row.pmid, "DOI": row.doi, "citation": row.citation}
    return {key: value for key, value in notice.items() if value}


def _issued(publication) -> dict:
    parts = [publication.issued_year, publication.issued_month, publication.issued_day]
    issued = {"date-parts": [[part for part in parts if part]]} if publication.issued_year else {}
    return issued | ({"literal": publication.issued_text} if publication.issued_text else {})


def _date(iso: str) -> dict:
    return {"date-parts": [[int(part) for part in iso.split("-")]]} if iso else {}


def _parts(date: dict | None) -> list[int]:
    """Year, month and day of a CSL date, as far as it goes; of a range, where it begins."""
    ranges = (date or {}).get("date-parts") or [[]]
    return [int(part) for part in ranges[0]]


def _name(row) -> dict:
    if row.literal:
        return {"literal": row.literal}
    name = {part: getattr(row, column) for part, column in _NAME_PARTS.items()}
    return {key: value for key, value in name.items() if value}


def _row(name: dict) -> dict:
    if name.get("literal"):
        return {"literal": name["literal"]}
    return {column: name.get(part, "") for part, column in _NAME_PARTS.items()}
