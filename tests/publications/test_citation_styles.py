"""A record as NLM, AMA and APA print it. Every record is made up; the expected wording follows each style's rules."""

import pytest

from publications.citations import STYLES, citations_of
from publications.styles import ama, apa, nlm
from publications.styles.initials import initials_of
from publications.styles.places import article_number, pages_of, part_of

PEOPLE = [
    {"family": "Example", "given": "AB"},
    {"family": "Muster", "given": "C", "non-dropping-particle": "van der"},
    {"family": "Sample", "given": "DE", "suffix": "Jr"},
]
ARTICLE = {
    "type": "article-journal",
    "title": "A made paper about bones",
    "author": PEOPLE,
    "container-title": "Journal of Made Results",
    "container-title-short": "J Made Res",
    "volume": "12",
    "issue": "3",
    "page": "1011-20",
    "issued": {"date-parts": [[2024, 3, 9]]},
    "DOI": "10.5555/made.1",
    "PMID": "99990001",
    "PMCID": "PMC99990001",
}


def crowd(count: int) -> list[dict]:
    return [{"family": f"Writer{place}", "given": "A"} for place in range(1, count + 1)]


def without(*keys: str, **changes) -> dict:
    return {key: value for key, value in ARTICLE.items() if key not in keys} | changes


def ahead(**changes) -> dict:
    return without("volume", "issue", "page", status="advance online publication", **changes)


def texts(item: dict) -> tuple[str, str, str]:
    return tuple(style.citation.plain for style in citations_of(item))


def test_a_journal_article_in_each_style():
    assert texts(ARTICLE) == (
        "Example AB, van der Muster C, Sample DE Jr. A made paper about bones. J Made Res. 2024 Mar 9;12(3):1011-20. "
        "doi: 10.5555/made.1. PMID: 99990001; PMCID: PMC99990001.",
        "Example AB, van der Muster C, Sample DE Jr. A made paper about bones. J Made Res. 2024;12(3):1011-1020. "
        "doi:10.5555/made.1",
        "Example, A. B., van der Muster, C., & Sample, D. E., Jr. (2024). A made paper about bones. "
        "Journal of Made Results, 12(3), 1011–1020. https://doi.org/10.5555/made.1",
    )


def test_italics_are_those_of_the_style_and_everything_is_escaped():
    item = without(title="Is <b>bone</b> & marrow one?", **{"container-title": "J <i>", "container-title-short": ""})
    assert "<i>" not in nlm.cite(item).html
    assert "Is &lt;b&gt;bone&lt;/b&gt; &amp; marrow one? <i>J &lt;i&gt;</i>." in ama.cite(item).html
    assert "<i>J &lt;i&gt;</i>, <i>12</i>(3), 1011–1020." in apa.cite(item).html


@pytest.mark.parametrize("end", ["?", "!", "."])
def test_a_title_that_ends_with_a_mark_gets_no_full_stop(end):
    for text in texts(without(title=f"Is it so{end}")):
        assert f"Is it so{end} " in text


def test_ama_shortens_more_than_six_authors_to_three():
    assert ama.cite(without(author=crowd(6))).plain.startswith(
        "Writer1 A, Writer2 A, Writer3 A, Writer4 A, Writer5 A, Writer6 A. A made"
    )
    assert ama.cite(without(author=crowd(7))).plain.startswith("Writer1 A, Writer2 A, Writer3 A, et al. A made")


def test_apa_prints_twenty_authors_and_of_more_the_first_nineteen_and_the_last():
    assert "Writer19, A., & Writer20, A. (2024)" in apa.cite(without(author=crowd(20))).plain
    longer = apa.cite(without(author=crowd(23))).plain
    assert "Writer19, A., … Writer23, A. (2024)" in longer
    assert "Writer20" not in longer and "&" not in longer


def test_nlm_prints_every_author():
    assert nlm.cite(without(author=crowd(40))).plain.count("Writer") == 40


def test_two_authors_and_one():
    assert apa.cite(without(author=PEOPLE[:2])).plain.startswith("Example, A. B., & van der Muster, C. (2024)")
    assert apa.cite(without(author=PEOPLE[:1])).plain.startswith("Example, A. B. (2024)")
    assert ama.cite(without(author=PEOPLE[:1])).plain.startswith("Example AB. A made")


def test_a_group_stands_between_semicolons_and_is_never_shortened():
    authors = [PEOPLE[0], {"literal": "Made Consensus Group"}, PEOPLE[1]]
    assert nlm.cite(without(author=authors)).plain.startswith(
        "Example AB; Made Consensus Group; van der Muster C. A made"
    )
    assert ama.cite(without(author=authors)).plain.startswith(
        "Example AB, van der Muster C; Made Consensus Group. A made"
    )
    assert apa.cite(without(author=authors)).plain.startswith(
        "Example, A. B., Made Consensus Group, & van der Muster, C. (2024)"
    )
    many = [*crowd(9), {"literal": "Made Consensus Group"}]
    assert ama.cite(without(author=many)).plain.startswith("Writer1 A, Writer2 A, Writer3 A, et al; Made Consensus")


def test_a_group_alone():
    for text in texts(without(author=[{"literal": "Made Task Force"}])):
        assert text.startswith("Made Task Force")


def test_nobody_is_invented_where_no_author_is_known():
    nlm_text, ama_text, apa_text = texts(without("author"))
    assert nlm_text.startswith("A made paper about bones. J Made Res.")
    assert ama_text.startswith("A made paper about bones. J Made Res.")
    assert apa_text.startswith("A made paper about bones. (2024). Journal of Made Results")


def test_a_list_of_authors_that_the_source_cut_says_so():
    item = without(author=PEOPLE[:1], custom={"authors-incomplete": True})
    nlm_text, ama_text, apa_text = texts(item)
    assert nlm_text.startswith("Example AB, et al. A made") and ama_text.startswith("Example AB, et al. A made")
    assert apa_text.startswith("Example, A. B., et al. (2024)")


@pytest.mark.parametrize(
    ("suffix", "nlm_name", "ama_name", "apa_name"),
    [
        ("Jr", "Muster A Jr.", "Muster A Jr.", "Muster, A., Jr. ("),
        ("III", "Muster A 3rd.", "Muster A III.", "Muster, A., III. ("),
        ("3rd", "Muster A 3rd.", "Muster A 3rd.", "Muster, A., III. ("),
    ],
)
def test_suffixes_follow_the_initials(suffix, nlm_name, ama_name, apa_name):
    found = texts(without(author=[{"family": "Muster", "given": "A", "suffix": suffix}]))
    for text, name in zip(found, (nlm_name, ama_name, apa_name), strict=True):
        assert text.startswith(name)


@pytest.mark.parametrize(
    ("given", "initials"),
    [
        ("SA", ["S", "A"]),
        ("S.A.", ["S", "A"]),
        ("Santa Anna", ["S", "A"]),
        ("J-P", ["J", "-P"]),
        ("Jo-Pia", ["J", "-P"]),
        ("Éa", ["É"]),
        ("Yu", ["Y"]),
        ("", []),
    ],
)
def test_initials(given, initials):
    assert initials_of(given) == initials


def test_a_hyphenated_name_keeps_its_hyphen_in_apa():
    assert apa.cite(without(author=[{"family": "Muster", "given": "J-P"}])).plain.startswith("Muster, J.-P. (2024)")


@pytest.mark.parametrize(
    ("page", "full", "short"),
    [
        ("1011-20", "1011-1020", "1011-20"),
        ("246-252", "246-252", "246-52"),
        ("S93-S99", "S93-S99", "S93-9"),
        ("126A-127A", "126A-127A", "126A-127A"),
        ("98-101", "98-101", "98-101"),
        ("5-9", "5-9", "5-9"),
        ("145", "145", "145"),
        ("7-7", "7", "7"),
        ("e12-e15", "e12-e15", "e12-5"),
    ],
)
def test_page_ranges_are_written_out_or_cut_as_the_style_wants(page, full, short):
    (pages,) = pages_of(page)
    assert (pages.joined("-"), pages.abbreviated) == (full, short)


def test_pages_in_two_places():
    assert nlm.cite(without(page="60-61, 68-70")).plain.count("2024 Mar 9;12(3):60-1, 68-70.") == 1
    assert "12(3), 60–61, 68–70." in apa.cite(without(page="60-1, 68-70")).plain


@pytest.mark.parametrize("number", ["e35792", "100682", "S0883-5403(25)00335-3", "bjo.2024.1"])
def test_an_article_number_is_no_page(number):
    assert article_number(number) == number and pages_of(number) == []
    nlm_text, ama_text, apa_text = texts(without(page=number))
    assert f"12(3):{number}." in nlm_text and f"12(3):{number}." in ama_text
    assert f"12(3), Article {number}." in apa_text


@pytest.mark.parametrize(
    ("volume", "issue", "expected"),
    [
        ("42", "Suppl 2", ("42 Suppl 2:", "42(suppl 2):", "42(Suppl. 2), ")),
        ("42 Suppl 2", "", ("42 Suppl 2:", "42(suppl 2):", "42(Suppl. 2), ")),
        ("58", "12 Suppl 7", ("58(12 Suppl 7):", "58(12)(suppl 7):", "58(12, Suppl. 7), ")),
        ("58", "Supplement", ("58 Suppl:", "58(suppl):", "58(Suppl.), ")),
        ("", "231", (";(231):", ";(231):", ", (231), ")),
        ("107-B", "2", ("107-B(2):", "107-B(2):", "107-B(2), ")),
    ],
)
def test_volumes_issues_and_supplements(volume, issue, expected):
    for text, part in zip(texts(without(volume=volume, issue=issue)), expected, strict=True):
        assert part in text


def test_a_supplement_is_told_from_a_number():
    assert part_of("12 Suppl. 7").supplement_as("suppl") == "suppl 7"
    assert part_of("12").supplement_as("suppl") == ""


def test_ahead_of_print_in_each_style():
    assert texts(ahead(issued={"date-parts": [[2024, 3, 9]]})) == (
        "Example AB, van der Muster C, Sample DE Jr. A made paper about bones. J Made Res. 2024 Mar 9. "
        "doi: 10.5555/made.1. Epub ahead of print. PMID: 99990001; PMCID: PMC99990001.",
        "Example AB, van der Muster C, Sample DE Jr. A made paper about bones. J Made Res. "
        "Published online March 9, 2024. doi:10.5555/made.1",
        "Example, A. B., van der Muster, C., & Sample, D. E., Jr. (2024). A made paper about bones. "
        "Journal of Made Results. Advance online publication. https://doi.org/10.5555/made.1",
    )


def test_nlm_says_when_a_printed_paper_was_online_first():
    item = without("PMID", "PMCID", **{"available-date": {"date-parts": [[2023, 12, 3]]}})
    assert nlm.cite(item).plain.endswith("doi: 10.5555/made.1. Epub 2023 Dec 3.")
    same_day = item | {"available-date": item["issued"]}
    assert "Epub" not in nlm.cite(same_day).plain


def test_a_missing_year_is_said_and_not_guessed():
    nlm_text, ama_text, apa_text = texts(without("issued"))
    assert "J Made Res. [date unknown];12(3)" in nlm_text
    assert "J Made Res. n.d.;12(3)" in ama_text
    assert "(n.d.). A made" in apa_text
    assert "Published online. doi" in ama.cite(ahead(issued={})).plain


def test_a_date_that_is_no_single_day_stays_as_printed_in_nlm():
    item = without(issued={"date-parts": [[2024, 3]], "literal": "2024 Mar-Apr"})
    assert "2024 Mar-Apr;12(3)" in nlm.cite(item).plain
    assert "J Made Res. 2024;12(3)" in ama.cite(item).plain


def test_an_impossible_month_is_no_month():
    assert "2024;12(3)" in nlm.cite(without(issued={"date-parts": [["2024", "13"]]})).plain


def test_a_preprint_says_that_it_is_one():
    item = without("volume", "issue", "page", "container-title-short") | {
        "custom": {"kind": "preprint"},
        "container-title": "madeRxiv",
    }
    nlm_text, ama_text, apa_text = texts(item)
    assert "A made paper about bones [preprint]. madeRxiv. 2024 Mar 9." in nlm_text
    assert "madeRxiv. Preprint posted online March 9, 2024. doi" in ama_text
    assert "A made paper about bones. madeRxiv. https" in apa_text
    assert "<i>A made paper about bones</i>. madeRxiv." in apa.cite(item).html


def test_a_retraction_follows_the_citation_in_every_style():
    notice = {"type": "retraction", "citation": "J Made Res. 2025 Jan;13(1):5."}
    nlm_text, ama_text, apa_text = texts(without("PMID", "PMCID", custom={"notices": [notice]}))
    assert nlm_text.endswith("doi: 10.5555/made.1. Retraction in: J Made Res. 2025 Jan;13(1):5.")
    assert "1011-1020. Retracted in: J Made Res. 2025 Jan;13(1):5. doi" in ama_text
    assert apa_text.endswith("(Retraction published J Made Res. 2025 Jan;13(1):5)")


@pytest.mark.parametrize("kind", ["retraction", "expression-of-concern"])
def test_a_grave_notice_is_told_even_when_nobody_knows_where_it_is_printed(kind):
    for text in texts(without(custom={"notices": [{"type": kind}]})):
        assert "Retract" in text or "Expression of concern" in text


def test_a_correction_is_named_where_the_style_names_it():
    notice = {"type": "erratum", "PMID": "99990002"}
    nlm_text, ama_text, apa_text = texts(without(custom={"notices": [notice]}))
    assert nlm_text.endswith("Erratum in: PMID: 99990002.")
    assert "bones [published correction appears in PMID: 99990002]. J Made" in ama_text
    assert "orrection" not in apa_text
    assert "orrection" not in ama.cite(without(custom={"notices": [{"type": "erratum"}]})).plain


def test_a_chapter_in_a_book():
    chapter = {
        "type": "chapter",
        "title": "A made chapter",
        "author": PEOPLE[:1],
        "editor": PEOPLE[1:],
        "container-title": "The made book",
        "publisher": "Made Press",
        "publisher-place": "Madeville",
        "page": "12-19",
        "issued": {"date-parts": [[2021]]},
    }
    assert texts(chapter) == (
        "Example AB. A made chapter. In: van der Muster C, Sample DE Jr, editors. The made book. "
        "Madeville: Made Press; 2021. p. 12-9.",
        "Example AB. A made chapter. In: van der Muster C, Sample DE Jr, eds. The made book. Made Press; 2021:12-19.",
        "Example, A. B. (2021). A made chapter. In C. van der Muster & D. E. Sample (Eds.), The made book (pp. 12–19). "
        "Made Press.",
    )
    assert "<i>The made book</i> (pp. 12–19)." in apa.cite(chapter).html


def test_a_whole_book():
    book = {"type": "book", "title": "The made book", "author": PEOPLE[:1], "publisher": "Made Press"}
    assert texts(book) == (
        "Example AB. The made book. Made Press; [date unknown].",
        "Example AB. The made book. Made Press; n.d.",
        "Example, A. B. (n.d.). The made book. Made Press.",
    )


@pytest.mark.parametrize(("name", "label", "cite"), STYLES)
def test_an_almost_empty_record_is_cited_without_stray_signs(name, label, cite):
    for item in ({}, {"title": "Alone"}, {"title": "Alone", "page": "e1"}, {"author": [{}], "title": "Alone"}):
        text = cite(item).plain
        assert "  " not in text and ".." not in text.replace("n.d..", "") and ", ," not in text and "()" not in text
