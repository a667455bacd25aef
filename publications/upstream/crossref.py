"""Crossref, which knows the DOIs of papers, chapters and preprints that PubMed does not list.

Its REST API is described at https://api.crossref.org and https://github.com/CrossRef/rest-api-doc.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import quote

from django.conf import settings

from ..formats.finishing import TOO_LONG, finish, texts
from ..formats.identifiers import bare_doi, doi_key
from ..formats.records import MAX_RECORD_CHARACTERS, ReadRecord
from . import http
from .crossref_csl import csl_from_crossref
from .http import Answer, Client, Service, UpstreamFault

MAX_WORK_BYTES = 10 * 1024 * 1024  # Works with thousands of references reach some MB.


def client() -> Client:
    """Return who asks Crossref. Saying an e-mail address (NCBI_EMAIL) puts us into its faster, "polite" pool."""
    # Half of what Crossref allows the polite pool for single records.
    return Client(Service("Crossref", settings.CROSSREF_URL, 5), replace(http.LIMITS, size=MAX_WORK_BYTES))


def fetch(dois: Iterable[str]) -> Iterator[ReadRecord]:
    """Yield the record of each DOI, as it arrives; each once.

    A DOI that Crossref does not have, or answers with another record, comes as a record that holds the DOI alone and
    the problem. Raise UpstreamFault when Crossref cannot be asked; what was yielded before stands.
    """
    asking = client()
    once = {doi_key(doi) or doi: doi for doi in dois}
    for number, doi in enumerate(once.values(), start=1):
        record = fetch_one(asking, doi)
        record.number = record.line = number
        yield record


def fetch_one(asking: Client, doi: str) -> ReadRecord:
    """Return the record of one DOI, or one with the DOI alone and the problem. Raise UpstreamFault."""
    if not bare_doi(doi):
        return ReadRecord(1, 1, {"DOI": doi}, [f"“{doi}” is not a DOI."])
    doi = bare_doi(doi)
    work = asking.ask(f"works/{quote(doi, safe='')}", _work, accept=(200, 404))
    if work is None:
        return ReadRecord(1, 1, {"DOI": doi}, [f"Crossref has no record of {doi}."])
    try:
        item = csl_from_crossref(work)
    except (AttributeError, TypeError, ValueError, ArithmeticError, LookupError):
        return ReadRecord(1, 1, {"DOI": doi}, [f"Crossref's record of {doi} could not be understood."])
    if doi_key(item["DOI"]) != doi_key(doi):
        return ReadRecord(1, 1, {"DOI": doi}, [f"Crossref answered with {item['DOI']} when asked for {doi}."])
    if sum(map(len, texts(item))) > MAX_RECORD_CHARACTERS:
        return ReadRecord(1, 1, {"DOI": doi}, [TOO_LONG])
    return finish(ReadRecord(1, 1, item))


def _work(answer: Answer) -> dict | None:
    if answer.status == 404:
        if answer.content_type == "text/html":  # A proxy, or a wrong address: Crossref itself says it in plain text.
            raise UpstreamFault("Crossref's address in the settings leads to a web page that does not exist.")
        return None
    if answer.content_type == "text/html" or answer.starts_like_a_web_page():
        raise UpstreamFault("Crossref answered with a web page instead of a record.", passing=True)
    try:
        work = json.loads(answer.body.read())["message"]
        if isinstance(work["DOI"], str):
            return work
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise UpstreamFault("Crossref's answer could not be understood.", passing=True)
