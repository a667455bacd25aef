"""The one way in which we ask other people's servers: within limits, politely, and with faults in plain words."""

import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import BinaryIO, TypeVar
from urllib.parse import urljoin, urlsplit

import requests
import stamina
import urllib3
from django.conf import settings

from . import pace
from .deadline import EndableAdapter

T = TypeVar("T")

PROGRAM = "sarcoma-department-site"
CHUNK = 64 * 1024
KEPT_IN_MEMORY = 4 * 1024 * 1024
MAX_REDIRECTS = 3


class UpstreamFault(Exception):
    """A service could not be asked, or its answer not be used. The message is for the person who wanted the answer.

    `passing` says that asking again later may help; then this module has already asked again several times.
    """

    def __init__(self, message: str, *, passing: bool = False, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.passing = passing
        self.retry_after = retry_after


@dataclass(frozen=True)
class Limits:
    """What one question may cost. Times in seconds."""

    connect: float = 5
    read: float = 30  # Between two pieces of the answer.
    total: float = 180  # All attempts with the waiting between them; what drips is cut off here.
    size: int = 50 * 1024 * 1024
    attempts: int = 5
    first_wait: float = 1
    longest_wait: float = 60  # Also the longest Retry-After that is waited for.


LIMITS = Limits()


@dataclass(frozen=True)
class Service:
    """One of the servers that we ask. `secret` goes with every form, and appears nowhere else."""

    name: str
    base_url: str
    per_second: float
    secret: Mapping[str, str] = field(default_factory=dict, repr=False)

    def without_secrets(self, text: str) -> str:
        """Some of the service's own words, in one short line that may be shown and logged."""
        for value in filter(None, self.secret.values()):
            text = text.replace(value, "…")
        return " ".join(re.sub(r"<[^>]*>", " ", text).split())[:200]


@dataclass
class Answer:
    """What came back, read to its end, in memory or (when large) in a file that is gone when closed."""

    status: int
    content_type: str
    body: BinaryIO

    def starts_like_a_web_page(self) -> bool:
        """Proxies and overloaded servers send pages for people with status 200."""
        return b"<html" in self.start(1000).lower()

    def start(self, size: int) -> bytes:
        """The first bytes, leaving the rest where it was."""
        self.body.seek(0)
        start = self.body.read(size)
        self.body.seek(0)
        return start


class Client:
    """Asks one service. Not shared between threads."""

    def __init__(self, service: Service, limits: Limits | None = None) -> None:
        """Raise UpstreamFault when the service's address in the settings is none."""
        self.service = service
        self.limits = limits or LIMITS
        address = urlsplit(service.base_url)
        if address.scheme not in {"http", "https"} or not address.hostname:
            raise UpstreamFault(f"The address of {service.name} in the settings is not one of http or https.")
        self.pace = pace.Pace(service.name, service.per_second)
        self.session = requests.Session()
        self.session.auth = _no_password
        self.adapter = EndableAdapter()
        self.session.mount("http://", self.adapter)
        self.session.mount("https://", self.adapter)
        self.session.headers["User-Agent"] = user_agent()

    def ask(self, path: str, parse: Callable[[Answer], T], *, form: Mapping | None = None, accept: tuple = (200,)) -> T:
        """Return what `parse` makes of the answer; with a `form`, by POST.

        `parse` may raise UpstreamFault; one that is `passing` is asked again like a timeout. Answers whose status is
        not in `accept` do not reach it.
        """
        deadline = pace.clock.monotonic() + self.limits.total
        # A context, because stamina logs the arguments of what it calls, and ours hold the key and people's names.
        for attempt in stamina.retry_context(
            on=lambda fault: self._whether_and_when_again(fault, deadline),
            attempts=self.limits.attempts,
            timeout=self.limits.total,
            wait_initial=self.limits.first_wait,
            wait_max=self.limits.longest_wait,
            wait_jitter=self.limits.first_wait,
            wait_exp_base=3,
        ):
            with attempt:
                self.pace.wait()
                answer = self._ask_once(path, form, deadline, accept)
                try:
                    return parse(answer)
                except BaseException:
                    answer.body.close()
                    raise
        raise AssertionError("stamina ends with a result or an exception")

    def _whether_and_when_again(self, fault: Exception, deadline: float) -> bool | float:
        if not isinstance(fault, UpstreamFault) or not fault.passing:
            return False
        wait = fault.retry_after or 0
        if pace.clock.monotonic() + wait >= deadline or wait > self.limits.longest_wait:
            return False
        return wait or True

    def _ask_once(self, path: str, form: Mapping | None, deadline: float, accept: tuple) -> Answer:
        try:
            with self.adapter.ending_after(deadline - pace.clock.monotonic()):
                return self._answer(path, form, deadline, accept)
        except UpstreamFault:
            raise
        except Exception as error:
            if pace.clock.monotonic() >= deadline:
                raise self._fault("did not answer in time") from None
            raise self._in_words(error) from None

    def _answer(self, path: str, form: Mapping | None, deadline: float, accept: tuple) -> Answer:
        with self._send(f"{self.service.base_url}/{path}", form) as response:
            if response.status_code not in accept:
                raise self._refusal(response)
            return Answer(
                response.status_code,
                response.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
                self._read(response.raw, deadline),
            )

    def _in_words(self, error: Exception) -> Exception:
        """What happened to a request; an error of our own programming stays what it is."""
        if isinstance(error, requests.Timeout | urllib3.exceptions.TimeoutError):
            return self._fault("did not answer in time")
        if isinstance(error, requests.exceptions.SSLError):
            return self._fault("could not be reached safely: its certificate is not valid", passing=False)
        if isinstance(error, requests.ConnectionError):
            return self._fault("could not be reached")
        # OSError: the connection broke, or the disk for a large answer is full.
        if isinstance(error, requests.RequestException | urllib3.exceptions.HTTPError | OSError):
            return self._fault("broke off in the middle of its answer")
        return error

    def _send(self, url: str, form: Mapping | None) -> requests.Response:
        """Send, and follow redirects on the same server only: another would be handed the key."""
        for _ in range(MAX_REDIRECTS):
            response = self.session.request(
                "GET" if form is None else "POST",
                url,
                data=None if form is None else {**form, **self.service.secret},
                timeout=(self.limits.connect, self.limits.read),
                stream=True,
                allow_redirects=False,
            )
            if not response.is_redirect:
                return response
            response.close()
            there = urljoin(url, response.headers["Location"])
            if _origin(there) != _origin(url) or (form is not None and response.status_code not in {307, 308}):
                raise self._fault(
                    f"sends us elsewhere, to {urlsplit(there).hostname}; we do not follow. Is its address in the "
                    "settings out of date?",
                    passing=False,
                )
            url = there
        raise self._fault("sends us round in circles", passing=False)

    def _read(self, raw: urllib3.BaseHTTPResponse, deadline: float) -> BinaryIO:
        """Read what arrives as it arrives, so that neither a flood nor a drip goes past the limits."""
        body = tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)
        try:
            size = 0
            while piece := raw.read1(CHUNK, decode_content=True):
                size += len(piece)
                if size > self.limits.size:
                    limit = self.limits.size // 1024 // 1024
                    raise self._fault(f"sent more than {limit} MB, which is more than we read", passing=False)
                if pace.clock.monotonic() >= deadline:
                    break
                body.write(piece)
            if pace.clock.monotonic() >= deadline:  # An answer without a length looks whole when it was broken off.
                raise self._fault("did not answer in time")
            body.seek(0)
        except BaseException:
            body.close()
            raise
        return body

    def _refusal(self, response: requests.Response) -> UpstreamFault:
        status, wait = response.status_code, _retry_after(response.headers.get("Retry-After"))
        if status not in {408, 429} and status < 500:
            return self._fault(f"refused the question (status {status})", passing=False)
        why = "is asked too often just now" if status == 429 else "has a fault just now"
        if wait and wait > self.limits.longest_wait:
            why += f", and wants us to wait for {round(wait / 60) or 1} min"
        return UpstreamFault(f"{self.service.name} {why} (status {status}).", passing=True, retry_after=wait)

    def _fault(self, what: str, passing: bool = True) -> UpstreamFault:
        return UpstreamFault(f"{self.service.name} {what}.".replace("?.", "?"), passing=passing)


def user_agent() -> str:
    """Who asks, and where to complain: what NCBI and Crossref want to be told."""
    contact = f"; mailto:{settings.NCBI_EMAIL}" if settings.NCBI_EMAIL else ""
    return f"{PROGRAM}/1.0 ({settings.SITE_URL}{contact})"


def _no_password(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keep requests from looking into ~/.netrc for one."""
    return request


def _origin(url: str) -> tuple:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port


def _retry_after(value: str | None) -> float | None:
    """Seconds, from a number or an HTTP date (RFC 9110, 10.2.3). What is neither is ignored."""
    if not value:
        return None
    if value.strip().isdecimal():
        return min(float(value), 1e6)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    now = datetime.fromtimestamp(pace.clock.time(), UTC)
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - now).total_seconds())
