"""Papers that do not exist, as PubMed would send them: `pubmed_set([{"pmid": "99990001", "title": "Made up"}])`."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

DOCTYPE = (
    '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
)
# What an article has unless a test says otherwise. Everything may be given; an empty value leaves the element out.
ARTICLE = {
    "title": "A made-up paper",
    "authors": ["Muster B", "Example A"],
    "journal": "Journal of Made-up Medicine",
    "abbreviation": "J Made Up Med",
    "issn": "1234-5679",
    "date": (2020, 3, 5),
    "online": None,
    "volume": "12",
    "issue": "3",
    "pages": "45-51",
    "doi": "",
    "pmcid": "",
    "abstract": "",
    "types": ["Journal Article"],
    "corrections": [],
    "status": "ppublish",
    "affiliation": "",
}
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def pubmed_set(articles: Iterable[dict]) -> bytes:
    """The XML that efetch answers with.

    `authors` holds `"Muster B"`, `{"family", "given", "suffix", "orcid", "affiliation"}` or `{"group"}`; `abstract` a
    text or pairs of label and text; `corrections` holds `{"type": "RetractionIn", "pmid", "citation"}`; a date is a
    tuple of year, month and day, as far as known, or a text; `status="aheadofprint"` with `online` and no volume is an
    article ahead of print.
    """
    root = Element("PubmedArticleSet")
    for article in articles:
        _article(root, ARTICLE | article)
    return DOCTYPE.encode() + tostring(root, encoding="utf-8")


def _add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    element = SubElement(parent, tag, attributes)
    element.text = text or None
    return element


def _article(root: Element, fields: dict) -> None:
    record = _add(root, "PubmedArticle")
    citation = _add(record, "MedlineCitation", Status="MEDLINE", Owner="NLM")
    _add(citation, "PMID", fields["pmid"], Version="1")
    article = _add(citation, "Article", PubModel="Print-Electronic" if fields["online"] else "Print")
    _journal(article, fields)
    _add(article, "ArticleTitle", f"{fields['title']}.")
    if fields["pages"]:
        _add(_add(article, "Pagination"), "MedlinePgn", fields["pages"])
    if fields["doi"]:
        _add(article, "ELocationID", fields["doi"], EIdType="doi", ValidYN="Y")
    _abstract(article, fields["abstract"])
    if fields["authors"]:
        authors = _add(article, "AuthorList", CompleteYN="Y")
        for author in fields["authors"]:
            _author(authors, author, fields["affiliation"])
    _add(article, "Language", "eng")
    types = _add(article, "PublicationTypeList")
    for name in fields["types"]:
        _add(types, "PublicationType", name, UI="")
    if fields["online"]:
        _date(_add(article, "ArticleDate", DateType="Electronic"), fields["online"], numbers=True)
    _add(_add(citation, "MedlineJournalInfo"), "MedlineTA", fields["abbreviation"])
    _corrections(citation, fields["corrections"])
    data = _add(record, "PubmedData")
    _add(data, "PublicationStatus", fields["status"])
    ids = _add(data, "ArticleIdList")
    for kind, value in (("pubmed", fields["pmid"]), ("pmc", fields["pmcid"]), ("doi", fields["doi"])):
        if value:
            _add(ids, "ArticleId", value, IdType=kind)


def _journal(article: Element, fields: dict) -> None:
    journal = _add(article, "Journal")
    _add(journal, "ISSN", fields["issn"], IssnType="Print")
    issue = _add(journal, "JournalIssue", CitedMedium="Print")
    for tag, name in (("Volume", "volume"), ("Issue", "issue")):
        if fields[name]:
            _add(issue, tag, fields[name])
    _date(_add(issue, "PubDate"), fields["date"] or fields["online"], numbers=False)
    _add(journal, "Title", fields["journal"])
    _add(journal, "ISOAbbreviation", fields["abbreviation"])


def _date(element: Element, date: tuple | str, *, numbers: bool) -> None:
    if isinstance(date, str):
        _add(element, "MedlineDate", date)
        return
    for tag, part in zip(("Year", "Month", "Day"), date, strict=False):
        in_words = MONTHS[part - 1] if tag == "Month" and not numbers else f"{part:02}"
        _add(element, tag, in_words)


def _abstract(article: Element, abstract: str | list) -> None:
    if not abstract:
        return
    element = _add(article, "Abstract")
    for label, text in [("", abstract)] if isinstance(abstract, str) else abstract:
        _add(element, "AbstractText", text, **({"Label": label} if label else {}))


def _author(authors: Element, author: str | dict, affiliation: str) -> None:
    if isinstance(author, str):
        family, _, given = author.rpartition(" ")
        author = {"family": family, "given": given}
    element = _add(authors, "Author", ValidYN="Y")
    if "group" in author:
        _add(element, "CollectiveName", author["group"])
        return
    _add(element, "LastName", author["family"])
    _add(element, "ForeName", " ".join(author["given"]))
    _add(element, "Initials", author["given"])
    if author.get("suffix"):
        _add(element, "Suffix", author["suffix"])
    if author.get("orcid"):
        _add(element, "Identifier", f"https://orcid.org/{author['orcid']}", Source="ORCID")
    if where := author.get("affiliation", affiliation):
        _add(_add(element, "AffiliationInfo"), "Affiliation", where)


def _corrections(citation: Element, corrections: list[dict]) -> None:
    if not corrections:
        return
    listed = _add(citation, "CommentsCorrectionsList")
    for correction in corrections:
        element = _add(listed, "CommentsCorrections", RefType=correction["type"])
        _add(element, "RefSource", correction.get("citation", "J Made Up Med. 2021 Jan;13(1):9"))
        if correction.get("pmid"):
            _add(element, "PMID", correction["pmid"], Version="1")
