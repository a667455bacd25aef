"""The fact sheet as applicants read it: answers with their dates, and what is not published yet."""

import datetime
import re
import shutil
from io import StringIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from fellowship.checklist import CHECKLIST, ITEMS
from fellowship.models import (
    ApplicantDate,
    CaseCategory,
    CaseCount,
    CaseYear,
    EnquiryPage,
    FactSheetGroup,
    FactSheetPage,
    FellowshipFact,
)
from sarcoma_site.core.site_frame import forget_frame
from sarcoma_site.core.staff_groups import COORDINATOR, EDITOR, REVIEWER
from tests.site.queries import assert_frugal, queries_of
from tests.staff import send, staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("loaded_site")]

SHEET = "/fellowship/fact-sheet/"
FACTS = "fellowship-facts.yaml"


def soup(client) -> BeautifulSoup:
    response = client.get(SHEET)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").find("main")


def text(element) -> str:
    return " ".join(element.get_text(" ").split()).replace(" ,", ",").replace(" .", ".")


def show_missing(way: str, group: str = "") -> None:
    page = FactSheetPage.objects.get()
    if group:
        page.groups.add(FactSheetGroup(group=group, missing_shown=way))
    else:
        page.missing_shown = way
    page.save_revision().publish()


def test_what_the_department_has_stated_stands_there_and_the_sheet_says_once_that_it_has_no_dates(client):
    sheet = soup(client)
    assert "Length One year. Number of positions" in text(sheet)
    assert text(sheet).count("Where no date stands beside an answer, we have none on record.") == 1
    assert "Accreditation status Accredited by ACGME and recognized by MSTS." in text(sheet)
    headings = [heading.get_text() for heading in sheet.find_all("h2")]
    assert headings == [*(group.heading for group in CHECKLIST), "Dates"]


def test_a_group_names_in_one_line_what_it_lacks_and_each_word_opens_the_form_on_its_question(client):
    line = soup(client).select_one("#benefits .fact-sheet__missing")
    assert text(line) == (
        "Not published here yet: pay, benefits and leave, moonlighting and life in the city. Ask the coordinator."
    )
    links = [link["href"] for link in line.find_all("a")]
    assert links == [f"/fellowship/contact/?about={key}#write" for key in ("salary", "benefits", "life")]
    assert client.get(links[0]).status_code == 200


def test_every_item_is_either_answered_or_named_as_missing_once(client):
    sheet = soup(client)
    answered = {label.get_text() for label in sheet.select(".fact-sheet__group:not(#dates) .fact-sheet__label")}
    links = sheet.select(".fact-sheet__group:not(#dates) .fact-sheet__missing a")
    asked = {link["href"].partition("=")[2].removesuffix("#write") for link in links}
    assert len(answered) + len(asked) == 45
    assert {ITEMS[key].label for key in asked} & answered == set()


def test_a_number_in_an_answer_can_be_tapped_and_the_rest_stays_text(client):
    FellowshipFact.objects.create(slug="salary", answer="Call 617-555-0100, <b>not</b> 1617-555-01001.\nOr write.")
    answer = soup(client).find("dt", string=re.compile("Salary")).find_next_sibling("dd")
    assert [(link["href"], link.get_text()) for link in answer.find_all("a")] == [("tel:6175550100", "617-555-0100")]
    assert "<b>not</b> 1617-555-01001." in answer.get_text()
    assert answer.find("b") is None and answer.find("br") is not None


def test_a_dated_answer_says_as_of_when(client):
    FellowshipFact.objects.create(
        slug="salary", answer="On the scale.", as_of=datetime.date(2026, 3, 1), said_by="Wren"
    )
    sheet = soup(client)
    assert "Salary On the scale. as of March 1, 2026" in text(sheet)
    assert "Wren" not in sheet.get_text()
    FellowshipFact.objects.update(as_of=datetime.date(2026, 3, 1))
    assert "Where no date stands" not in soup(client).get_text()
    assert "about=salary" not in str(sheet)


def test_missing_items_can_each_have_a_line(client):
    show_missing("list")
    group = soup(client).select_one("#benefits")
    assert [text(row) for row in group.select(".fact-sheet__row")] == [
        f"{ITEMS[key].label} Not published here yet. Ask the coordinator" for key in ("salary", "benefits", "life")
    ]
    assert group.select_one("a")["aria-label"] == "Ask the coordinator: What does the fellowship pay?"


def test_missing_items_can_be_hidden_and_a_group_of_them_goes(client):
    show_missing("hidden")
    sheet = soup(client)
    assert sheet.select_one("#benefits") is None and "Not published here yet" not in sheet.get_text()
    assert sheet.select_one("#program") is not None


def test_one_group_can_differ_from_the_page(client):
    show_missing("hidden", group="benefits")
    sheet = soup(client)
    assert sheet.select_one("#benefits") is None
    assert sheet.select_one("#people .fact-sheet__missing") is not None


def test_with_nothing_to_show_the_page_says_whom_to_ask(client):
    FellowshipFact.objects.all().delete()
    show_missing("hidden")
    sheet = soup(client)
    assert "Nothing is published here yet" in sheet.get_text()
    assert sheet.select_one("a[href='/fellowship/contact/']") is not None


def test_a_page_that_nobody_may_see_is_not_linked(client):
    fact = FellowshipFact.objects.get(slug="case-mix")
    fact.more = Page.objects.get(slug="research", depth=4)
    fact.save()
    assert soup(client).find("a", string="Case mix and complexity")["href"] == "/fellowship/research/"
    PageViewRestriction.objects.create(page=fact.more, restriction_type="login")
    forget_frame()
    sheet = soup(client)
    assert "Case mix and complexity" in sheet.get_text()
    assert "/fellowship/research/" not in str(sheet.select(".fact-sheet"))


def test_without_a_public_contact_page_the_line_has_no_link(client):
    EnquiryPage.objects.get().unpublish()
    line = soup(client).select_one("#benefits .fact-sheet__missing")
    assert "Ask the coordinator" in line.get_text() and line.find("a") is None


def test_what_is_written_in_an_answer_stays_words(client):
    FellowshipFact.objects.create(slug="salary", answer="<script>alert(1)</script>\nA second line")
    assert b"<script>alert(1)" not in client.get(SHEET).content
    assert "A second line" in soup(client).get_text()


def test_figures_that_are_entered_answer_the_question_for_case_numbers(client):
    year = CaseYear.objects.create(starts_in=2024, source="A log")
    CaseCount.objects.create(year=year, category=CaseCategory.objects.create(name="Pelvis"), count=12)
    assert soup(client).find("a", string="Case numbers")["href"] == "/fellowship/training/#list-cases"
    assert "See the figures by year." in soup(client).get_text()


def test_the_front_page_and_the_page_for_applicants_lead_to_it(client):
    for address in ("/fellowship/", "/fellowship/apply/"):
        main = BeautifulSoup(client.get(address).content, "html.parser").find("main")
        assert any(link["href"] == SHEET for link in main.select(".page__main a")), address


@pytest.mark.parametrize("group, may", [(COORDINATOR, True), (EDITOR, False), (REVIEWER, False)])
def test_who_keeps_the_fellowship_decides_how_missing_items_show(client, group, may):
    staff = staff_client(group)
    page = FactSheetPage.objects.get()
    if not may and group == REVIEWER:
        assert staff.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 302
        return
    send(staff, page, "action-publish", missing_shown="list")
    assert (FactSheetPage.objects.get().missing_shown == "list") == may


def test_a_group_is_listed_once(client):
    page = FactSheetPage.objects.get()
    rows = {"groups-TOTAL_FORMS": "2", "groups-INITIAL_FORMS": "0"}
    for number in range(2):
        rows |= {f"groups-{number}-group": "people", f"groups-{number}-missing_shown": "list"}
        rows |= {f"groups-{number}-ORDER": str(number + 1), f"groups-{number}-id": "", f"groups-{number}-DELETE": ""}
    response = send(staff_client(COORDINATOR), page, "action-publish", **rows)
    assert response.status_code == 200 and FactSheetGroup.objects.count() == 0


def test_it_asks_the_database_seldom_and_as_often_with_every_item_filled(client, settings):
    few = queries_of(client, settings, SHEET)
    assert_frugal(few, 10, SHEET)
    more = Page.objects.get(slug="training", depth=4)
    for key in ITEMS:
        FellowshipFact.objects.update_or_create(slug=key, defaults={"answer": "An answer.", "more": more})
    for cycle in range(2095, 2099):
        for kind in ApplicantDate.Kind:
            ApplicantDate.objects.create(kind=kind, cycle=cycle, starts_on=datetime.date(cycle, 1, 1))
    assert len(queries_of(client, settings, SHEET)) == len(few)


@pytest.fixture
def folder(tmp_path) -> Path:
    return Path(shutil.copytree(django_settings.BASE_DIR / "content", tmp_path / "content"))


def load(folder: Path, **options) -> str:
    out = StringIO()
    call_command("load_content", path=folder, stdout=out, **options)
    return out.getvalue()


def test_loading_again_changes_nothing_and_keeps_what_staff_wrote(folder):
    FellowshipFact.objects.filter(slug="length").update(answer="A year and a day.")
    FellowshipFact.objects.get(slug="clinic").delete()
    before = list(FellowshipFact.objects.values_list())
    report = load(folder)
    assert list(FellowshipFact.objects.values_list()) == before
    assert "created" not in report and "updated" not in report
    told = [line for line in report.splitlines() if f"{FACTS}#" in line and "kept" in line]
    assert len(told) == 2


@pytest.mark.parametrize(
    "old, new, fault",
    [
        ("slug: length", "slug: no-such-item", "no-such-item"),
        ("more: /fellowship/research/", "more: /nowhere/", "/nowhere/"),
    ],
)
def test_a_broken_file_is_refused_and_nothing_changes(folder, old, new, fault):
    path = folder / FACTS
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    before = list(FellowshipFact.objects.values_list())
    with pytest.raises(CommandError, match=f"{FACTS}.*{fault}"):
        load(folder)
    assert list(FellowshipFact.objects.values_list()) == before
