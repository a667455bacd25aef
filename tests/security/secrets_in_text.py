"""Finds what should be in no repository: keys, tokens, passwords in addresses, long random values of secret names."""

import re
from collections import Counter
from collections.abc import Iterator
from math import log2

KNOWN_SHAPES = {
    "a private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----",
    "an AWS key": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "a Google key": r"\bAIza[0-9A-Za-z_-]{35}\b|\bya29\.[0-9A-Za-z_-]{20,}|\"type\":\s*\"service_account\"",
    "a GitHub token": r"\b(?:gh[pousr]_[0-9A-Za-z]{36,}|github_pat_[0-9A-Za-z_]{40,})",
    "a GitLab token": r"\bglpat-[0-9A-Za-z_-]{20,}",
    "a Slack token": r"\bxox[abeoprs]-[0-9A-Za-z-]{10,}|hooks\.slack\.com/services/T\w+/B\w+/\w+",
    "a payment key": r"\b[rs]k_live_[0-9A-Za-z]{16,}",
    "a package token": r"\bnpm_[0-9A-Za-z]{36}\b|\bpypi-AgE[0-9A-Za-z_-]{20,}",
    "a signed token": r"\beyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]{10,}",
    "an Azure key": r"AccountKey=[0-9A-Za-z+/=]{40,}",
}
_SHAPES = [(name, re.compile(pattern)) for name, pattern in KNOWN_SHAPES.items()]
# What a template or a shell fills in later is no password.
_IN_ADDRESS = re.compile(r"://[^\s:/@'\"`<>{}$]*:(?P<value>[^\s:/@'\"`<>{}$]{3,})@(?P<host>[\w.-]+)")
_ASSIGNED = re.compile(
    r"(?i)(?:secret|passw(?:or)?d|passwd|token|api_?key|private_?key|credential)[\w.-]*[\"']?\s*(?::|=|:=|=>)\s*"
    r"[\"']?(?P<value>[0-9A-Za-z+/=_.~-]{20,})"
)
# Hosts that nobody can have: passwords for them open nothing (RFC 2606).
_PLACEHOLDERS = {"password"}
_NOBODYS = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid)$")
MIN_BITS = 3.8  # Per character. English words and names of things have less; random base64 has more than five.


def secrets_in(text: str) -> Iterator[tuple[str, str]]:
    """What kind of secret a text holds, and its beginning."""
    for name, shape in _SHAPES:
        for match in shape.finditer(text):
            yield name, match[0][:24]
    for match in _IN_ADDRESS.finditer(text):
        if match["value"] not in _PLACEHOLDERS and not _NOBODYS.search(match["host"]):
            yield "a password in an address", match[0][:60]
    for match in _ASSIGNED.finditer(text):
        value = match["value"]
        if _is_random(value):
            yield "a random value of a secret name", match[0][:60]


def _is_random(value: str) -> bool:
    """Digits among letters, not made of words, and as many different characters as chance gives."""
    has_both = re.search(r"\d", value) and re.search(r"[A-Za-z]", value)
    words = re.findall(r"[A-Z]?[a-z]{4,}", value)
    if not has_both or sum(map(len, words)) > len(value) / 2:
        return False
    counts = Counter(value)
    return -sum(n / len(value) * log2(n / len(value)) for n in counts.values()) >= MIN_BITS
