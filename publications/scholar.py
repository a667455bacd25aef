"""What machines read on a paper's page: Highwire Press tags, and schema.org's ScholarlyArticle.

The tags follow Google Scholar's inclusion guidelines (scholar.google.com/intl/en/scholar/inclusion.html, "Indexing"):
`citation_title`, one `citation_author` an author in the record's order, and a date are the least; a page range is told
by its first and last page. The rest of the names are those that Highwire's journals use.
"""

import json

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .author_names import AuthorName
from .styles.places import pages_of
from .styles.records import custom, date_parts, family_of, is_ahead_of_print

# As Django's `json_script`: nothing in a record can end the element that it stands in.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def scholar_tags(item: dict) -> list[tuple[str, str]]:
    """Names and contents of the page's `citation_*` tags, in order."""
    tags = [("citation_title", item.get("title", ""))]
    orcids = custom(item).get("author-orcid", {})
    for place, author in enumerate(item.get("author", []), start=1):
        tags += [("citation_author", _name(author)), ("citation_author_orcid", _orcid(orcids.get(str(place), "")))]
    is_in_book = item.get("type") == "chapter"
    tags += [
        ("citation_inbook_title" if is_in_book else "citation_journal_title", item.get("container-title", "")),
        ("citation_journal_abbrev", item.get("container-title-short", "")),
        *_dates(item),
        ("citation_volume", item.get("volume", "")),
        ("citation_issue", item.get("issue", "")),
        *_pages(item),
        ("citation_publisher", item.get("publisher", "")),
        ("citation_issn", item.get("ISSN", "")),
        ("citation_isbn", item.get("ISBN", "")),
        ("citation_language", item.get("language", "")),
        ("citation_doi", item.get("DOI", "")),
        ("citation_pmid", item.get("PMID", "")),
        ("citation_pmcid", item.get("PMCID", "")),
    ]
    return [(name, str(content)) for name, content in tags if content]


def _name(author: dict) -> str:
    """`van der Muster, AB Jr`; a group as it is."""
    given = " ".join(filter(None, (author.get("given"), author.get("suffix"))))
    return author.get("literal") or ", ".join(filter(None, (family_of(author), given)))


def _orcid(orcid: str) -> str:
    return f"https://orcid.org/{orcid}" if orcid else ""


def _dates(item: dict) -> list[tuple[str, str]]:
    """The date of the issue, and the one online: `2025/03/09`. What is ahead of print has only the latter."""
    issued, online = date_parts(item.get("issued")), date_parts(item.get("available-date"))
    if is_ahead_of_print(item):
        issued, online = [], online or issued
    return [("citation_publication_date", _slashed(issued)), ("citation_online_date", _slashed(online))]


def _slashed(parts: list[int]) -> str:
    return "/".join(f"{part:02}" for part in parts)


def _pages(item: dict) -> list[tuple[str, str]]:
    pages = pages_of(item.get("page", ""))
    if not pages:
        return [("citation_firstpage", item.get("page", ""))]
    return [("citation_firstpage", pages[0].first), ("citation_lastpage", pages[-1].last)]


def structured_data(item: dict, address: str, authors: tuple[AuthorName, ...]) -> SafeString:
    """The record as JSON-LD in a data block, which a browser never runs.

    Args:
        item: the record.
        address: the page's whole address.
        authors: the authors as the page shows them, in the record's order.
    """
    text = json.dumps(_article(item, address, authors), ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


def _article(item: dict, address: str, authors: tuple[AuthorName, ...]) -> dict:
    issue = _issue(item)
    pages = pages_of(item.get("page", ""))
    notices = {notice["type"] for notice in custom(item).get("notices", [])}
    article = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "mainEntityOfPage": address,
        "headline": item.get("title", "")[:110],
        "name": item.get("title", ""),
        "author": [_author(name, shown) for name, shown in zip(item.get("author", []), authors, strict=False)],
        "datePublished": "-".join(f"{part:02}" for part in date_parts(item.get("issued"))),
        "isPartOf": issue,
        "pageStart": pages[0].first if pages else item.get("page", ""),
        "pageEnd": pages[-1].last if pages else "",
        "inLanguage": item.get("language", "en"),
        "creativeWorkStatus": "Retracted" if "retraction" in notices else "",
        "identifier": _identifiers(item),
        "sameAs": _addresses(item),
    }
    return _filled(article)


def _issue(item: dict) -> dict:
    journal = _filled({"@type": "Periodical", "name": item.get("container-title", ""), "issn": item.get("ISSN", "")})
    part: dict = journal if len(journal) > 1 else {}
    if item.get("volume"):
        part = _filled({"@type": "PublicationVolume", "volumeNumber": item["volume"], "isPartOf": part})
    if item.get("issue"):
        part = _filled({"@type": "PublicationIssue", "issueNumber": item["issue"], "isPartOf": part})
    return part


def _author(name: dict, shown: AuthorName) -> dict:
    if name.get("literal"):
        return {"@type": "Organization", "name": name["literal"]}
    person = {"@type": "Person", "name": shown.name, "familyName": family_of(name), "givenName": name.get("given", "")}
    return _filled(person | {"sameAs": _orcid(shown.orcid)})


def _identifiers(item: dict) -> list[dict]:
    known = [("DOI", item.get("DOI")), ("PMID", item.get("PMID")), ("PMCID", item.get("PMCID"))]
    return [{"@type": "PropertyValue", "propertyID": name, "value": value} for name, value in known if value]


def _addresses(item: dict) -> list[str]:
    return [
        address
        for key, address in (
            ("DOI", f"https://doi.org/{item.get('DOI')}"),
            ("PMID", f"https://pubmed.ncbi.nlm.nih.gov/{item.get('PMID')}/"),
            ("PMCID", f"https://pmc.ncbi.nlm.nih.gov/articles/{item.get('PMCID')}/"),
        )
        if item.get(key)
    ]


def _filled(data: dict) -> dict:
    return {key: value for key, value in data.items() if value not in ("", [], {}, None)}
