"""Records to take along: BibTeX, RIS and CSL-JSON, written one after the other, however many there are."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .formats import bibtex, csl_json, ris
from .querysets import PublicationQuerySet

# How many records, with their authors and notices, are in memory at once.
AT_ONCE = 500


@dataclass(frozen=True)
class ExportFormat:
    """One format as a file: what it is called, and what stands around and between the records."""

    extension: str
    label: str
    content_type: str
    write: Callable[[dict], str]
    before: str = ""
    between: str = "\n"
    after: str = ""
    distinct: Callable[[Iterable[str]], Iterator[str]] | None = None

    def file(self, items: Iterable[dict]) -> Iterator[str]:
        """The text of a file that holds the items, piece by piece."""
        yield self.before
        records = map(self.write, items)
        for number, record in enumerate(self.distinct(records) if self.distinct else records):
            yield (self.between if number else "") + record
        yield self.after


def _with_keys_of_their_own(entries: Iterable[str]) -> Iterator[str]:
    """BibTeX entries, none with the key of an earlier one: a file with a key twice cannot be used."""
    seen: Counter[str] = Counter()
    for entry in entries:
        opening, _, rest = entry.partition(",")
        key = opening.partition("{")[2]
        seen[key] += 1
        yield f"{opening}_{seen[key]},{rest}" if seen[key] > 1 else entry


# BibTeX has no registered media type; this one is what browsers and reference managers know. RIS: the type that Zotero
# and EndNote register. CSL-JSON: citationstyles.org, "CSL-JSON".
FORMATS = {
    form.extension: form
    for form in (
        ExportFormat(
            "bib", "BibTeX", "application/x-bibtex; charset=utf-8", bibtex.write, distinct=_with_keys_of_their_own
        ),
        ExportFormat("ris", "RIS", "application/x-research-info-systems; charset=utf-8", ris.write, between=""),
        ExportFormat(
            "json", "CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json.write, "[\n", ",\n", "\n]\n"
        ),
    )
}


def items_of(publications: PublicationQuerySet) -> Iterator[dict]:
    """The records as CSL-JSON items, some hundreds at a time. One without any identifier goes by its slug."""
    found = publications.newest_first().prefetch_related("authors", "notices")
    for publication in found.iterator(chunk_size=AT_ONCE):
        yield {"id": publication.slug, **publication.csl}
