"""What follows the source, what stays as a person wrote it, and what is put to a person."""

import pytest

from publications.importing.merging import merge

AHEAD = {
    "id": "pmid:99990001",
    "type": "article-journal",
    "title": "A paper",
    "author": [{"family": "Muster", "given": "B"}],
    "container-title": "J Example",
    "issued": {"date-parts": [[2025, 1, 7]]},
    "status": "advance online publication",
    "DOI": "10.5555/Example.1",
    "PMID": "99990001",
}
PRINTED = {name: value for name, value in AHEAD.items() if name != "status"} | {
    "container-title": "Journal of Examples",
    "container-title-short": "J Example",
    "volume": "12",
    "issue": "3",
    "page": "616-7",
    "issued": {"date-parts": [[2025, 3]]},
    "available-date": {"date-parts": [[2025, 1, 7]]},
    "PMCID": "PMC9999001",
}


def changed(merged):
    return {change.field for change in merged.changes}


def test_a_paper_ahead_of_print_gets_its_issue():
    merged = merge(AHEAD, AHEAD, PRINTED)
    assert merged.item == PRINTED
    assert merged.conflicts == []
    assert {"status", "issued", "volume", "issue", "page", "PMCID", "container-title"} <= changed(merged)


def test_the_same_again_changes_nothing():
    assert not merge(PRINTED, PRINTED, PRINTED).changes
    assert not merge(AHEAD, AHEAD, AHEAD).changes


def test_an_older_list_does_not_undo_the_issue():
    merged = merge(PRINTED, PRINTED, AHEAD)
    assert merged.item == PRINTED
    assert merged.changes == merged.conflicts == []


@pytest.mark.parametrize(
    ("field", "ours", "theirs"),
    [
        ("DOI", "10.5555/Example.1", "10.5555/EXAMPLE.1"),
        ("page", "616-617", "616-7"),
        ("title", "A paper", "A Paper"),
        ("title", "Café au lait", "Cafe au lait"),
        ("author", [{"family": "Muster", "given": "BC"}], [{"family": "Muster", "given": "Berta Clara"}]),
        ("author", [{"family": "Müster", "given": "B"}], [{"family": "Muster", "given": "B."}]),
        ("issued", {"date-parts": [[2025, 3, 1]]}, {"date-parts": [[2025, 3]]}),
    ],
)
def test_another_spelling_is_no_change(field, ours, theirs):
    merged = merge(AHEAD | {field: ours}, {}, {"PMID": "99990001", field: theirs})
    assert merged.changes == merged.conflicts == []


@pytest.mark.parametrize(
    ("field", "ours", "theirs"),
    [
        ("author", [{"family": "Muster", "given": "B"}], [{"family": "Muster", "given": "BC"}]),
        ("author", [{"family": "Muster", "given": "B"}], [{"family": "Beispiel", "given": "B"}]),
        ("title", "A paper", "A paper?"),
        ("page", "616-617", "616-627"),
    ],
)
def test_a_real_difference_follows_the_source_where_nobody_edited(field, ours, theirs):
    page = AHEAD | {field: ours}
    merged = merge(page, page, AHEAD | {field: theirs})
    assert merged.item[field] == theirs
    assert changed(merged) == {field}


def test_an_edit_stays_and_is_no_conflict_while_the_source_says_what_it_said():
    mended = AHEAD | {"title": "A paper, mended"}
    merged = merge(mended, AHEAD, AHEAD)
    assert merged.item["title"] == "A paper, mended"
    assert merged.changes == merged.conflicts == []


def test_an_edit_stays_and_is_shown_once_the_source_says_something_new():
    mended = AHEAD | {"title": "A paper, mended"}
    merged = merge(mended, AHEAD, AHEAD | {"title": "Another paper"})
    assert merged.item["title"] == "A paper, mended"
    assert [(found.field, found.ours, found.theirs) for found in merged.conflicts] == [
        ("title", "A paper, mended", "Another paper")
    ]
    assert merge(merged.item, merged.source, AHEAD | {"title": "Another paper"}).conflicts == []


def test_what_people_wrote_without_a_source_is_filled_and_not_overwritten():
    merged = merge(AHEAD, {}, AHEAD | {"title": "Another", "PMCID": "PMC9999001"})
    assert changed(merged) == {"PMCID"}
    assert [found.field for found in merged.conflicts] == ["title"]


def test_what_a_person_emptied_stays_empty():
    without = {name: value for name, value in PRINTED.items() if name != "issue"}
    assert merge(without, PRINTED, PRINTED).changes == []


def test_a_retraction_comes_even_where_people_edited_and_only_once():
    notice = {"type": "retraction", "PMID": "99990009", "citation": "J Example. 2026;1:1"}
    told = PRINTED | {"custom": {"notices": [notice]}}
    merged = merge(PRINTED | {"title": "Mended"}, PRINTED, told)
    assert merged.item["custom"] == {"notices": [notice]}
    bare = PRINTED | {"custom": {"notices": [{"type": "retraction"}]}}
    assert merge(merged.item, merged.source, bare).item["custom"] == {"notices": [notice]}


def test_authors_of_whom_some_are_left_out_replace_nobody():
    full = AHEAD | {"author": [{"family": name, "given": "A"} for name in ("Eins", "Zwei", "Drei", "Vier")]}
    cut = full | {"author": full["author"][:3], "custom": {"authors-incomplete": True}}
    assert merge(full, full, cut).changes == []
