"""What goes wrong at NCBI and Crossref, one fault each: `ncbi.fail("efetch", status(503), truncated())`."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import TYPE_CHECKING

from .made_up_articles import pubmed_set

if TYPE_CHECKING:
    from .ncbi_server import Handler

# What an endpoint would answer, and how to write it: a fault writes something else.
Fault = Callable[["Handler", bytes, str], None]


def status(code: int, retry_after: str = "", body: str = "") -> Fault:
    """An error by number. NCBI's 429 repeats the key."""

    def fault(handler: Handler, good: bytes, kind: str) -> None:
        headers = {"Retry_After": retry_after} if retry_after else {}
        handler.write(code, body.encode(), "text/plain", **headers)

    return fault


def says(body: str | bytes, kind: str = "application/json", code: int = 200) -> Fault:
    """Another answer than the right one."""
    return lambda handler, good, good_kind: handler.write(
        code, body if isinstance(body, bytes) else body.encode(), kind
    )


def web_page(kind: str = "text/html") -> Fault:
    """A page for people, with status 200."""
    return says("<!DOCTYPE html>\n<html><title>Maintenance</title><p>Back soon.</html>", kind)


def search_error(message: str) -> Fault:
    """What esearch answers with status 200, with bare line ends inside the string, which is no valid JSON."""
    return says('{"header":{},"esearchresult":{"ERROR":"' + message + '"}}')


def other_record(pmid: str) -> Fault:
    """The record of another PMID than the one asked for."""
    return says(pubmed_set([{"pmid": pmid, "title": "Another paper"}]), "text/xml")


def hangs() -> Fault:
    """No answer at all, for as long as the test runs."""
    return lambda handler, good, kind: handler.server.ncbi.released.wait(20) and None


def drips(seconds: float = 0.02) -> Fault:
    """The right answer, byte by byte, so that no single read takes long."""

    def fault(handler: Handler, good: bytes, kind: str) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(good)))
        handler.end_headers()
        for byte in good:
            handler.wfile.write(bytes([byte]))
            if handler.server.ncbi.released.wait(seconds):
                return

    return fault


def drips_headers(seconds: float = 0.02) -> Fault:
    """An answer whose header does not end."""

    def fault(handler: Handler, good: bytes, kind: str) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Made-Up: ")
        while not handler.server.ncbi.released.wait(seconds):
            handler.wfile.write(b"a")

    return fault


def truncated(share: float = 0.6) -> Fault:
    """An answer that ends early and says that it is whole."""
    return lambda handler, good, kind: handler.write(200, good[: int(len(good) * share)], kind)


def breaks_off(share: float = 0.6) -> Fault:
    """A connection that is closed before the promised length."""

    def fault(handler: Handler, good: bytes, kind: str) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(good)))
        handler.end_headers()
        handler.wfile.write(good[: int(len(good) * share)])

    return fault


def hangs_up() -> Fault:
    """A connection that is closed without a word."""
    return lambda handler, good, kind: None


def giant(megabytes: int) -> Fault:
    """An answer that says it is short and does not end, in chunks; stops when nobody listens."""

    def fault(handler: Handler, good: bytes, kind: str) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        piece = b" " * 65536
        for _ in range(megabytes * 16):
            handler.wfile.write(b"10000\r\n" + piece + b"\r\n")
        handler.wfile.write(b"0\r\n\r\n")

    return fault


def bomb(megabytes: int) -> Fault:
    """A small answer that unpacks to a large one."""
    return lambda handler, good, kind: handler.write(
        200, gzip.compress(b" " * megabytes * 1024 * 1024), kind, Content_Encoding="gzip"
    )


def zipped_in_chunks() -> Fault:
    """The right answer, packed and in small chunks, as NCBI sends it."""

    def fault(handler: Handler, good: bytes, kind: str) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Encoding", "gzip")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        packed = gzip.compress(good)
        for start in range(0, len(packed), 7):
            piece = packed[start : start + 7]
            handler.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            handler.wfile.flush()
        handler.wfile.write(b"0\r\n\r\n")

    return fault


def redirects(to: str, code: int = 302) -> Fault:
    return lambda handler, good, kind: handler.write(code, b"", "text/plain", Location=to)
