"""The case mix for a page: the sheet that may be shown, where it comes from, and the bars of its drawing."""

from dataclasses import dataclass

from .held_back import Number, Row, Sheet, sheet_of
from .models.cases import CaseCategory, CaseCount, CaseYear

YEARS_DRAWN = 5
# Widths are per cent of the drawing, which is as wide as the page: beside a bar stand its year and its number.
WIDEST, BAR_STEP = 55.0, 28


@dataclass(frozen=True)
class Bar:
    """One number, drawn. `width` is in per cent; a number that is not shown has no bar."""

    label: str
    words: str
    width: str
    top: int
    is_shown: bool


@dataclass(frozen=True)
class Bars:
    """The bars of one category, one below the other."""

    name: str
    bars: list[Bar]
    height: int


@dataclass(frozen=True)
class Source:
    """Where the figures of a year come from."""

    year: str
    text: str


@dataclass(frozen=True)
class CaseFigures:
    """What a page shows of the case mix."""

    sheet: Sheet
    sources: list[Source]
    drawing: list[Bars]


def case_figures() -> CaseFigures | None:
    """The case mix as it may be shown, in one query; nothing as long as no figure is entered."""
    counts = list(CaseCount.objects.select_related("year", "category"))
    if not counts:
        return None
    years: list[CaseYear] = sorted({count.year for count in counts}, key=lambda year: year.starts_in)
    categories: list[CaseCategory] = sorted(
        {count.category for count in counts}, key=lambda category: (category.order, category.name)
    )
    by_cell = {(str(count.year), str(count.category)): count.count for count in counts}
    sheet = sheet_of([str(year) for year in years], [str(category) for category in categories], by_cell)
    return CaseFigures(sheet, [Source(str(year), year.source) for year in years], drawing_of(sheet))


def drawing_of(sheet: Sheet) -> list[Bars]:
    """The bars of the latest years, drawn from what is shown alone: what is held back has no length."""
    years = sheet.years[-YEARS_DRAWN:]
    shown = [row.numbers[-YEARS_DRAWN:] for row in sheet.rows]
    longest = max((number.count for numbers in shown for number in numbers if number.is_shown), default=0)
    return [_bars(row, numbers, years, longest) for row, numbers in zip(sheet.rows, shown, strict=True)]


def _bars(row: Row, numbers: list[Number], years: list[str], longest: int) -> Bars:
    bars = [
        Bar(year, number.words, f"{_width(number, longest):.1f}", place * BAR_STEP, number.is_shown)
        for place, (year, number) in enumerate(zip(years, numbers, strict=True))
    ]
    return Bars(row.name, bars, len(bars) * BAR_STEP)


def _width(number: Number, longest: int) -> float:
    return WIDEST * number.count / longest if number.is_shown and longest else 0.0
