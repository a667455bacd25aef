"""Small numbers of the case mix: from all that is shown, nobody can work out one that is held back."""

import re
from itertools import product

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from fellowship.case_figures import CaseFigures, Source, drawing_of
from fellowship.held_back import LEAST, Sheet, sheet_of
from tests.publications.items import examples

YEARS, CATEGORIES = ["2022–23", "2023–24"], ["Pelvis", "Spine", "Sacrum"]


def sheet(*rows: tuple) -> Sheet:
    counts = {
        (year, category): count
        for category, row in zip(CATEGORIES, rows, strict=False)
        for year, count in zip(YEARS, row, strict=True)
        if count is not None
    }
    return sheet_of(YEARS, CATEGORIES[: len(rows)], counts)


def words(found: Sheet) -> list[list[str]]:
    return [[number.words for number in row.numbers] for row in found.rows]


def test_a_number_under_five_is_held_back_and_zero_as_well():
    found = sheet((5, 4), (0, 1200))
    assert words(found) == [["5", "under 5"], ["under 5", "1,200"]]
    assert all(number.count is None for row in found.rows for number in row.numbers if number.is_held_back)


def test_a_total_is_shown_only_where_all_of_it_is_shown():
    found = sheet((5, 6), (7, 4))
    assert [row.total for row in found.rows] == [11, None]
    assert found.totals == [12, None] and found.total is None
    assert sheet((5, 6), (7, 8)).total == 26


def test_what_was_not_entered_is_no_zero_and_lets_no_total_stand():
    found = sheet((5, None))
    assert words(found) == [["5", "no figure"]]
    assert found.rows[0].total is None and found.totals == [5, None] and not found.holds_back


def test_nothing_entered_is_an_empty_sheet():
    assert sheet_of([], [], {}).total is None


def rendered(found: Sheet) -> BeautifulSoup:
    figures = CaseFigures(found, [Source(year, "A log") for year in found.years], drawing_of(found))
    return BeautifulSoup(render_to_string("components/case_mix.html", {"figures": figures}), "html.parser")


class Reader:
    """Somebody who sees the page, and adds up and takes away whatever can be."""

    def __init__(self, html: BeautifulSoup) -> None:
        body = [row.find_all("td") for row in html.select("tbody tr")]
        foot = html.select("tfoot td")
        wide = len(html.select("thead th")) - 1
        years = wide - (html.select("thead th")[-1].get_text() == "Total")
        self.cells = {(at, year): row[year].get_text() for at, row in enumerate(body) for year in range(years)}
        self.sums: list[tuple[list, int]] = []
        for at, row in enumerate(body):
            self._add([(at, year) for year in range(years)], row[years:])
        for year in range(years):
            self._add([(at, year) for at in range(len(body))], foot[year : year + 1])
        self._add(list(self.cells), foot[years:])

    def _add(self, places: list, cells: list) -> None:
        if cells and (number := self.number(cells[0].get_text())) is not None:
            self.sums.append((places, number))

    @staticmethod
    def number(text: str) -> int | None:
        return int(text.replace(",", "")) if re.fullmatch(r"[0-9,]+", text) else None

    def hidden(self) -> list:
        return [place for place, text in self.cells.items() if text == f"under {LEAST}"]

    def can_be(self, place: tuple, value: int) -> bool:
        """Whether a hidden cell may hold the value, as far as the sums tell: all cells of its sums are tried."""
        wanted = [(places, total) for places, total in self.sums if place in places]
        unknown = sorted({cell for places, _ in wanted for cell in places if self.number(self.cells[cell]) is None})
        others = [cell for cell in unknown if cell != place]
        for guess in product(range(LEAST), repeat=len(others)):
            values = dict(zip(others, guess, strict=True)) | {place: value}
            if all(
                sum(values[cell] if cell in values else self.number(self.cells[cell]) for cell in places) == total
                for places, total in wanted
            ):
                return True
        return not wanted


counts_of = st.lists(
    st.lists(st.none() | st.integers(0, 9) | st.integers(0, 3000), min_size=2, max_size=2), min_size=1, max_size=3
)


@pytest.mark.thorough
def test_from_everything_that_is_shown_no_hidden_number_can_be_told():
    @settings(max_examples=examples(60), deadline=None)
    @given(counts_of)
    def check(rows):
        found = sheet(*[tuple(row) for row in rows])
        reader = Reader(rendered(found))
        true = {(at, year): count for at, row in enumerate(rows) for year, count in enumerate(row)}
        assert {place for place, count in true.items() if count is not None and count < LEAST} == set(reader.hidden())
        for place, text in reader.cells.items():
            if (number := reader.number(text)) is not None:
                assert number == true[place]
        for place in reader.hidden():
            assert all(reader.can_be(place, value) for value in range(LEAST))

    check()


def test_the_reader_would_notice_a_total_that_gives_a_number_away():
    html = rendered(sheet((5, 4), (7, 9)))
    html.select("tbody tr")[0].find_all("td")[2].string = "9"
    reader = Reader(html)
    assert not reader.can_be((0, 1), 3) and reader.can_be((0, 1), 4)


@pytest.mark.thorough
def test_the_drawing_is_the_same_whatever_a_hidden_number_is():
    @settings(max_examples=examples(40), deadline=None)
    @given(counts_of, st.integers(0, LEAST - 1))
    def check(rows, other):
        changed = [[other if count is not None and count < LEAST else count for count in row] for row in rows]
        assert str(rendered(sheet(*map(tuple, rows)))) == str(rendered(sheet(*map(tuple, changed))))

    check()
