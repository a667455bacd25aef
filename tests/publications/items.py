"""CSL items as hypothesis draws them: all that our one form can hold, with made-up names and identifiers."""

import datetime
import os

from hypothesis import strategies as st

from publications.formats.kind_words import KIND_WORDS
from publications.formats.notes import LABELS
from publications.formats.pubmed_rules import AHEAD_OF_PRINT


def examples(number: int) -> int:
    """How many examples hypothesis tries: ten times as many under `make test-stack` (THOROUGH=1)."""
    return number * (10 if os.environ.get("THOROUGH") else 1)


TYPES = ("article-journal", "article-journal", "article", "book", "chapter", "paper-conference", "report")
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
LETTERS = "abcdeghiklmnoprstuvwxzäåçéèñöøüčłšžß"
# Everything that one of the formats keeps to itself is in here.
SIGNS = "<&%$#_{}~^\\\"'`@|()[]:;,+=/*!?–—’“”αβ≥日本語"

# Letters alone, so that a word is never a tag, a note or an initial; and words as titles hold them.
plain_words = st.text(LETTERS, min_size=2, max_size=9)
loud_words = st.text(LETTERS + SIGNS + "ABC0123456789-", min_size=1, max_size=8)
capitalised = plain_words.map(lambda word: word[0].upper().replace("SS", "S") + word[1:])


def lines_of(words, max_size: int = 8):
    """Words in one line that begins with a letter and does not end in a full stop."""
    return st.tuples(capitalised, st.lists(words, max_size=max_size)).map(lambda parts: " ".join([parts[0], *parts[1]]))


titles = lines_of(st.one_of(plain_words, loud_words))
simple_lines = lines_of(plain_words, 3)
numbers = st.integers(1, 999).map(str)
pages = st.one_of(
    numbers,
    st.tuples(st.integers(1, 99), st.integers(100, 999)).map(lambda ends: f"{ends[0]}-{ends[1]}"),
    st.sampled_from(["e99001", "S9999-9999(25)00001-3", "000999.v3", "S1-S5, S9", "i–iv"]),
)
pmids = st.integers(99990000, 99999999).map(str)
dois = st.tuples(st.text("abcXYZ0123456789._-()<>;:/%&#", min_size=1, max_size=15), numbers).map(
    lambda parts: f"10.5555/{parts[0].replace('(', '').replace(')', '').replace('<', '').replace('>', '')}{parts[1]}"
)


@st.composite
def persons(draw):
    """A person as our form keeps one: a particle is in lower case, and a family name's first word is not."""
    family = " ".join(draw(st.lists(capitalised, min_size=1, max_size=2)))
    family = draw(st.sampled_from([family, f"{family}-{draw(capitalised)}", f"O'{family}", f"{family} y Muster"]))
    name = {
        "non-dropping-particle": draw(st.sampled_from(["", "", "van der", "de", "de la", "von", "d'"])),
        "family": family,
        "given": draw(st.sampled_from(["AB", "C", "Å", "Anna B", "A.-B.", "J. R.", ""])),
        "suffix": draw(st.sampled_from(["", "", "", "Jr", "3rd", "III"])),
    }
    if not name["given"]:
        name["suffix"] = ""
    return {key: value for key, value in name.items() if value}


groups = st.one_of(
    titles.filter(lambda text: not text.endswith(",") and ",," not in text),
    st.sampled_from(["Made-up Study Group", "Group for Examples, Section & Co", "Networks and Trials", "EXAMPLE-1"]),
).map(lambda text: {"literal": text.rstrip(", ")})
authors = st.lists(st.one_of(persons(), persons(), groups), max_size=5)


@st.composite
def dates(draw):
    """A year, a month, a day, or a time that one date cannot hold."""
    day = draw(st.dates(datetime.date(1950, 1, 1), datetime.date(2030, 12, 31)))
    year, month = day.year, MONTHS[day.month - 1]
    return draw(
        st.sampled_from(
            [
                {"date-parts": [[year]]},
                {"date-parts": [[year, day.month]]},
                {"date-parts": [[year, day.month, day.day]]},
                {"date-parts": [[year, day.month]], "literal": f"{year} {month}-{MONTHS[day.month % 12]}"},
                {"date-parts": [[year]], "literal": f"{year} Spring"},
                {"date-parts": [[year, 12]], "literal": f"{year} Dec-{year + 1} Jan"},
            ]
        )
    )


citations = st.one_of(st.just(""), st.just("Example J. 2025 Jan 7;1(2):3-4"), lines_of(plain_words, 3))


@st.composite
def pointers(draw, key: str):
    """A notice about a paper, or the paper that a record belongs to."""
    kind = draw(st.sampled_from([kind for place, kind in LABELS if place == key]))
    target = {"PMID": draw(st.one_of(st.just(""), pmids)), "DOI": draw(st.one_of(st.just(""), dois))}
    target["citation"] = draw(citations)
    return {"type": kind, **{name: value for name, value in target.items() if value}}


def by_label(listed: list[dict]) -> list[dict]:
    """In the order in which PubMed's page shows notices, which is the one that a format's notes keep."""
    order = [kind for _, kind in LABELS]
    return sorted(listed, key=lambda entry: order.index(entry["type"]))


@st.composite
def customs(draw, author_count: int):
    """What CSL has no field for."""
    places = st.integers(1, author_count).map(str) if author_count else st.nothing()
    custom = {
        "kind": draw(st.sampled_from(["", "", *(kind for kind in KIND_WORDS if kind != "article")])),
        "author-orcid": draw(st.dictionaries(places, st.just("0000-0002-1825-0097"), max_size=min(2, author_count))),
        "collaborators": draw(st.lists(st.sampled_from(["Muster B", "Example A", "van der Beispiel C"]), max_size=2)),
        "notices": by_label(draw(st.lists(pointers("notices"), max_size=2))),
        "relates-to": by_label(draw(st.lists(pointers("relates-to"), max_size=2))),
        "update-of": draw(st.sampled_from([[], [{"PMID": "99990009", "citation": "Example Prepr. 2024"}]])),
        "authors-incomplete": draw(st.sampled_from([None, True])),
    }
    return {key: value for key, value in custom.items() if value}


@st.composite
def items(draw):
    """A whole record. Every field but the type and the title may be missing."""
    maybe = lambda strategy: draw(st.one_of(st.just(""), strategy))  # noqa: E731
    csl_type = draw(st.sampled_from(TYPES))
    names = draw(authors)
    in_book = csl_type in ("chapter", "paper-conference")
    item = {
        "type": csl_type,
        "title": draw(titles),
        "original-title": maybe(titles),
        "author": names,
        "editor": draw(st.lists(persons(), max_size=2)) if in_book or csl_type == "book" else [],
        "container-title": maybe(titles) if csl_type != "book" else "",
        "volume": maybe(numbers),
        "issue": maybe(st.one_of(numbers, st.just("2 Suppl 1"))),
        "page": maybe(pages),
        "publisher": maybe(titles),
        "publisher-place": maybe(simple_lines),
        "ISBN" if csl_type != "article-journal" and csl_type != "article" else "ISSN": maybe(st.just("9999-9994")),
        "language": maybe(st.sampled_from(["ger", "fre", "jpn"])),
        "issued": draw(st.one_of(st.none(), dates())),
        "available-date": draw(st.one_of(st.none(), dates())),
        "status": maybe(st.just(AHEAD_OF_PRINT)),
        "DOI": maybe(dois),
        "PMID": maybe(pmids),
        "PMCID": maybe(pmids.map(lambda digits: f"PMC{digits}")),
        "URL": maybe(st.just("https://example.org/a_b?c=1%20&d=~e#f")),
        "abstract": "\n\n".join(draw(st.lists(titles, max_size=3))),
        "custom": draw(customs(len(names))),
    }
    if item["container-title"] and maybe(st.just("yes")):
        item["container-title-short"] = draw(titles)
        if item["container-title-short"] == item["container-title"]:
            del item["container-title-short"]
    if item["PMID"]:
        item["id"] = f"pmid:{item['PMID']}"
    elif item["DOI"]:
        item["id"] = f"doi:{item['DOI'].casefold()}"
    return {key: value for key, value in item.items() if value}
