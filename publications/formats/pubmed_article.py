"""A record of PubMed's XML as a CSL item: a journal's article, or a book or its chapter.

Element names and their meaning are those of the PubMed DTD (NLM, pubmed_250101.dtd).
"""

from xml.etree.ElementTree import Element  # the type only; the parsing is defusedxml's

from . import names
from .markup import text_of
from .printed_dates import date_from_words, real_parts
from .printed_dates import month_number as month_of
from .pubmed_rules import dates, kind_of, language, linked_records, pointer, title_without_stop

BOOKSHELF = "https://www.ncbi.nlm.nih.gov/books/{}/"
EXACT = ("Year", "Month", "Day")


def article_item(record: Element) -> dict:
    """A PubmedArticle."""
    citation, article = record.find("MedlineCitation"), record.find("MedlineCitation/Article")
    if citation is None or article is None:
        return {}
    data = record.find("PubmedData")
    title = text_of(article.find("ArticleTitle"))
    types = [text_of(found) for found in article.iterfind("PublicationTypeList/PublicationType")]
    kind = kind_of(types, title)
    return {
        "type": "article" if kind == "preprint" else "article-journal",
        **titles(article, title),
        **_people(article, citation),
        **_journal(article, citation),
        "page": _pages(article),
        "language": language([text_of(found) for found in article.iterfind("Language")]),
        **_dates(article, data),
        **_identifiers(article, citation, data),
        "abstract": abstract(article),
        "custom": {
            "kind": kind,
            **_authors_custom(article.find("AuthorList"), citation.find("InvestigatorList")),
            **_linked(citation, kind, types),
        },
    }


def book_item(record: Element) -> dict:
    """A PubmedBookArticle: a chapter when it has a title of its own, else the book."""
    document = record.find("BookDocument")
    if document is None or (book := document.find("Book")) is None:
        return {}
    own_title, book_title = text_of(document.find("ArticleTitle")), text_of(book.find("BookTitle"))
    writers = {names_list.get("Type", "authors"): names_list for names_list in book.iterfind("AuthorList")}
    authors = document.find("AuthorList")
    if authors is None and not own_title:
        authors = writers.get("authors")
    elif authors is not None and authors.get("Type") == "editors":
        writers, authors = {"editors": authors} | writers, writers.get("authors")
    ids = {found.get("IdType"): text_of(found) for found in record.iterfind(".//ArticleIdList/ArticleId")}
    places = {found.get("EIdType"): text_of(found) for found in document.iterfind(".//ELocationID")}
    doi = ids.get("doi") or places.get("doi", "")
    shelf = ids.get("bookaccession", "")
    types = [text_of(found) for found in document.iterfind("PublicationType")]
    return {
        "type": "chapter" if own_title else "book",
        **titles(document, own_title or book_title),
        "container-title": title_without_stop(book_title) if own_title else "",
        "author": authors_of(authors),
        "editor": authors_of(writers.get("editors")),
        "volume": text_of(book.find("Volume")),
        "page": _pages(document),
        "publisher": text_of(book.find("Publisher/PublisherName")),
        "publisher-place": text_of(book.find("Publisher/PublisherLocation")),
        "ISBN": text_of(book.find("Isbn")),
        "language": language([text_of(found) for found in document.iterfind("Language")]),
        "issued": date(book.find("PubDate"))
        or date(book.find("BeginningDate"))
        or date(document.find("ContributionDate")),
        "PMID": text_of(document.find("PMID")) or ids.get("pubmed", ""),
        "PMCID": ids.get("pmc", ""),
        "DOI": doi,
        "URL": BOOKSHELF.format(shelf) if shelf and not doi else "",
        "abstract": abstract(document),
        "custom": {"kind": kind_of(types, own_title or book_title), **_authors_custom(authors, None)},
    }


def titles(element: Element, title: str) -> dict:
    """The title as PubMed prints it, brackets of a translated one too, and the title in the paper's own language."""
    own = title_without_stop(text_of(element.find("VernacularTitle")))
    return {"title": title_without_stop(title) or own, "original-title": own if title else ""}


def _people(article: Element, citation: Element) -> dict:
    return {"author": authors_of(article.find("AuthorList"))}


def authors_of(listed: Element | None) -> list[dict]:
    """The names of an author list in its order, without those that PubMed keeps only as once misspelled."""
    return [name_of(author) for author in _valid(listed) if name_of(author)]


def name_of(author: Element) -> dict:
    """A person, or a group by its collective name."""
    if collective := text_of(author.find("CollectiveName")):
        return names.group(collective)
    given = text_of(author.find("Initials")) or text_of(author.find("ForeName"))
    if family := text_of(author.find("LastName")):
        return names.person(family, given, text_of(author.find("Suffix")))
    return names.person(text_of(author.find("ForeName")) or given)


def _valid(listed: Element | None) -> list[Element]:
    return [] if listed is None else [author for author in listed if author.get("ValidYN", "Y") == "Y"]


def _authors_custom(listed: Element | None, investigators: Element | None) -> dict:
    orcids = {}
    for place, author in enumerate([author for author in _valid(listed) if name_of(author)], start=1):
        found = [text_of(mark) for mark in author.iterfind("Identifier") if mark.get("Source", "").upper() == "ORCID"]
        if orcid := next(filter(None, map(names.bare_orcid, found)), ""):
            orcids[str(place)] = orcid
    return {
        "author-orcid": orcids,
        "collaborators": [names.printed(name_of(person)) for person in _valid(investigators) if name_of(person)],
        "authors-incomplete": True if listed is not None and listed.get("CompleteYN") == "N" else None,
    }


def _journal(article: Element, citation: Element) -> dict:
    journal, issue = article.find("Journal"), article.find("Journal/JournalIssue")
    full = title_without_stop(text_of(article.find("Journal/Title")))
    short = text_of(citation.find("MedlineJournalInfo/MedlineTA")) or text_of(article.find("Journal/ISOAbbreviation"))
    return {
        "container-title": full or short,
        "container-title-short": short if full else "",
        "volume": "" if issue is None else text_of(issue.find("Volume")),
        "issue": "" if issue is None else text_of(issue.find("Issue")),
        "ISSN": ("" if journal is None else text_of(journal.find("ISSN")))
        or text_of(citation.find("MedlineJournalInfo/ISSNLinking")),
    }


def _pages(element: Element) -> str:
    """The pages as printed; without any, the publisher's item identifier, which PubMed prints in their place."""
    pages = element.find("Pagination")
    if pages is not None:
        first, last = text_of(pages.find("StartPage")), text_of(pages.find("EndPage"))
        printed = text_of(pages.find("MedlinePgn")) or (f"{first}-{last}" if last and last != first else first)
        if printed:
            return printed
    return _location(element, "pii")


def _location(element: Element, id_type: str) -> str:
    found = (mark for mark in element.iterfind("ELocationID") if mark.get("EIdType") == id_type)
    return next((text_of(mark) for mark in found if mark.get("ValidYN", "Y") == "Y" and text_of(mark)), "")


def _identifiers(article: Element, citation: Element, data: Element | None) -> dict:
    own = [] if data is None else data.findall("ArticleIdList/ArticleId")
    ids = {found.get("IdType", ""): text_of(found) for found in own if text_of(found)}
    others = [text_of(found) for found in citation.iterfind("OtherID") if text_of(found).startswith("PMC")]
    return {
        "DOI": _location(article, "doi") or ids.get("doi", ""),
        "PMID": text_of(citation.find("PMID")) or ids.get("pubmed", ""),
        "PMCID": ids.get("pmc") or ids.get("pmcid") or next(iter(others), ""),
    }


def _dates(article: Element, data: Element | None) -> dict:
    status = "" if data is None else text_of(data.find("PublicationStatus"))
    online = next((date(found) for found in article.iterfind("ArticleDate") if date(found)), None)
    history = [] if data is None else data.findall("History/PubMedPubDate")
    told = {found.get("PubStatus"): date(found) for found in history}
    printed = date(article.find("Journal/JournalIssue/PubDate")) or told.get("ppublish")
    online = online or told.get("epublish") or told.get("aheadofprint")
    return dates(printed, online, article.get("PubModel", ""), status)


def date(element: Element | None) -> dict | None:
    """A date element: year, month and day; year and season; or the words of a MedlineDate."""
    if element is None:
        return None
    if words := text_of(element.find("MedlineDate")):
        return date_from_words(words)
    year, month, day = (text_of(element.find(name)) for name in EXACT)
    if not (year.isdecimal() and len(year) == 4):
        return None
    if season := text_of(element.find("Season")):
        return date_from_words(f"{year} {season}")
    number = month_of(month)
    if month and not number:
        return date_from_words(f"{year} {month}")
    parts = real_parts(year, number, int(day) if day.isdecimal() else None)
    return {"date-parts": [parts]} if parts else None


def abstract(element: Element) -> str:
    """The abstract; each labelled part is a paragraph that begins with its label."""
    paragraphs = []
    for part in element.iterfind("Abstract/AbstractText"):
        label, text = part.get("Label", "").strip(), text_of(part)
        if text and label and label.upper() != "UNLABELLED":
            paragraphs.append(f"{label}: {text}")
        elif text:
            paragraphs.append(text)
    return "\n\n".join(paragraphs)


def _linked(citation: Element, kind: str, types: list[str]) -> dict:
    pointers = [
        (found.get("RefType", ""), pointer(text_of(found.find("RefSource")), text_of(found.find("PMID"))))
        for found in citation.iterfind("CommentsCorrectionsList/CommentsCorrections")
    ]
    return linked_records(pointers, kind, "retracted publication" in {name.casefold() for name in types})
