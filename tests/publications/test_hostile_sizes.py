"""Records that are just small enough to be read, in shapes that cost a careless reader minutes."""

import io
import time

import pytest

from publications.formats import bibtex, csl_json, pubmed_xml, ris

HEAD = "<PubmedArticle><MedlineCitation><Article><ArticleTitle>"
TAIL = "</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
SHAPES = {
    "a value that goes on for many lines": (ris, "TY  - JOUR\nTI  - x\n" + "\n" * 400_000 + "ER  - \n"),
    "many commands without their letters": (bibtex, "@article{k,title={x" + r"\a " * 33_000 + "}}"),
    "braces in braces": (bibtex, "@article{k,title={x" + "{" * 200_000 + "}" * 200_000 + "}}"),
    "many superscripts": (pubmed_xml, HEAD + "x<sup>1</sup>" * 50_000 + TAIL),
    "tags that never end": (csl_json, '{"type": "book", "title": "x' + "<p <sup>" * 100_000 + '"}'),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_hostile_shape_is_read_in_seconds(shape):
    module, text = SHAPES[shape]
    started = time.monotonic()
    (record,) = module.read(io.BytesIO(text.encode()))
    assert record.csl["title"].startswith("x")
    # Each of them takes about a second, and took between fifteen and eighty where the work grew with the square.
    assert time.monotonic() - started < 10
