"""Where a request comes from, told apart but not known."""

import hashlib
import hmac
import ipaddress

from django.conf import settings
from django.http import HttpRequest

# Unique local addresses, which exist nowhere on the internet (RFC 4193): the fields of libraries want an address.
_PREFIX = 0xFD << 120


def client_address(request: HttpRequest) -> str:
    """The address that a request came from.

    What a client claims in X-Forwarded-For is believed only as far as our own proxies (TRUSTED_PROXIES) wrote it: from
    the right, the first address that is not theirs.
    """
    address = request.META.get("REMOTE_ADDR") or ""
    claimed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    while address in settings.TRUSTED_PROXIES and claimed:
        address = claimed.pop()
    return address


def hashed_address(request: HttpRequest) -> str:
    """The address, unreadable for whoever has only the database: keyed with SECRET_KEY, written as an IPv6 address.

    Visitors on one IPv6 network (its first 64 bits) count as one: a single computer has all the rest to choose from.
    """
    address = client_address(request)
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        known = None
    if known is not None and known.version == 6:
        mapped = known.ipv4_mapped
        address = str(mapped or ipaddress.ip_network((known, 64), strict=False))
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"client address {address}".encode(), hashlib.sha256)
    return str(ipaddress.IPv6Address(_PREFIX | int.from_bytes(digest[:15], "big")))
