"""Academic years made for a test, as the site itself proposes them."""

import datetime

from fellowship.models import AcademicYear, Fellow
from fellowship.year_board import create_year, make_public, proposal

START = datetime.date(2026, 8, 1)


def add_year(starts_on: datetime.date = START, public: bool = True, empty: bool = False) -> AcademicYear:
    """A year that keeps every rule; public unless told otherwise."""
    year = create_year(AcademicYear(starts_on=starts_on), None if empty else proposal(starts_on))
    if public and not empty:
        assert make_public(year) == []
    return year


def name_fellow(year: AcademicYear, letter: str = "A", agreed: bool = True, **fields) -> Fellow:
    """Enter who the fellow is, with a consent unless told otherwise."""
    fellow = year.fellows.get(letter=letter)
    words = {"given_name": "Ada", "family_name": f"Muster{letter}", "degrees": "MD"} | fields
    if agreed:
        words |= {"consent_on": datetime.date(2026, 7, 1), "consent_note": "by letter"} | fields
    for name, value in words.items():
        setattr(fellow, name, value)
    fellow.full_clean()
    fellow.save()
    return fellow
