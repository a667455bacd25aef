"""Other people's servers are asked politely and within limits, and their faults are said in plain words."""

import fcntl
import logging
import multiprocessing
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest
import structlog

from publications.formats.records import ReadRecord
from publications.upstream import crossref, http, pace
from publications.upstream import ncbi as pubmed
from publications.upstream.http import Client, Limits, Service, UpstreamFault

from .ncbi_faults import (
    bomb,
    breaks_off,
    drips,
    drips_headers,
    giant,
    hangs,
    hangs_up,
    redirects,
    says,
    search_error,
    status,
    web_page,
    zipped_in_chunks,
)
from .ncbi_server import titles

KEY = "made-up-key-0123456789abcdef"


def fetched(*pmids: str) -> list[ReadRecord]:
    return list(pubmed.fetch(pmids))


# --- Politeness -------------------------------------------------------------------------------------------------------


def test_we_say_who_we_are_and_ask_by_post(papers, settings):
    settings.SITE_URL = "https://sarcoma.example.org"
    fetched("99990001")
    [request] = papers.requests("efetch")
    assert request.method == "POST"
    assert "?" not in request.path
    assert request.form["tool"] == "sarcoma-department-site"
    assert request.form["email"] == settings.NCBI_EMAIL
    expected = f"sarcoma-department-site/1.0 (https://sarcoma.example.org; mailto:{settings.NCBI_EMAIL})"
    assert request.headers["User-Agent"] == expected


def test_without_an_address_no_empty_one_is_sent(papers, settings):
    settings.NCBI_EMAIL = ""
    fetched("99990001")
    [request] = papers.requests("efetch")
    assert "email" not in request.form
    assert "mailto" not in request.headers["User-Agent"]


@pytest.mark.parametrize(("key", "a_second"), [("", 3), (KEY, 10)])
def test_requests_keep_the_published_pace(ncbi, settings, key, a_second):
    settings.NCBI_API_KEY = key
    began = ncbi.clock.monotonic()
    for _ in range(7):
        pubmed.search("anything")
    assert ncbi.clock.monotonic() - began >= 6 / a_second
    assert sum(ncbi.clock.slept) <= 6 / a_second + 1 / a_second


def take_turns(folder, count: int) -> None:
    pace.folder = lambda: folder
    for _ in range(count):
        pace.Pace("PubMed", 20).wait()


def test_two_processes_keep_one_pace(tmp_path):
    context = multiprocessing.get_context("fork")
    started = time.monotonic()
    processes = [context.Process(target=take_turns, args=(tmp_path, 5)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(10)
    assert [process.exitcode for process in processes] == [0, 0]
    assert time.monotonic() - started >= 9 / 20  # ten requests at twenty a second


def test_turns_are_taken_one_after_the_other(tmp_path, monkeypatch):
    monkeypatch.setattr(pace, "folder", lambda: tmp_path)
    with (tmp_path / "pubmed").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        waiting = threading.Thread(target=pace.Pace("PubMed", 1000).wait)
        waiting.start()
        waiting.join(0.1)
        assert waiting.is_alive()
    waiting.join(2)
    assert not waiting.is_alive()


def test_a_clock_set_back_and_a_spoilt_file_do_not_stop_us(tmp_path, monkeypatch):
    monkeypatch.setattr(pace, "folder", lambda: tmp_path)
    for left_behind in (str(time.time() + 86_400), "nonsense", "nan", ""):
        (tmp_path / "pubmed").write_text(left_behind)
        started = time.monotonic()
        pace.Pace("PubMed", 100).wait()
        assert time.monotonic() - started < 1


def test_without_a_place_to_write_each_request_waits_by_itself(tmp_path, ncbi, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(pace, "folder", lambda: tmp_path / "file")
    pace.Pace("PubMed", 4).wait()
    assert ncbi.clock.slept == [pytest.approx(0.25, abs=0.01)]


# --- Asking again -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [status(429), status(500), status(502), status(503), hangs_up(), breaks_off(), web_page(), web_page("text/xml")],
    ids=["429", "500", "502", "503", "hangs up", "breaks off", "web page", "web page called XML"],
)
def test_a_passing_fault_is_asked_again(papers, fault):
    papers.fail("efetch", fault, fault)
    assert titles(fetched("99990001")) == ["Made-up paper 1"]
    assert len(papers.requests("efetch")) == 3


def test_waits_grow_and_end(papers):
    papers.fail_always("efetch", status(503))
    with pytest.raises(UpstreamFault, match=r"^PubMed has a fault just now \(status 503\)\.$") as raised:
        fetched("99990001")
    assert raised.value.passing
    assert len(papers.requests("efetch")) == 5
    waits = papers.clock.waits()
    assert len(waits) == 4
    assert all(first < second for first, second in pairwise(waits))


def test_a_timeout_is_asked_again_and_said(papers, monkeypatch):
    monkeypatch.setattr(http, "LIMITS", Limits(read=0.1, attempts=2))
    papers.fail_always("efetch", hangs())
    with pytest.raises(UpstreamFault, match=r"^PubMed did not answer in time\.$"):
        fetched("99990001")
    assert len(papers.requests("efetch")) == 2


def test_retry_after_in_seconds_is_waited_for(papers):
    papers.fail("efetch", status(429, retry_after="17"))
    fetched("99990001")
    assert papers.clock.waits() == [17]


def test_retry_after_as_a_date_is_waited_for(papers):
    papers.fail("efetch", status(503, retry_after=format_datetime(datetime.now(UTC) + timedelta(seconds=30), True)))
    fetched("99990001")
    [wait] = papers.clock.waits()
    assert 25 < wait <= 31


@pytest.mark.parametrize("value", ["soon", "-5", "0", "Wed, 99 Foo 2026", "٣"])
def test_a_strange_retry_after_counts_as_none(papers, value):
    papers.fail("efetch", status(503, retry_after=value.encode().decode("latin-1")))
    assert titles(fetched("99990001")) == ["Made-up paper 1"]
    assert len(papers.clock.waits()) == 1
    assert papers.clock.waits()[0] <= 3


def test_a_long_retry_after_ends_it_at_once(papers):
    papers.fail_always("efetch", status(429, retry_after="3600"))
    with pytest.raises(UpstreamFault, match="wants us to wait for 60 min"):
        fetched("99990001")
    assert len(papers.requests("efetch")) == 1
    assert papers.clock.waits() == []


def test_a_refusal_is_not_asked_again(papers):
    papers.fail_always("efetch", status(403))
    with pytest.raises(UpstreamFault, match=r"refused the question \(status 403\)") as raised:
        fetched("99990001")
    assert not raised.value.passing
    assert len(papers.requests("efetch")) == 1


# --- Limits -----------------------------------------------------------------------------------------------------------


def client(ncbi, **limits) -> Client:
    return Client(Service("PubMed", f"{ncbi.url}/entrez/eutils", 1000), Limits(**limits))


def read_all(answer: http.Answer) -> bytes:
    with answer.body:
        return answer.body.read()


@pytest.mark.parametrize("flood", [giant(40), bomb(40)], ids=["endless", "packed"])
def test_a_giant_answer_is_cut_off(papers, flood):
    papers.fail("efetch", flood)
    with pytest.raises(UpstreamFault, match="sent more than 2 MB"):
        client(papers, size=2 * 1024 * 1024).ask("efetch.fcgi", read_all, form={"id": "1"})
    assert len(papers.requests("efetch")) == 1


@pytest.mark.parametrize("drip", [drips(), drips_headers()], ids=["body", "header"])
def test_a_dripping_answer_is_cut_off(papers, drip):
    papers.fail_always("efetch", drip)
    started = time.monotonic()
    with pytest.raises(UpstreamFault, match="did not answer in time"):
        client(papers, total=0.4).ask("efetch.fcgi", read_all, form={"id": "99990001"})
    assert time.monotonic() - started < 3


def test_an_answer_packed_in_chunks_arrives_whole(papers):
    papers.fail("efetch", zipped_in_chunks())
    body = client(papers).ask("efetch.fcgi", read_all, form={"id": "99990001"})
    assert b"Made-up paper 1" in body
    assert body.endswith(b"</PubmedArticleSet>")


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_the_key_is_not_carried_to_another_server(papers, settings, code):
    settings.NCBI_API_KEY = KEY
    papers.fail_always("efetch", redirects("http://localhost:1/elsewhere?why=1", code))
    with pytest.raises(UpstreamFault, match="sends us elsewhere, to localhost; we do not follow") as raised:
        fetched("99990001")
    assert KEY not in str(raised.value)
    assert len(papers.requests("efetch")) == 1


def test_a_redirect_on_the_same_server_is_followed(papers):
    papers.add_work("10.5555/prime")
    papers.fail("works", redirects("/crossref/works/10.5555%2Fprime", 301))
    [record] = crossref.fetch(["10.5555/alias"])
    assert record.problems == ["Crossref answered with 10.5555/prime when asked for 10.5555/alias."]


def test_redirects_in_a_circle_end(papers):
    papers.fail_always("works", redirects("/crossref/works/round", 302))
    with pytest.raises(UpstreamFault, match="round in circles"):
        list(crossref.fetch(["10.5555/alias"]))


@pytest.mark.parametrize("address", ["", "ftp://example.org", "file:///etc/passwd", "eutils.ncbi.nlm.nih.gov"])
def test_only_web_addresses_are_asked(ncbi, settings, address):
    settings.NCBI_EUTILS_URL = address
    with pytest.raises(UpstreamFault, match="not one of http or https"):
        fetched("99990001")


def test_a_server_that_is_not_there_is_named(ncbi, settings):
    settings.NCBI_EUTILS_URL = "http://127.0.0.1:1/entrez/eutils"
    with pytest.raises(UpstreamFault, match=r"^PubMed could not be reached\.$"):
        pubmed.search("anything")


# --- The key ----------------------------------------------------------------------------------------------------------


def test_the_key_is_sent_and_appears_nowhere(papers, settings, caplog):
    settings.NCBI_API_KEY = papers.required_key = KEY
    papers.fail("efetch", status(429, body=f'{{"error":"API rate limit exceeded","api-key":"{KEY}"}}'), hangs_up())
    papers.fail("esearch", search_error(f"Search Backend failed for Muster B with {KEY}"))
    papers.fail("esearch", says(f'{{"error":"Something new about {KEY}"}}', code=400))
    with caplog.at_level(logging.DEBUG), structlog.testing.capture_logs() as logs:
        assert titles(fetched("99990001")) == ["Made-up paper 1"]
        with pytest.raises(UpstreamFault, match="Something new about …") as raised:
            pubmed.search("Muster B[Author]")
    assert papers.requests("efetch")[0].form["api_key"] == KEY
    assert KEY not in caplog.text + repr(logs) + repr(raised.value) + repr(pubmed._client().service)
    assert "Muster" not in caplog.text + repr(logs)
    assert "stamina.retry_scheduled" in repr(logs)


def test_a_wrong_key_is_named_by_its_setting(papers, settings):
    settings.NCBI_API_KEY, papers.required_key = "wrong", KEY
    for question in (lambda: pubmed.search("anything"), lambda: fetched("99990001")):
        with pytest.raises(UpstreamFault, match=r"refused the API key in the settings \(NCBI_API_KEY\)"):
            question()


def test_no_password_is_looked_for_on_this_machine(ncbi, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login made-up password up-made\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    pubmed.search("anything")
    [request] = ncbi.requests("esearch")
    assert "Authorization" not in request.headers
