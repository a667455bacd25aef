"""CSL-JSON: types, sizes and depth checked, and every record taken or named."""

import io
import json
import tracemalloc

import pytest

from publications.formats.csl_json import read, write
from publications.formats.records import UnreadableFile


def parse(text: str | bytes):
    return list(read(io.BytesIO(text.encode() if isinstance(text, str) else text)))


def csl(**fields) -> dict:
    (record,) = parse(json.dumps({"type": "article-journal", "title": "A made-up paper", **fields}))
    assert record.problems == []
    return record.csl


ONE = '{"type": "article-journal", "title": "One"}'
TWO = '{"type": "article-journal", "title": "Two {]\\" [,"}'


@pytest.mark.parametrize(
    "text",
    [
        f"[{ONE},{TWO}]",
        f"[\n{ONE},\n{TWO}\n]\n",
        f"{ONE}\n{TWO}\n",
        f"\n\n{ONE}{TWO}",
        f"\ufeff[{ONE}, {TWO}, ]",
        json.dumps([json.loads(ONE), json.loads(TWO)], indent=4),
    ],
)
def test_an_array_objects_and_one_object_a_line_are_read_alike(text):
    records = parse(text)
    assert [record.csl["title"] for record in records] == ["One", 'Two {]" [,']
    assert not any(record.problems for record in records)


def test_each_record_has_the_line_on_which_it_begins():
    text = json.dumps([json.loads(ONE), json.loads(TWO)], indent=2)
    lines = [number for number, line in enumerate(text.split("\n"), 1) if line == "  {"]
    assert [record.line for record in parse(text)] == lines == [2, 6]


def test_many_records_may_stand_on_one_line():
    item = {"type": "book", "title": 'x \\ " ü' * 1000}
    records = parse(json.dumps([item] * 300, ensure_ascii=False))
    assert len(records) == 300
    assert all(record.csl["title"] == item["title"] for record in records)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//example.org/", "file:///etc/x"])
def test_what_is_no_web_address_goes_into_no_export(address):
    (record,) = parse(json.dumps({"type": "article-journal", "title": "One", "URL": address}))
    assert "URL" not in record.csl
    assert record.warnings == [f"“{address}” is no web address, so it was left out."]


def test_unknown_fields_are_dropped_and_numbers_become_text():
    item = csl(volume=12, issue=3.0, page=7, PMID=99990001, DOI="https://doi.org/10.5555/A.", foo={"bar": [1]}, note=5)
    assert item == {
        "id": "pmid:99990001",
        "type": "article-journal",
        "title": "A made-up paper",
        "volume": "12",
        "issue": "3",
        "page": "7",
        "PMID": "99990001",
        "DOI": "10.5555/A",
    }


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ({"family": "Muster", "given": "A"}, {"family": "Muster", "given": "A"}),
        ({"family": "van der Muster"}, {"non-dropping-particle": "van der", "family": "Muster"}),
        (
            {"family": "Muster", "dropping-particle": "von", "non-dropping-particle": "der"},
            {"non-dropping-particle": "von der", "family": "Muster"},
        ),
        ({"literal": "Made-up Group"}, {"literal": "Made-up Group"}),
        ({"name": "Made-up Group", "sequence": "first", "affiliation": []}, {"literal": "Made-up Group"}),
        ({"given": "Solo"}, {"family": "Solo"}),
        ({"family": "Muster", "given": None, "suffix": "Jr"}, {"family": "Muster", "suffix": "Jr"}),
    ],
)
def test_names(written, name):
    assert csl(author=[written])["author"] == [name]


def test_crossrefs_own_ways_are_understood():
    item = csl(
        type="journal-article",
        title=["A <i>made-up</i> paper on CO<sub>2</sub> &amp; 10<sup>6</sup>"],
        abstract="<jats:title>Abstract</jats:title><jats:p>One &lt; two.</jats:p><jats:p>Three.</jats:p>",
        author=[{"given": "A", "family": "Muster", "ORCID": "http://orcid.org/0000-0002-1825-0097"}],
        ISSN=["9999-9994", "9999-9999"],
    )
    item["container-title"] = csl(**{"container-title": ["Made J", "Other"]})["container-title"]
    assert item == {
        "type": "article-journal",
        "title": "A made-up paper on CO2 & 10⁶",
        "container-title": "Made J",
        "abstract": "Abstract\n\nOne < two.\n\nThree.",
        "author": [{"family": "Muster", "given": "A"}],
        "ISSN": "9999-9994",
        "custom": {"author-orcid": {"1": "0000-0002-1825-0097"}},
    }


@pytest.mark.parametrize(
    ("written", "issued"),
    [
        ({"date-parts": [[2025, 3, 1]]}, {"date-parts": [[2025, 3, 1]]}),
        ({"date-parts": [["2025", "03"]]}, {"date-parts": [[2025, 3]]}),
        ({"date-parts": [[2025, 13, 1]]}, {"date-parts": [[2025]]}),
        ({"date-parts": [[2025, 3], [2025, 4]]}, {"date-parts": [[2025, 3]], "literal": "2025 Mar-2025 Apr"}),
        ({"raw": "2025-03-01"}, {"date-parts": [[2025, 3, 1]]}),
        ({"literal": "2025 Spring"}, {"date-parts": [[2025]], "literal": "2025 Spring"}),
        (
            {"date-parts": [[2025, 3]], "literal": "2025 Mar-Apr"},
            {"date-parts": [[2025, 3]], "literal": "2025 Mar-Apr"},
        ),
        ("2025-03-01", {"date-parts": [[2025, 3, 1]]}),
        (2025, {"date-parts": [[2025]]}),
        ({"date-parts": [[None]]}, None),
        ({"date-parts": []}, None),
        (None, None),
    ],
)
def test_dates_of_any_form(written, issued):
    assert csl(issued=written).get("issued") == issued


def test_a_date_that_cannot_be_read_is_said():
    for written in ("soon", {"date-parts": [[99999999]]}, {"raw": "soon"}):
        (record,) = parse(json.dumps({"type": "book", "title": "One", "issued": written}))
        assert "could not be read" in record.warnings[0]
        assert record.problems == []


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"title": {"a": 1}}, "“title” is not text."),
        ({"volume": True}, "“volume” is not text."),
        ({"author": "Muster A"}, "“author” is not a list of names."),
        ({"author": [{"family": "A"}, "Muster B"]}, "Author 2 is not a name."),
        ({"author": [{"family": ["A"]}]}, "Author 1 is not a name."),
        ({"issued": [2025]}, "“issued” is not a date."),
        ({"issued": {"date-parts": 2025}}, "“issued” is not a date."),
        ({"issued": True}, "“issued” is not a date."),
        ({"type": 5}, "“type” is not text."),
        ({"title": ""}, "The record has no title."),
        ({"title": "A\0B"}, "The record holds a NUL character, which no text has."),
        ({"title": "A\ud800B"}, "The record holds half of a character pair, which is no text: its encoding is broken."),
    ],
)
def test_a_field_of_the_wrong_type_is_a_problem_that_names_it(fields, problem):
    first, second = parse(f"[{json.dumps({'type': 'book', 'title': 'One', **fields})},\n{ONE}]")
    assert first.problems == [problem]
    assert second.csl["title"] == "One"


def test_what_is_no_use_to_us_in_custom_is_dropped():
    custom = {
        "kind": ["x"],
        "author-orcid": {"1": "0000-0002-1825-0097", "x": "0000-0002-1825-0097", "2": 5},
        "collaborators": ["Muster B", 5],
        "notices": [
            {"type": "retraction", "PMID": "99990001", "DOI": "no/doi", "x": 1},
            {"type": ["x"]},
            "x",
            {"type": "other"},
        ],
        "relates-to": {"type": "comment-on"},
        "authors-incomplete": "yes",
        "other": 1,
    }
    (record,) = parse(json.dumps({"type": "book", "title": "One", "custom": custom}))
    assert record.csl["custom"] == {
        "author-orcid": {"1": "0000-0002-1825-0097"},
        "collaborators": ["Muster B"],
        "notices": [{"type": "retraction", "PMID": "99990001"}],
    }
    assert len(record.warnings) == 1


def test_identifiers_in_zoteros_note_are_taken():
    item = csl(note="PMID: 99990001\nPMCID: PMC99990002\nmine: 5")
    assert (item["PMID"], item["PMCID"]) == ("99990001", "PMC99990002")


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        ('{"title": "One",}', "This is not valid JSON"),
        ('{"title": "One", "volume": NaN}', "NaN is no value"),
        ('{"title": "One", "volume": -Infinity}', "-Infinity is no value"),
        ('{"title": "One", "volume": 1e999}', "too large"),
        ('{"title": "One", "volume": ' + "9" * 6000 + "}", "a number has 6000 digits"),
        ('{"title": "One", "x": ' + "[" * 100_000 + "]" * 100_000 + "}", "deep in each other"),
        ('{"title": "' + "x" * 1_000_001 + '"}', "longer than 1,000,000 characters"),
        ('"pmid:99990001"', "this is not one"),
        ("99990001", "this is not one"),
        ("nothing", "This is not valid JSON"),
        ("[]", "this is not one"),
    ],
)
def test_a_broken_record_is_a_problem_with_its_line_and_the_others_are_taken(broken, problem):
    first, second, third = parse(f"[{ONE},\n{broken},\n{TWO}]")
    assert (first.problems, third.problems) == ([], [])
    assert second.where == "record 2, line 2"
    assert problem in second.problems[0]
    assert second.csl == {}


def test_words_between_objects_spoil_none_of_them():
    records = parse(f"{ONE}\nand then\n{TWO}")
    assert [bool(record.problems) for record in records] == [False, True, False]
    assert records[1].line == 2


def test_a_file_that_breaks_off_gives_its_good_records_and_one_problem():
    first, second = parse(f'[{ONE},\n\n{{"title": "Tw')
    assert first.problems == []
    assert second.where == "record 2, line 3"
    assert second.problems == ["The file ends in the middle of this record."]
    first, second = parse(f"[{ONE}")
    assert second.problems == ["The file ends before its last bracket: records may be missing."]
    first, second = parse(f"[{ONE}]\n]")
    assert "closes nothing" in second.problems[0]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"[]", "holds no records"),
        (b"<!DOCTYPE html><html>", "web page or XML"),
        (b"Muster A. A made-up citation. 2025.", "not JSON: line 1 begins with “M”"),
        (b'\n"one"', "not JSON: line 2"),
        ('{"title": "Über"}'.encode("latin-1"), "not UTF-8.*line 1"),
    ],
)
def test_what_is_not_json_is_refused_with_the_reason(content, reason):
    with pytest.raises(UnreadableFile, match=reason):
        parse(content)


def test_a_record_is_one_line_in_one_order():
    item = {"title": "Größe", "id": "pmid:99990001", "type": "book", "PMID": "99990001"}
    assert write(item) == '{"id": "pmid:99990001", "type": "book", "title": "Größe", "PMID": "99990001"}'


class Endless:
    """A file of many records that are made as they are read."""

    def __init__(self, count: int) -> None:
        self.left = count
        self.begun = False

    def read(self, size: int) -> bytes:
        if not self.begun:
            self.begun = True
            return b"["
        self.left -= 1
        return b"" if self.left < -1 else b"]" if self.left < 0 else f"{ONE},".encode()


def test_memory_does_not_grow_with_the_file():
    peaks = []
    for count in (500, 5000):
        tracemalloc.start()
        assert sum(1 for _ in read(Endless(count))) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5
