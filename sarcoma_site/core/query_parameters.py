"""What visitors put behind the question mark, read without trust."""

import re

from django.http import HttpRequest

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
MAX_QUERY = 120


def slug_parameter(request: HttpRequest, name: str) -> str:
    """A short word of lower-case letters, digits and dashes; anything else counts as not given."""
    value = request.GET.get(name, "")
    return value if _SLUG.fullmatch(value) else ""


def year_parameter(request: HttpRequest, name: str = "year") -> int | None:
    """A year from 1900 to 2100; anything else counts as not given."""
    value = request.GET.get(name, "")
    return int(value) if re.fullmatch(r"(?:19|20)[0-9]{2}|2100", value) else None


def words_parameter(request: HttpRequest, name: str = "q") -> str:
    """The words somebody searches for: one line, no control characters, at most 120 characters."""
    value = "".join(letter if letter.isprintable() else " " for letter in request.GET.get(name, ""))
    return " ".join(value.split())[:MAX_QUERY]
