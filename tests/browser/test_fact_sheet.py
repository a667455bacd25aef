"""The fact sheet on paper, and the drawing of the case mix on a phone."""

from io import BytesIO

import pikepdf
import pytest

pytestmark = pytest.mark.browser

SHEET = "/fellowship/fact-sheet/"


@pytest.mark.parametrize("size", ["Letter", "A4"])
def test_the_fact_sheet_fits_on_one_sheet_of_paper(open_tab, size):
    tab = open_tab(1280)
    tab.goto(SHEET)
    with pikepdf.open(BytesIO(tab.pdf(format=size))) as printed:
        assert len(printed.pages) == 1


def test_an_applicant_asks_about_pay_in_two_taps_without_javascript(open_tab):
    tab = open_tab(360, java_script_enabled=False)
    tab.goto("/fellowship/")
    tab.get_by_role("link", name="All that applicants ask, on one page").click()
    tab.get_by_role("link", name="pay", exact=True).click()
    assert tab.url.endswith("/fellowship/contact/?about=salary#write")


def test_the_drawing_of_the_case_mix_stays_on_the_screen_of_a_phone(open_tab, figures):
    tab = open_tab(320)
    tab.goto("/fellowship/training/")
    drawn = tab.locator(".case-mix__chart").first
    assert drawn.bounding_box()["height"] > 20
    for number in tab.locator(".case-mix__number").all():
        box = number.bounding_box()
        assert box["x"] + box["width"] <= 320
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.fixture(scope="module")  # Before a test's own transaction, which the server's threads do not see.
def figures(loaded_site, django_db_blocker):
    from fellowship.models import CaseCategory, CaseCount, CaseYear

    with django_db_blocker.unblock():
        year = CaseYear.objects.create(starts_in=2099, source="Made up")
        category = CaseCategory.objects.create(name="Reconstruction of the pelvis and the hip after a wide resection")
        CaseCount.objects.create(year=year, category=category, count=99_999)
    yield
    with django_db_blocker.unblock():
        year.delete()
        category.delete()
