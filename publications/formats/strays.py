"""Lines of one format between the records of another: a citation pasted below an RIS file, RIS below BibTeX.

Readers pass over what publishers set between records, such as `Provider:`. What looks like a record itself is no such
line, and must not get lost without a word.
"""

import re

from .citation_names import begins_with_author
from .citation_source import has_title_and_date
from .citation_splitting import foreign_format, without_mark

_LONGEST_LOOKED_AT = 5000
_QUOTED = 60
_IDENTIFIER = re.compile(r"\bPMID:?\s?\d{4,8}\b|\bdoi:\s?10\.\d{4}|https?://(?:dx\.)?doi\.org/10\.", re.IGNORECASE)


def is_stray(line: str) -> bool:
    """Whether a line outside of any record seems to be a paper all the same, or the beginning of one."""
    line = line[:_LONGEST_LOOKED_AT]
    if foreign_format(line) or _IDENTIFIER.search(line):
        return True
    words = without_mark(line)
    return begins_with_author(words) > 0 and has_title_and_date(words)


def stray_problem(line: str, expected: str) -> str:
    """What is said of such a line in a file of the format `expected`."""
    words = " ".join(line[:_LONGEST_LOOKED_AT].split())
    shown = words if len(words) <= _QUOTED else f"{words[:_QUOTED].rsplit(' ', 1)[0]}…"
    what = foreign_format(line) or "a citation"
    return f"“{shown}” stands between the records and is not {expected}; it looks like {what}. Import it by itself."
