"""What nobody should send: values, bodies and methods, drawn by a seed so that a failure can be repeated."""

import json
from dataclasses import dataclass
from random import Random
from urllib.parse import quote, quote_from_bytes

MARK = "<script>alert(1)</script>"
MEGABYTE = 1024 * 1024
FORM = "application/x-www-form-urlencoded"
METHODS = ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "HEAD", "PROPFIND", "CONNECT", "get"]

TEXTS = [
    *("", " ", "0", "-1", "1", "1e9", "1.5", "NaN", "Infinity", "٣", "½", "²", "9" * 30, "-" + "9" * 19, "0x1F"),
    *(
        "true",
        "null",
        "None",
        "[]",
        "{}",
        '{"a": [1, {"b": null}]}',
        "[[[[[[[[]]]]]]]]",
        '"',
        "'",
        "\\",
        "%",
        "%s %(x)s",
    ),
    *(
        "\0",
        "a\0b",
        "\x01\x1f\x7f",
        "\r\nSet-Cookie: a=b",
        "\n\n",
        "\t",
        "\u2028\u2029",
        "\ufeff",
        "\u202eabc",
        "\ud800",
    ),
    *("' OR 1=1--", "'; DROP TABLE core_user;--", "{{ 7*7 }}", "{% debug %}", "${7*7}", "../../etc/passwd", "C:\\x"),
    *(MARK, f'"><img src=x onerror=alert(1)>{MARK}', "javascript:alert(1)", "//evil.example", "https://evil.example/"),
    *("2026-02-30", "0000-00-00", "99999-01-01", "2026-01-01T25:61", "12:99", "1\n2", "🦴" * 50, "é" * 300, "x" * 5000),
    *("NCT00000000", "10.1/" + "(" * 200, "a" * 255, "a" * 256, "*" * 100, "(" * 500, "\\" * 500, "<" * 500),
]


@dataclass(frozen=True)
class Sent:
    """One request as it goes out, bytes and all."""

    method: str
    address: str
    query: str = ""
    body: bytes = b""
    content_type: str = FORM
    headers: tuple = ()

    def __str__(self) -> str:
        shown = self.body[:300] + (b"... (%d bytes)" % len(self.body) if len(self.body) > 300 else b"")
        query = self.query if len(self.query) < 600 else f"{self.query[:600]}... ({len(self.query)} characters)"
        return f"{self.method} {self.address}?{query} {self.content_type} {dict(self.headers)} {shown!r}"


def written(chance: Random, text: str) -> str:
    """A text as part of an address or a form: mostly as it should be, or in an encoding that nobody expects."""
    as_bytes = text.encode("utf-8", "surrogatepass")
    return chance.choice(
        [
            quote(as_bytes),
            quote(as_bytes),
            quote(as_bytes),
            quote(quote(as_bytes)),
            quote_from_bytes(text.encode("utf-16", "surrogatepass")),
            quote_from_bytes(text.encode("latin-1", "ignore") + b"\xe4\xff\xfe"),
            quote_from_bytes(b"\xc0\xaf\xed\xa0\x80" + as_bytes),
            text.encode("ascii", "ignore").decode().replace("&", "").replace("#", "")[:2000],
            quote(as_bytes) + chance.choice(["%", "%z1", "%0", "%u0041", ";", "=", "&&", "&="]),
        ]
    )


def name_of(chance: Random, names: list[str]) -> str:
    """A parameter that the address knows, or something like it."""
    name = chance.choice(names) if names else "q"
    return chance.choice(
        [name] * 8 + [f"{name}[]", f"{name}[0]", f"{name}.x", name.upper(), "unknown", "", "__proto__"]
    )


def query_string(chance: Random, names: list[str]) -> str:
    """Some of the parameters with odd values; sometimes very many of them."""
    many = chance.random()
    if many < 0.01:
        return "&".join(f"{name_of(chance, names)}={number}" for number in range(3000))
    if many < 0.02:
        return f"{quote(name_of(chance, names))}=" + "x" * 60_000
    pairs = [(name_of(chance, names), written(chance, chance.choice(TEXTS))) for _ in range(chance.randint(1, 5))]
    if chance.random() < 0.2:
        pairs += pairs  # The same again.
    return "&".join(f"{quote(name)}={value}" for name, value in pairs)


def form_body(chance: Random, known: list[tuple[str, str]], names: list[str], large: bool) -> bytes:
    """The form as it should be, but for a few of its fields."""
    pairs = [(quote(name), quote(value)) for name, value in known]
    for _ in range(chance.randint(1, 4)):
        odd = (quote(name_of(chance, names)), written(chance, chance.choice(TEXTS)))
        place = chance.randrange(len(pairs) + 1)
        pairs[place : place + chance.randint(0, 1)] = [odd]
    if large:
        pairs.append((quote(chance.choice(names)), chance.choice("x <[(\\{%") * MEGABYTE))
    if chance.random() < 0.01:
        pairs += [(f"more{number}", "1") for number in range(12_000)]
    return "&".join(f"{name}={value}" for name, value in pairs).encode("ascii", "replace")


def wrong_body(chance: Random, names: list[str]) -> tuple[str, bytes]:
    """A content type, and a body that is not what it says."""
    name = chance.choice(names) if names else "q"
    part = f'--b\r\nContent-Disposition: form-data; name="{name}"'.encode()
    return chance.choice(
        [
            ("application/json", json.dumps({name: chance.choice(TEXTS)}).encode()),
            ("application/json", b'{"a": '),
            ("application/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
            ("multipart/form-data", part + b"\r\n\r\nx\r\n--b--\r\n"),
            ("multipart/form-data; boundary=", part + b"\r\n\r\nx\r\n--b--\r\n"),
            (f"multipart/form-data; boundary={'b' * 300}", part),
            ("multipart/form-data; boundary=b", part + b"\r\n\r\nnever ends"),
            ("multipart/form-data; boundary=b", part + b'; filename="../../x\0.html"\r\n\r\nx\r\n--b--\r\n'),
            (
                "multipart/form-data; boundary=b",
                part + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!=\r\n--b--\r\n",
            ),
            ("multipart/form-data; boundary=b; charset=utf-16", part + b"\r\n\r\n\xff\xfe\0\r\n--b--\r\n"),
            (f"{FORM}; charset=utf-16", f"{name}=x".encode("utf-16")),
            (f"{FORM}; charset=no-such", f"{name}=x".encode()),
            (f"{FORM}; charset=hex", f"{name}=x".encode()),
            (f"{FORM}; charset=idna", f"{name}=%ff".encode()),
            ("text/plain", f"{name}=x".encode()),
            ("", f"{name}=x".encode()),
            ("a/b; c=" + "d" * 3000, b"\0" * 100),
        ]
    )
