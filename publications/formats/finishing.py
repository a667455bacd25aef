"""The last look at a record of any format: empty fields go, the `id` comes, what cannot be kept is said."""

import re

from .identifiers import bare_doi, bare_pmcid, bare_pmid
from .records import MAX_RECORD_CHARACTERS, ReadRecord

CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
SURROGATE = re.compile(r"[\ud800-\udfff]")
WEB_ADDRESS = re.compile(r"https?://\S", re.IGNORECASE)
TOO_LONG = f"The record is longer than {MAX_RECORD_CHARACTERS:,} characters, so it was not read."


def finish(record: ReadRecord) -> ReadRecord:
    """The record with its `id`, without empty fields, and with a problem for each thing that cannot be stored."""
    csl = record.csl = without_empty(record.csl)
    for key, cleaned in (("PMID", bare_pmid), ("PMCID", bare_pmcid), ("DOI", bare_doi)):
        if key in csl and not (bare := cleaned(str(csl[key]))):
            record.warnings.append(f"“{csl.pop(key)[:80]}” is not a {key}, so it was left out.")
        elif key in csl:
            csl[key] = bare
    if csl.get("URL") and not WEB_ADDRESS.match(str(csl["URL"])):
        # Whoever takes our exports into another program shall not click on a script.
        record.warnings.append(f"“{str(csl.pop('URL'))[:80]}” is no web address, so it was left out.")
    if csl.get("PMID"):
        csl["id"] = f"pmid:{csl['PMID']}"
    elif csl.get("DOI"):
        csl["id"] = f"doi:{csl['DOI'].casefold()}"
    else:
        csl.pop("id", None)
    if not csl.get("title") and not record.problems:
        record.problems.append("The record has no title.")
    if any(SURROGATE.search(text) for text in texts(csl)):
        record.problems.append("The record holds half of a character pair, which is no text: its encoding is broken.")
        record.csl = {}
    elif any("\0" in text for text in texts(csl)):
        record.problems.append("The record holds a NUL character, which no text has.")
        record.csl = {}
    return record


def without_empty(value):
    """A value without its empty strings, lists and objects, at any depth, and without control characters."""
    if isinstance(value, dict):
        pairs = ((key, without_empty(part)) for key, part in value.items())
        return {key: part for key, part in pairs if part not in ("", None, [], {})}
    if isinstance(value, list):
        return [part for part in map(without_empty, value) if part not in ("", None, {})]
    return CONTROL.sub(" ", value).strip() if isinstance(value, str) else value


def texts(value):
    """Every text in a value, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield str(key)
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)
