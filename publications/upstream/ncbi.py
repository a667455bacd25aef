"""PubMed, asked through NCBI's E-utilities (https://www.ncbi.nlm.nih.gov/books/NBK25499/).

Every question is a POST: a list of two hundred numbers is too long for an address, and the key would stand in it.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from django.conf import settings

from sarcoma_site.core.batches import in_batches

from ..formats import pubmed_xml
from ..formats.identifiers import doi_key
from ..formats.records import ReadRecord, UnreadableFile
from .http import PROGRAM, Answer, Client, Service, UpstreamFault

# NCBI asks for POST above about two hundred UIDs, and answers so many within seconds.
BATCH = 200
# "For PubMed, ESearch can only retrieve the first 9,999 records matching the query."
LARGEST_SEARCH = 9_999
# So often are the records asked for that an answer, broken off or garbled, did not bring.
ROUNDS = 3
# Identifiers in one search: fewer than records in a fetch, since each is a phrase with OR.
SEARCH_BATCH = 50
TAGS = {"DOI": "aid", "PMCID": "pmcid"}
PASSING_ERRORS = re.compile(
    r"backend failed|proxy_stream|failed to connect|connection|timed? ?out|temporar|unavailable|rate limit|forwarding",
    re.IGNORECASE,
)


class FoundPmids(list[str]):
    """PMIDs, newest paper first, with how many there are in all and what PubMed made of the words."""

    def __init__(self, pmids: Iterable[str], total: int, warnings: list[str]) -> None:
        super().__init__(pmids)
        self.total = total
        self.warnings = warnings


@dataclass
class Known:
    """What PubMed has under some DOIs or PMCIDs: the records of each, and why others could not be read."""

    records: dict[str, list[ReadRecord]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


def search(term: str, max_results: int = LARGEST_SEARCH) -> FoundPmids:
    """Return the PMIDs that a PubMed query finds, at most `max_results` of the 9,999 that NCBI gives out.

    Raise UpstreamFault when PubMed cannot be asked or refuses the query.
    """
    return _search(_client(), term, min(max_results, LARGEST_SEARCH))


def fetch(pmids: Iterable[str]) -> Iterator[ReadRecord]:
    """Yield the record of each PMID, asked for in batches and as they arrive; each PMID once.

    Numbers count from 1 over the answers, and `line` is the same. What PubMed does not have, or answers with another
    record, comes as a record that holds the PMID alone and the problem. Raise UpstreamFault when PubMed cannot be
    asked; what was yielded before stands.
    """
    client = _client()
    number = 0
    for batch in in_batches(dict.fromkeys(str(pmid).strip() for pmid in pmids), BATCH):
        for record in _fetch_batch(client, batch):
            number += 1
            record.number = record.line = number
            yield record


def known(kind: str, values: list[str]) -> Known:
    """Find the records whose own DOI or PMCID (`kind`) is one of `values`, which are bare, at most some hundred.

    PubMed searches words, so what it finds is read, and only an exact match counts. Raise UpstreamFault.
    """
    client = _client()
    wanted = {_key(value): value for value in values}
    # A quotation mark would end the phrase; no DOI that PubMed knows has one.
    searchable = [value for value in values if '"' not in value]
    chunks = [searchable[start : start + SEARCH_BATCH] for start in range(0, len(searchable), SEARCH_BATCH)]
    pmids = [pmid for chunk in chunks for pmid in _candidates(client, kind, chunk)]
    result = Known()
    for record in fetch(pmids):
        value = wanted.get(_key(record.csl.get(kind, "")))
        if value:
            result.records.setdefault(value, []).append(record)
        elif record.problems:
            result.unread += record.problems
    return result


def _candidates(client: Client, kind: str, values: list[str]) -> list[str]:
    """The PMIDs that PubMed finds for some identifiers: one each, rarely two.

    A flood means that PubMed read one of them in its own way. Then each half is searched alone, so that the others are
    not drowned.
    """
    term = " OR ".join(f'"{value}"[{TAGS[kind]}]' for value in values)
    most = 3 * len(values)
    found = _search(client, term, most + 1)
    if len(found) > most and len(values) > 1:
        half = len(values) // 2
        return _candidates(client, kind, values[:half]) + _candidates(client, kind, values[half:])
    return found[:most]


def _key(identifier: str) -> str:
    return doi_key(identifier) or identifier.casefold()


def _client() -> Client:
    secret = {"api_key": settings.NCBI_API_KEY} if settings.NCBI_API_KEY else {}
    # Three requests a second, ten with a key: https://www.ncbi.nlm.nih.gov/books/NBK25497/
    return Client(Service("PubMed", settings.NCBI_EUTILS_URL, 10 if secret else 3, secret))


def _form(**fields) -> dict:
    contact = {"email": settings.NCBI_EMAIL} if settings.NCBI_EMAIL else {}
    return {"db": "pubmed", "tool": PROGRAM, **contact, **fields}


def _search(client: Client, term: str, wanted: int) -> FoundPmids:
    if not term.strip():
        raise UpstreamFault("There is nothing to search for: the query is empty.")
    pmids: dict[str, None] = {}
    while True:
        form = _form(term=term, retmode="json", retstart=len(pmids), retmax=wanted - len(pmids), sort="pub_date")
        result = client.ask("esearch.fcgi", lambda answer: _search_result(client, answer), form=form, accept=(200, 400))
        before = len(pmids)
        pmids.update(dict.fromkeys(result["idlist"]))
        if len(pmids) == before or len(pmids) >= min(wanted, int(result["count"])):
            return FoundPmids(list(pmids)[:wanted], int(result["count"]), _search_warnings(result))


def _search_result(client: Client, answer: Answer) -> dict:
    """Return `esearchresult` with a count and PMIDs, or raise."""
    _refuse_web_page(answer)
    try:
        # Not strict: NCBI's error messages have bare line ends in their strings.
        content = json.loads(answer.body.read(), strict=False)
        result = content.get("esearchresult", {})
        error = content.get("error") or result.get("ERROR") or result.get("error")
        if not error and answer.status == 200:
            if int(result["count"]) < 0 or not all(re.fullmatch(r"\d{1,9}", pmid) for pmid in result["idlist"]):
                raise ValueError
            return result
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UpstreamFault("PubMed's answer to the search could not be understood.", passing=True) from None
    raise _error(client, str(error or f"status {answer.status}"))


def _error(client: Client, text: str) -> UpstreamFault:
    if "api key" in text.lower() and "rate limit" not in text.lower():
        return UpstreamFault("PubMed refused the API key in the settings (NCBI_API_KEY).")
    if PASSING_ERRORS.search(text):  # In our words: this is logged, and NCBI's may repeat the query with its names.
        return UpstreamFault("PubMed has a fault just now, and says so in its answer.", passing=True)
    return UpstreamFault(f"PubMed says: {client.service.without_secrets(text).rstrip('.')}.")


def _search_warnings(result: dict) -> list[str]:
    """What PubMed did not find or left out of the query, so that a mistyped name does not look like no papers."""
    ways = [
        ("errorlist", "phrasesnotfound", "PubMed found nothing for “{}”."),
        ("errorlist", "fieldsnotfound", "PubMed has no search field “{}”."),
        ("warninglist", "phrasesignored", "PubMed ignored “{}”."),
        ("warninglist", "quotedphrasesnotfound", "PubMed knows no such phrase: {}."),
    ]
    warnings = []
    for part, name, sentence in ways:
        with suppress(AttributeError, TypeError):
            warnings += [sentence.format(str(phrase)[:200]) for phrase in (result.get(part) or {}).get(name) or []]
    return warnings


def _refuse_web_page(answer: Answer) -> None:
    if answer.status == 200 and (answer.content_type == "text/html" or answer.starts_like_a_web_page()):
        raise UpstreamFault("PubMed answered with a web page instead of records.", passing=True)


def _fetch_batch(client: Client, asked: list[str]) -> Iterator[ReadRecord]:
    """Yield one record for each PMID asked for; those that an answer lost by breaking off are asked for again."""
    missing = {pmid for pmid in asked if re.fullmatch(r"[1-9]\d{0,7}", pmid)}
    for pmid in asked:
        if pmid not in missing:
            yield ReadRecord(0, 0, {"PMID": pmid}, [f"“{pmid}” is not a PMID, a number of up to eight digits."])
    for _ in range(ROUNDS):
        broken, strangers = "", []
        for record in _read_records(client, [pmid for pmid in asked if pmid in missing]) if missing else ():
            pmid = record.csl.get("PMID", "")
            if pmid in missing:
                missing.remove(pmid)
                yield record
            elif not pmid:
                broken = broken or "; ".join(record.problems)
            elif pmid not in asked:
                strangers.append(pmid)
        if not broken:
            break
    for pmid in asked:
        if pmid in missing:
            yield ReadRecord(0, 0, {"PMID": pmid}, [_why_missing(pmid, strangers, broken)])


def _why_missing(pmid: str, strangers: list[str], broken: str) -> str:
    if broken:
        return f"Record {pmid} was not in the readable part of PubMed's answer ({broken.rstrip('.')}). Try again later."
    if strangers:  # In the order of the question, as PubMed answers.
        return f"PubMed answered with record {strangers.pop(0)} when asked for record {pmid}."
    return f"PubMed has no record {pmid}."


def _read_records(client: Client, pmids: list[str]) -> Iterator[ReadRecord]:
    """Yield what PubMed's answer holds. What cannot be read yields a problem without a PMID."""
    answer = client.ask(
        "efetch.fcgi",
        lambda answer: _checked_records(client, answer),
        form=_form(id=",".join(pmids), retmode="xml"),
        accept=(200, 400),
    )
    if answer is None:
        return
    with answer.body:
        try:
            yield from pubmed_xml.read(answer.body)
        except UnreadableFile as fault:
            yield ReadRecord(0, 0, {}, [str(fault)])


def _checked_records(client: Client, answer: Answer) -> Answer | None:
    """Return the answer if it is a set of records; None if NCBI calls the list of PMIDs empty, knowing none of them.

    Errors come with status 400 or 200, as `<eFetchResult><ERROR>…`, JSON or text.
    """
    _refuse_web_page(answer)
    start = answer.start(2000).decode(errors="replace")
    if "ID list is empty" in start:
        answer.body.close()
        return None
    if answer.status != 200 or "<ERROR>" in start or start.lstrip().startswith("{"):
        raise _error(client, _error_text(start) or f"status {answer.status}")
    if "<" not in start:
        raise UpstreamFault("PubMed's answer holds no records.", passing=True)
    return answer


def _error_text(start: str) -> str:
    if found := re.search(r"<ERROR>(.*?)(</ERROR>|$)", start, re.DOTALL):
        return found[1]
    with suppress(ValueError, AttributeError):
        return str(json.loads(start, strict=False).get("error", ""))
    return start
