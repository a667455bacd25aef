"""Case numbers: written in a grid or pasted, and shown as a drawing and a table."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import ModelLogEntry

from fellowship.case_grid import number_of, read_table
from fellowship.models import CaseCategory, CaseCount, CaseYear, FellowshipTopicPage
from fellowship.models.cases import year_label
from sarcoma_site.core.staff_groups import COORDINATOR
from tests.site.queries import assert_frugal, queries_of
from tests.staff import staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_later, pytest.mark.usefixtures("loaded_site")]

TRAINING = "/fellowship/training/"


@pytest.fixture
def categories() -> list[CaseCategory]:
    return [CaseCategory.objects.create(name=name, order=at) for at, name in enumerate(["Pelvis", "Spine"])]


@pytest.fixture
def coordinator():
    return staff_client(COORDINATOR)


def add_year(starts_in: int, source: str = "A log of ours", **counts: int) -> CaseYear:
    year = CaseYear.objects.create(starts_in=starts_in, source=source)
    for name, count in counts.items():
        CaseCount.objects.create(year=year, category=CaseCategory.objects.get(name=name), count=count)
    return year


def table(client) -> list[list[str]]:
    main = BeautifulSoup(client.get(TRAINING).content, "html.parser").find("main")
    return [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in main.select(".case-mix__table tr")]


def sent(client, **form):
    return client.post(reverse("fellowship_cases"), {"do": "save"} | form)


def grid_of(client) -> dict[str, str]:
    """The fields of the grid as it opens."""
    html = BeautifulSoup(client.get(reverse("fellowship_cases")).content, "html.parser")
    return {field["name"]: field.get("value", "") for field in html.select(".fel-grid input:not([type=checkbox])")}


def test_until_figures_are_entered_one_line_says_so(client, categories):
    main = BeautifulSoup(client.get(TRAINING).content, "html.parser").find("main")
    assert "How many operations of each kind a fellow takes part in is not published here yet." in main.get_text()
    assert main.find("a", href="/fellowship/contact/?about=case-numbers#write")
    assert main.select("svg.case-mix__chart, table") == [] and "Pelvis" not in main.get_text()


def test_the_table_names_years_categories_and_source_and_holds_back_what_is_small(client, categories):
    add_year(2023, Pelvis=40, Spine=4)
    add_year(2024, source="Case logs, read on a day", Pelvis=41, Spine=12)
    assert table(client) == [
        ["Category", "2023–24", "2024–25", "Total"],
        ["Pelvis", "40", "41", "81"],
        ["Spine", "under 5", "12", "not shown"],
        ["Total", "not shown", "53", "not shown"],
    ]
    html = client.get(TRAINING).content.decode()
    assert "2024–25: Case logs, read on a day" in html and "could point to a single patient" in html


def test_the_drawing_has_a_bar_for_each_number_that_is_shown_and_is_no_script(client, categories):
    add_year(2024, Pelvis=40, Spine=4)
    main = BeautifulSoup(client.get(TRAINING).content, "html.parser").find("main")
    drawn = main.select(".case-mix svg")
    assert [len(svg.find_all("rect")) for svg in drawn] == [1, 0]
    assert drawn[0].rect["width"] == "55.0%" and "under 5" in drawn[1].get_text()
    assert main.select_one(".case-mix")["aria-hidden"] == "true"
    assert not main.select("[style]")


def test_a_training_page_asks_as_often_with_many_figures(client, settings, categories):
    add_year(2020, Pelvis=40, Spine=40)
    few = queries_of(client, settings, TRAINING)
    assert_frugal(few, 10, TRAINING)
    for number in range(10):
        CaseCategory.objects.create(name=f"Kind{number}")
    for starts_in in range(2001, 2013):
        add_year(starts_in, **{f"Kind{number}": 5 + number for number in range(10)})
    assert len(queries_of(client, settings, TRAINING)) == len(few)


def test_years_are_written_as_people_write_them():
    assert [year_label(year) for year in (2024, 1999, 2009)] == ["2024–25", "1999–2000", "2009–10"]


def test_the_coordinator_fills_the_grid_and_corrects_it(client, coordinator, categories):
    pelvis, spine = (category.pk for category in categories)
    form = {"year-0": "2024", f"count-0-{pelvis}": "1,240", f"count-0-{spine}": "", "source-0": "A log"}
    assert sent(coordinator, **form).status_code == 302
    assert table(client)[1] == ["Pelvis", "1,240"]
    assert CaseCount.objects.count() == 1
    opened = grid_of(coordinator)
    assert opened["year-1"] == "2024" and opened[f"count-1-{pelvis}"] == "1240" and opened["year-0"] == ""
    assert sent(coordinator, **(opened | {f"count-1-{pelvis}": "", f"count-1-{spine}": "7"})).status_code == 302
    assert list(CaseCount.objects.values_list("category__name", "count")) == [("Spine", 7)]
    assert sent(coordinator, **(grid_of(coordinator) | {"remove-1": "1"})).status_code == 302
    assert not CaseYear.objects.exists()
    entries = ModelLogEntry.objects.filter(label="2024–25").order_by("timestamp", "pk")
    assert [entry.action for entry in entries] == ["wagtail.edit", "wagtail.edit", "wagtail.delete"]
    assert {entry.user for entry in entries} == {coordinator.staff}


@pytest.mark.parametrize(
    "changed, fault",
    [
        ({"year-0": "24"}, "The year is the one in which it starts"),
        ({"year-0": "9" * 400}, "The year is the one in which it starts"),
        ({"year-0": "2024\0"}, None),
        ({"source-0": ""}, "Say where these numbers come from"),
        ({"source-0": "x" * 200}, "The source is too long"),
        ({"count": "-3"}, "is no number from 0 to 100,000"),
        ({"count": "12,34"}, "is no number"),
        ({"count": "١٢"}, "is no number"),
        ({"count": "9" * 300}, "is no number"),
        ({"year-1": "2024", "source-1": "Again"}, "2024–25 stands in two rows"),
    ],
)
def test_what_cannot_be_a_figure_is_refused_and_nothing_is_lost(coordinator, categories, changed, fault):
    form = {"year-0": "2024", "source-0": "A log", f"count-0-{categories[0].pk}": changed.pop("count", "12")} | changed
    response = sent(coordinator, **form)
    if fault is None:
        assert response.status_code == 302 and CaseYear.objects.get().starts_in == 2024
        return
    assert response.status_code == 422 and fault in response.content.decode()
    assert not CaseYear.objects.exists() and not CaseCount.objects.exists()
    assert "Nothing of this is saved yet" in response.content.decode()


def test_a_pasted_table_comes_into_the_grid_and_is_saved_only_then(coordinator, categories):
    add_year(2023, Pelvis=40, Spine=41)
    text = "Year\tspine\tPelvis\tSource\r\n2023-24\t50\t\t\r\n2024/25\t7\t1 200\tCase logs\r\n"
    response = coordinator.post(reverse("fellowship_cases"), grid_of(coordinator) | {"do": "paste", "table": text})
    html = BeautifulSoup(response.content, "html.parser")
    shown = {field["name"]: field.get("value", "") for field in html.select(".fel-grid input:not([type=checkbox])")}
    assert CaseYear.objects.count() == 1, "It is only shown."
    assert sent(coordinator, **shown).status_code == 302
    rows = CaseCount.objects.order_by("year__starts_in", "category__name")
    assert list(rows.values_list("year__starts_in", "category__name", "count")) == [
        (2023, "Pelvis", 40),
        (2023, "Spine", 50),
        (2024, "Pelvis", 1200),
        (2024, "Spine", 7),
    ]
    assert CaseYear.objects.get(starts_in=2023).source == "A log of ours"


@pytest.mark.parametrize(
    "text, fault",
    [
        ("", "Copy the line with the categories as well"),
        ("Year\tPelvis", "at least one year below it"),
        ("Year\tHip\n2024\t3", "There is no category “Hip”"),
        ("Year\tPelvis\nTotal\t3", "Line 2 begins with “Total”, which is no year"),
        ("Year\tPelvis\n2024\t3\n2024-25\t4", "2024-25 stands there twice"),
        ("x" * 100_001, "This is too much"),
        ("\0\t\0\n\0", "Copy the line with the categories as well"),
    ],
)
def test_a_pasted_text_that_is_no_table_is_refused_with_a_reason(coordinator, categories, text, fault):
    response = coordinator.post(reverse("fellowship_cases"), {"do": "paste", "table": text})
    assert response.status_code in (200, 422) and fault in response.content.decode().replace("&quot;", '"')


def test_numbers_are_whole_and_small_enough():
    assert [number_of(words) for words in ("0", "12", "1,234", "1 234")] == [0, 12, 1234, 1234]
    assert [number_of(words) for words in ("", "1.5", "100001", "1e3", "²")] == [None] * 5


def test_a_table_is_divided_by_tabs_semicolons_or_commas(categories):
    for sign in "\t;,":
        pasted = read_table(f"Year{sign}Pelvis\n2024{sign}12", categories)
        assert pasted.faults == [] and pasted.rows["2024"].counts == {categories[0].pk: "12"}


def test_without_categories_the_screen_leads_to_the_first_one(coordinator):
    html = coordinator.get(reverse("fellowship_cases")).content.decode()
    assert reverse("fellowship_case_categories:add") in html
    assert sent(coordinator, **{"year-0": "2024"}).status_code == 302
    response = coordinator.post(reverse("fellowship_case_categories:add"), {"name": "Pelvis", "order": "1"})
    assert response.status_code == 302 and CaseCategory.objects.get().name == "Pelvis"


def test_a_category_with_figures_is_not_deleted_by_mistake(coordinator, categories):
    add_year(2024, Pelvis=40)
    address = reverse("fellowship_case_categories:delete", args=[categories[0].pk])
    assert "Pelvis has figures" in coordinator.post(address, follow=True).content.decode()
    assert CaseCount.objects.count() == 1
    assert coordinator.post(reverse("fellowship_case_categories:delete", args=[categories[1].pk])).status_code == 302
    assert CaseCategory.objects.count() == 1


def test_a_topic_page_shows_the_case_mix_only_where_staff_chose_it(client, categories):
    add_year(2024, Pelvis=40)
    page = FellowshipTopicPage.objects.get(shows="cases")
    page.shows = ""
    page.save_revision().publish()
    assert table(client) == []
