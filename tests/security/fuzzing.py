"""Knocks at every door with what nobody should send, and says what should not have come back."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from traceback import extract_tb

from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from .doors import PUBLIC, SIGN_IN, STAFF, Door
from .odd_values import FORM, MARK, METHODS, TEXTS, Sent, form_body, query_string, written, wrong_body

REFUSED = {400, 403, 404, 405, 413, 415}
# What a refusal may leave behind: who knocked, never what they brought. Wagtail notes on the way into an editor whether
# somebody wants mails about its comments, and forgets who looked at it long ago.
MAY_BE_WRITTEN = re.compile(
    r'"(django_session|axes_\w+|usersessions_\w+|wagtailcore_pagesubscription|wagtailadmin_editingsession)"'
)
WRITES = ("INSERT", "UPDATE", "DELETE")
DETAIL = re.compile(r"Traceback \(most recent|django\.core\.exceptions|psycopg|sqlite3\.|Exception Type")


class Fuzzer:
    """One run: the seed decides everything that is sent."""

    def __init__(self, seed: int, staff: Client, records: dict[str, int]) -> None:
        self.chance = Random(seed)  # noqa: S311  (it is repeated on purpose)
        self.visitor = Client(raise_request_exception=False, enforce_csrf_checks=True)
        cms = reverse("wagtailadmin_home")
        # Screens of the CMS take three times as long as pages.
        self.sides = [
            (PUBLIC, self.visitor, ""),
            (STAFF, staff, cms),
            (SIGN_IN, Client(raise_request_exception=False), cms),
        ]
        self.records = records
        self.forms: dict[str, list[tuple[str, str]]] = {}
        self.faults: list[str] = []

    def run(self, count: int) -> list[str]:
        """Send so many requests; return what was wrong with the answers."""
        for _ in range(count):
            doors, client, base = self.chance.choices(self.sides, weights=[5, 4, 1])[0]
            door = self.chance.choice([door for door in doors if not door.seldom or self.chance.random() < 0.1])
            with undone():
                self._send(self._request(door, client, base), client)
        return self.faults

    # --- What is sent -------------------------------------------------------------------------------------------

    def _request(self, door: Door, client: Client, base: str) -> Sent:
        address = base + self._filled(door.address)
        names = [self._filled(name) for name in door.parameters + door.fields]
        kind = self.chance.choice(
            ["get"] * 4 + ["form"] * (6 if door.form else 1) + ["body", "method", "token", "path"]
        )
        if kind == "form" and client is not self.visitor:  # A visitor's lacks its token, which is checked.
            known = self._form(door, address, client)
            names += [name for name, _ in known]
            body = form_body(self.chance, known, names or ["q"], large=self.chance.random() < 0.01)
            return Sent("POST", address, query_string(self.chance, names), body)
        if kind == "body":
            return Sent("POST", address, "", *reversed(wrong_body(self.chance, names)))
        if kind == "method":
            headers = (("X-HTTP-Method-Override", "DELETE"), ("X-Method-Override", "PUT"))
            return Sent(self.chance.choice(METHODS), address, query_string(self.chance, names), b"x=1", FORM, headers)
        if kind in ("token", "form"):
            token = self.chance.choice(["", "a" * 32, "a" * 64, "é", "\0", "x" * 5000])
            body = f"csrfmiddlewaretoken={token}&do=publish".encode("utf-8", "surrogatepass")
            return Sent("POST", address, "", body, FORM, (("X-CSRFToken", token.encode("ascii", "ignore").decode()),))
        if kind == "path":
            address += written(self.chance, self.chance.choice(TEXTS))[:3000].replace("?", "")
        return Sent("GET", address, query_string(self.chance, names))

    def _filled(self, text: str) -> str:
        return text.format(**self.records) if "{" in text else text

    def _form(self, door: Door, address: str, client: Client) -> list[tuple[str, str]]:
        """The fields of the form as it opens, read once."""
        if address not in self.forms:
            html = client.get(address).content.decode()
            forms = len(re.findall(r"<form[\s>]", html))
            data = querydict_from_html(html, form_id=door.form_id) if door.form_id else None
            for index in range(forms if data is None else 0):
                found = querydict_from_html(html, form_index=index)
                data = found if data is None or len(found) > len(data) else data
            given = [(name, "0") for name in door.given]
            self.forms[address] = given + [
                (name, value) for name, values in (data or QueryDict()).lists() for value in values
            ]
        return self.forms[address]

    # --- What comes back ----------------------------------------------------------------------------------------

    def _send(self, sent: Sent, client: Client) -> None:
        written_by = []

        def watch(execute, sql, params, many, context):
            if sql.startswith(WRITES) and not MAY_BE_WRITTEN.search(sql.split("VALUES")[0]):
                written_by.append(sql[:150])
            return execute(sql, params, many, context)

        with connection.execute_wrapper(watch):
            response = client.generic(
                sent.method,
                sent.address,
                sent.body,
                content_type=sent.content_type,
                headers=dict(sent.headers),
                QUERY_STRING=sent.query,
            )
            body = b"" if sent.method == "HEAD" else response.getvalue()
        for fault in self._wrong(sent, response, body.decode("utf-8", "replace"), written_by):
            self.faults.append(f"{fault}\n    {sent}")

    @staticmethod
    def _wrong(sent: Sent, response, text: str, written_by: list[str]) -> Iterator[str]:
        status = response.status_code
        if status >= 500:
            yield f"{status}: {where_it_broke(response)}"
        if DETAIL.search(text):
            yield f"{status}: it tells how it is made"
        if MARK in text and "html" in response.get("Content-Type", ""):
            yield f"{status}: it says back what could run"
        if (status in REFUSED or sent.method == "GET") and written_by:
            yield f"{status}: written, although nothing was taken: {written_by[0]}"
        if status in {400, 403, 405, 413} and "In an emergency" not in text and sent.method != "HEAD":
            if not is_json(response) and "text/plain" not in response.get("Content-Type", ""):
                yield f"{status}: no clear page: {text[:100]!r}"
        if any(character in response.get("Location", "") for character in "\r\n"):
            yield f"{status}: a header could be smuggled in"
        if response.get("Location", "").startswith(("//", "http")) and "evil" in response["Location"]:
            yield f"{status}: it leads to somebody else"
        if "a" in response.cookies:
            yield f"{status}: it sets a cookie that was smuggled in"


def where_it_broke(response) -> str:
    """The error behind a 5xx, with the last places that it passed."""
    if not getattr(response, "exc_info", None):
        return "no error was raised"
    _, error, trace = response.exc_info
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in extract_tb(trace)[-4:]]
    return f"{error!r} at {' > '.join(places)}"


def is_json(response) -> bool:
    """Whether a script asked, and was told in its own way."""
    try:
        json.loads(response.content)
    except ValueError:
        return False
    return True


@contextmanager
def undone() -> Iterator[None]:
    """Take back what a request did, so that the next one meets the same site."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
