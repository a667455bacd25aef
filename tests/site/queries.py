"""Counting what a public page asks of the database, as DESIGN.md's budget states it."""

import re
from collections import Counter

from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sarcoma_site.core.site_frame import forget_frame


def queries_of(client, settings, address: str) -> list[str]:
    """The SQL of a page at the second request of a process, with Django's cache emptied in between."""
    settings.SITE_FRAME_SECONDS = 3600
    forget_frame()
    client.get(address)
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(address)
    assert response.status_code == 200, address
    return [query["sql"] for query in captured.captured_queries]


def shape(sql: str) -> str:
    """A statement without its values, so that two of one shape are seen as the same question asked twice."""
    sql = re.sub(r"'(?:[^']|'')*'", "?", sql)
    sql = re.sub(r"\b\d+\b", "?", sql)
    return re.sub(r"\(\?(?:, \?)*\)", "(?)", sql)


def assert_frugal(queries: list[str], most: int, address: str) -> None:
    """At most so many queries, no shape twice, nothing written."""
    listed = "\n".join(sql[:300] for sql in queries)
    assert len(queries) <= most, f"{address} asks {len(queries)} times, at most {most}:\n{listed}"
    twice = [sql for sql, count in Counter(map(shape, queries)).items() if count > 1]
    assert not twice, f"{address} asks the same twice:\n" + "\n".join(twice)
    writes = [sql for sql in queries if not sql.lstrip().upper().startswith("SELECT")]
    assert not writes, f"{address} writes:\n" + "\n".join(writes)
