"""A server on this machine that plays E-utilities and Crossref, with their faults.

`ncbi` points the site at it, makes waiting cost no time, and takes made-up papers:

    ncbi.add("99990001", title="A made-up paper", doi="10.5555/made.1")     # PubMed has it
    ncbi.add_work("10.5555/made.2", title=["Another"])                      # Crossref has it
    ncbi.finds("Muster B[Author]", "99990001")      # what a search finds, if its words alone do not say so
    ncbi.fail("efetch", status(429, retry_after="2"), truncated())          # the next two answers; then all is well
    ncbi.fail_always("esearch", hangs())
    ncbi.requests("efetch")[0].form["id"]           # what was asked
    ncbi.clock.slept                                # what would have been waited, in seconds
    ncbi.environment                                # for `manage.py` in a process of its own
"""

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from publications.formats.records import ReadRecord
from publications.upstream import http, pace

from .made_up_articles import ARTICLE, pubmed_set
from .ncbi_faults import Fault

EMAIL = "website@example.org"


@dataclass
class Request:
    """One question, as it arrived."""

    endpoint: str  # esearch, efetch or works
    method: str
    path: str
    form: dict[str, str]
    headers: dict[str, str]


class HurriedClock(pace.Clock):
    """A clock that is set forward where others would wait, and remembers by how much."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def time(self) -> float:
        return time.time() + sum(self.slept)

    def monotonic(self) -> float:
        return time.monotonic() + sum(self.slept)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def waits(self, longer_than: float = 0.4) -> list[float]:
        """The waits before another attempt, without those that only keep the pace."""
        return [seconds for seconds in self.slept if seconds > longer_than]


class NcbiServer:
    """The server, its papers, and what it was asked."""

    def __init__(self) -> None:
        self.articles: dict[str, dict] = {}
        self.works: dict[str, dict] = {}
        self.found: dict[str, list[str]] = {}
        self.required_key = ""
        self.asked: list[Request] = []
        self.clock = HurriedClock()
        self.released = threading.Event()
        self._next: dict[str, list[Fault]] = {}
        self._always: dict[str, Fault] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads, self._server.block_on_close = True, False
        self._server.ncbi = self
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    @property
    def environment(self) -> dict[str, str]:
        return {
            "NCBI_EUTILS_URL": f"{self.url}/entrez/eutils",
            "CROSSREF_URL": f"{self.url}/crossref",
            "NCBI_EMAIL": EMAIL,
            "NO_PROXY": "127.0.0.1",
        }

    def add(self, pmid: str, **article) -> None:
        """Put a paper into PubMed, or other fields into one that is there: see `made_up_articles`."""
        self.articles[pmid] = ARTICLE | self.articles.get(pmid, {}) | article | {"pmid": pmid}

    def add_work(self, doi: str, **message) -> None:
        """Put a work into Crossref, in the words of its REST API."""
        work = {"DOI": doi, "type": "journal-article", "title": ["A made-up work"]}
        self.works[doi.lower()] = work | {key.replace("_", "-"): value for key, value in message.items()}

    def finds(self, term: str, *pmids: str) -> None:
        """Let a search for exactly these words find these papers."""
        self.found[term] = list(pmids)

    def fail(self, endpoint: str, *faults: Fault) -> None:
        self._next.setdefault(endpoint, []).extend(faults)

    def fail_always(self, endpoint: str, fault: Fault) -> None:
        self._always[endpoint] = fault

    def requests(self, endpoint: str) -> list[Request]:
        return [request for request in self.asked if request.endpoint == endpoint]

    def fault(self, endpoint: str) -> Fault | None:
        waiting = self._next.get(endpoint)
        return waiting.pop(0) if waiting else self._always.get(endpoint)

    def stop(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    # --- What it answers when all is well -------------------------------------------------------------------------

    def esearch(self, form: dict[str, str]) -> tuple[int, bytes, str]:
        if error := self._key_error(form):
            return 400, error, "application/json"
        pmids = self.search(form["term"])
        start, size = int(form.get("retstart", 0)), int(form.get("retmax", 20))
        lost = [
            phrase for phrase in _phrases(form["term"]) if form["term"] not in self.found and not self.search(phrase)
        ]
        result = {
            "count": str(len(pmids)),
            "retmax": str(len(pmids[start : start + size])),
            "retstart": str(start),
            "idlist": pmids[start : start + size],
            "translationset": [],
            "querytranslation": form["term"],
        }
        if lost:
            result["errorlist"] = {"phrasesnotfound": lost, "fieldsnotfound": []}
        return 200, json.dumps({"header": {"type": "esearch"}, "esearchresult": result}).encode(), "application/json"

    def search(self, term: str) -> list[str]:
        """Enough of PubMed's search for tests: phrases with a tag, joined by OR or by AND."""
        if term in self.found:
            return self.found[term]
        if " OR " in term:
            parts = [self.search(part) for part in term.split(" OR ")]
            return list(dict.fromkeys(pmid for part in parts for pmid in part))
        if " AND " in term:
            parts = [self.search(part) for part in term.split(" AND ")]
            return [pmid for pmid in parts[0] if all(pmid in part for part in parts)]
        return [pmid for pmid, article in self.articles.items() if _matches(term.strip(" ()"), article)]

    def efetch(self, form: dict[str, str]) -> tuple[int, bytes, str]:
        if error := self._key_error(form):
            return 400, error, "application/json"
        pmids = form["id"].split(",")
        return (
            200,
            pubmed_set(self.articles[pmid] for pmid in pmids if pmid in self.articles),
            "text/xml; charset=UTF-8",
        )

    def work(self, doi: str) -> tuple[int, bytes, str]:
        if doi.lower() not in self.works:
            return 404, b"Resource not found.", "text/plain"
        message = {"status": "ok", "message-type": "work", "message": self.works[doi.lower()]}
        return 200, json.dumps(message).encode(), "application/json"

    def _key_error(self, form: dict[str, str]) -> bytes:
        if self.required_key and form.get("api_key") != self.required_key:
            return json.dumps({"error": "API key invalid", "api-key": form.get("api_key"), "type": "api key"}).encode()
        return b""


def _phrases(term: str) -> list[str]:
    return [phrase.strip(" ()") for phrase in re.split(r" OR | AND ", term)]


def _matches(phrase: str, article: dict) -> bool:
    words, _, tag = phrase.rstrip("]").partition("[")
    words, tag = words.strip().strip('"').lower(), tag.lower()
    authors = [author if isinstance(author, dict) else {"family": author} for author in article.get("authors", [])]
    if tag in {"au", "author", "fau"}:
        return any(_printed(author).startswith(words) for author in authors)
    if tag == "auid":
        return any(author.get("orcid", "").lower() == words.replace("orcid:", "").strip() for author in authors)
    if tag in {"ad", "affiliation"}:
        places = [article.get("affiliation", ""), *(author.get("affiliation", "") for author in authors)]
        return any(words in place.lower() for place in places)
    fields = {"aid": ["doi"], "doi": ["doi"], "pmcid": ["pmcid"], "uid": ["pmid"], "pmid": ["pmid"]}.get(tag)
    if fields:
        return any(str(article.get(name, "")).lower() == words for name in fields)
    return words in str(article.get("title", "")).lower()


def _printed(author: dict) -> str:
    return f"{author.get('family', '')} {author.get('given', '')}".strip().lower()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.answer({})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.answer(dict(parse_qsl(body.decode(), keep_blank_values=True)))

    def answer(self, form: dict[str, str]) -> None:
        ncbi: NcbiServer = self.server.ncbi
        path = urlsplit(self.path).path
        endpoint = "works" if "/works/" in path else path.rpartition("/")[2].removesuffix(".fcgi")
        ncbi.asked.append(Request(endpoint, self.command, self.path, form, dict(self.headers)))
        if endpoint == "works":
            status_code, body, kind = ncbi.work(unquote(path.partition("/works/")[2]))
        elif endpoint in {"esearch", "efetch"}:
            status_code, body, kind = getattr(ncbi, endpoint)(form)
        else:
            status_code, body, kind = 404, b"<html>no such page</html>", "text/html"
        with suppress(BrokenPipeError, ConnectionResetError):
            if fault := ncbi.fault(endpoint):
                self.close_connection = True
                fault(self, body, kind)
            else:
                self.write(status_code, body, kind)

    def write(self, status_code: int, body: bytes, kind: str, **headers: str) -> None:
        self.send_response(status_code)
        lines = {"Content-Type": kind, "Content-Length": str(len(body))}
        for name, value in (lines | {name.replace("_", "-"): value for name, value in headers.items()}).items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args) -> None:
        pass


# --- The fixture ------------------------------------------------------------------------------------------------------


@pytest.fixture
def ncbi(settings, monkeypatch, tmp_path) -> Iterator[NcbiServer]:
    """PubMed and Crossref, empty, played by this machine. Waiting costs no time; a hanging answer costs two seconds."""
    server = NcbiServer()
    for name in ("NCBI_EUTILS_URL", "CROSSREF_URL", "NCBI_EMAIL"):
        setattr(settings, name, server.environment[name])
    settings.NCBI_API_KEY = ""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(pace, "clock", server.clock)
    monkeypatch.setattr("tenacity.nap.time", server.clock)  # where stamina waits
    monkeypatch.setattr(pace, "folder", lambda: tmp_path / "pace")
    monkeypatch.setattr(http, "LIMITS", replace(http.LIMITS, read=2))
    yield server
    server.stop()


@pytest.fixture
def papers(ncbi: NcbiServer) -> NcbiServer:
    """The same, with five papers: 99990001 to 99990005, 10.5555/Made.1 and PMC9991 onward."""
    for number in range(1, 6):
        identifiers = {"doi": f"10.5555/Made.{number}", "pmcid": f"PMC999{number}"}
        ncbi.add(f"9999000{number}", title=f"Made-up paper {number}", **identifiers)
    return ncbi


def titles(records: list[ReadRecord]) -> list[str]:
    """What came: the title of each record, or its problems."""
    return [record.csl.get("title", "; ".join(record.problems)) for record in records]
