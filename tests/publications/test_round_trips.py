"""An item that is written in a format and read back is the same, as far as the format can hold it."""

import io
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publications.formats import bibtex, csl_json, nbib, pubmed_xml, ris
from publications.formats.records import UnreadableFile

from .items import examples, items

pytestmark = pytest.mark.thorough

SIGNS = ["@article{k,", "TY  - JOUR\n", "ER  - \n", "title = {", "}", "[", ",", '"', "\n", "\\", "\0", "PMID- 1\n"]
SIGNS += ["TI  - ", '{"title": "', "<PubmedArticleSet>", "<PubmedArticle>", "</PubmedArticle>", "<!--", "]]>", "&x;"]
FORMATS = {"ris": ris, "bibtex": bibtex, "csl-json": csl_json}


def held(module: ModuleType, item: dict) -> dict:
    """What the format can hold of an item, by its own word."""
    kept = {key: value for key, value in item.items() if key in module.HOLDS}
    custom = {key: value for key, value in item.get("custom", {}).items() if key in module.HOLDS_CUSTOM}
    kept.pop("custom", None)
    return kept | ({"custom": custom} if custom else {})


def read_all(module: ModuleType, text: str):
    return list(module.read(io.BytesIO(text.encode())))


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_that_a_format_can_hold_is_lost(name):
    module = FORMATS[name]

    @settings(max_examples=examples(30), deadline=None, suppress_health_check=list(HealthCheck))
    @given(items())
    def check(item):
        (record,) = read_all(module, module.write(item))
        assert (record.problems, record.warnings) == ([], [])
        assert record.csl == held(module, item)

    check()


@pytest.mark.parametrize("name", FORMATS)
def test_many_records_in_one_file_are_read_in_their_order(name):
    module = FORMATS[name]

    @settings(max_examples=examples(5), deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(items(), min_size=2, max_size=5, unique_by=lambda item: item["title"]))
    def check(many):
        records = read_all(module, "\n".join(map(module.write, many)))
        assert [record.csl["title"] for record in records] == [item["title"] for item in many]
        assert [record.number for record in records] == list(range(1, len(many) + 1))

    check()


@pytest.mark.parametrize("name", FORMATS)
def test_what_was_read_once_is_written_and_read_as_the_same(name):
    module = FORMATS[name]

    @settings(max_examples=examples(10), deadline=None, suppress_health_check=list(HealthCheck))
    @given(items())
    def check(item):
        (first,) = read_all(module, module.write(item))
        (second,) = read_all(module, module.write(first.csl))
        assert second.csl == first.csl == held(module, item)

    check()


READERS = FORMATS | {"nbib": nbib, "pubmed-xml": pubmed_xml}
SAMPLES = [path.read_bytes() for path in sorted((Path(__file__).parent / "records").iterdir()) if path.is_file()]
pieces = st.one_of(
    st.sampled_from(SIGNS).map(str.encode), st.text(max_size=20).map(lambda text: text.encode("utf-8", "replace"))
)


@st.composite
def spoiled_samples(draw):
    """A good file of some format, from which bytes were cut or into which some were set."""
    sample = draw(st.sampled_from(SAMPLES))
    start = draw(st.integers(0, len(sample)))
    end = draw(st.one_of(st.just(start), st.integers(start, min(len(sample), start + 300)), st.just(len(sample))))
    return sample[:start] + draw(st.one_of(pieces, st.binary(max_size=4))) + sample[end:]


@pytest.mark.parametrize("name", READERS)
def test_any_bytes_are_records_or_one_clear_refusal(name):
    """No input ends in any other exception than the one that names what is wrong with the file."""

    @settings(max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.one_of(st.lists(pieces, max_size=30).map(b"".join), st.binary(max_size=200), spoiled_samples()))
    def check(content):
        try:
            for number, record in enumerate(READERS[name].read(io.BytesIO(content)), start=1):
                assert record.number == number
                assert record.problems or record.csl["title"]
        except UnreadableFile as error:
            assert str(error).endswith(".")

    check()
