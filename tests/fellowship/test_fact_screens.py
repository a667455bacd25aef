"""The coordinator's screens of the fact sheet: all items with their state, one click to each, and on to the next."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import ModelLogEntry, Page

from fellowship.checklist import ITEMS
from fellowship.models import FellowshipFact
from sarcoma_site.core.staff_groups import ADMINISTRATOR, COORDINATOR, EDITOR, PUBLISHER, REVIEWER
from tests.publications.admin import queries_of
from tests.staff import staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_later, pytest.mark.usefixtures("loaded_site")]

SHEET = "/fellowship/fact-sheet/"


def list_of(client, state: str = "") -> BeautifulSoup:
    response = client.get(reverse("fellowship_facts"), {"state": state} if state else {})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def items(html: BeautifulSoup) -> dict[str, str]:
    """Label and state of each item that the screen lists."""
    return {
        item.select_one(".fel-item__label").get_text(): item.select_one(".w-status").get_text()
        for item in html.select(".fel-item")
    }


def save(client, item: str, **form):
    given = {"answer": "An answer.", "more": "", "as_of": "2026-03-01", "said_by": ""} | form
    return client.post(reverse("fellowship_fact", args=[item]), given)


@pytest.mark.parametrize("group", [COORDINATOR, PUBLISHER, ADMINISTRATOR])
def test_who_keeps_the_fellowship_sees_all_45_items_with_their_state_and_the_score(group):
    client = staff_client(group)
    FellowshipFact.objects.create(slug="salary", answer="Old.", as_of=datetime.date(2020, 1, 1))
    html = list_of(client)
    shown = items(html)
    assert len(shown) == 45
    assert (shown["Salary"], shown["Length"], shown["Call duties"]) == ("Older than a year", "Not dated", "Missing")
    filled = FellowshipFact.objects.count()
    assert f"{filled} of 45 published" in " ".join(html.get_text(" ").split())
    assert "1 of 3" in html.select_one("#benefits").get_text()


@pytest.mark.parametrize("group", [EDITOR, REVIEWER])
def test_others_are_refused(group):
    client = staff_client(group)
    for address in (reverse("fellowship_facts"), reverse("fellowship_fact", args=["salary"])):
        assert client.get(address).url == reverse("wagtailadmin_home")
        assert client.post(address, {"answer": "Theirs."}).url == reverse("wagtailadmin_home")
    assert client.get(reverse("fellowship_fact", args=["no-such-item"])).url == reverse("wagtailadmin_home")
    assert not FellowshipFact.objects.filter(slug="salary").exists()


@pytest.mark.parametrize("state, label", [("missing", "Salary"), ("undated", "Length")])
def test_the_list_can_be_narrowed_to_what_needs_work(state, label):
    html = list_of(staff_client(COORDINATOR), state)
    assert label in items(html) and len(set(items(html).values())) == 1
    assert html.select_one(".fel-tab[aria-current]")["href"] == f"?state={state}"


def test_an_unknown_state_shows_all():
    client = staff_client(COORDINATOR)
    for state in ("nothing", "\0", "9" * 5000):
        assert len(items(list_of(client, state))) == 45


def test_one_click_leads_to_an_item_and_saving_puts_it_on_the_site(client):
    coordinator = staff_client(COORDINATOR)
    link = list_of(coordinator).find("a", string="Salary")
    assert link["href"] == reverse("fellowship_fact", args=["salary"])
    assert "What does the fellowship pay?" in coordinator.get(link["href"]).content.decode()
    page = Page.objects.get(slug="training", depth=4)
    response = save(coordinator, "salary", answer="On the scale.", more=str(page.pk), said_by="Wiesenpieper")
    assert response.url == reverse("fellowship_facts")
    html = client.get(SHEET).content.decode()
    assert "On the scale." in html and "as of March 1, 2026" in html and "Wiesenpieper" not in html
    assert ModelLogEntry.objects.filter(action="wagtail.create", label="Salary").exists()


def test_save_and_next_goes_through_all_that_is_missing_and_then_back_to_the_list():
    coordinator = staff_client(COORDINATOR)
    missing = [label for label, state in items(list_of(coordinator)).items() if state == "Missing"]
    visited = []
    address = list_of(coordinator).find("a", string="Fill in the next missing item")["href"]
    while address != reverse("fellowship_facts"):
        key = address.rstrip("/").rpartition("/")[2]
        visited.append(ITEMS[key].label)
        address = save(coordinator, key, next="1").url
    assert visited == missing
    assert FellowshipFact.objects.count() == 45
    assert "Fill in the next missing item" not in list_of(coordinator).get_text()


def test_an_item_can_be_passed_over():
    coordinator = staff_client(COORDINATOR)
    response = save(coordinator, "salary", answer="", as_of="", next="1")
    assert response.url == reverse("fellowship_fact", args=["benefits"])
    assert not FellowshipFact.objects.filter(slug="salary").exists()


def test_clearing_the_answer_takes_it_off_the_site(client):
    response = save(staff_client(COORDINATOR), "length", answer="  ", as_of="")
    assert response.status_code == 302
    assert "One year." not in client.get(SHEET).content.decode()
    assert "about=length" in client.get(SHEET).content.decode()


@pytest.mark.parametrize(
    "form, fault",
    [
        ({"as_of": "2999-01-01"}, "still to come"),
        ({"as_of": "yesterday"}, "Enter a valid date"),
        ({"answer": "x" * 401}, "at most 400 characters"),
        ({"answer": "\0"}, "Null characters"),
        ({"more": "x"}, "Select a valid choice"),
        ({"more": "9" * 30}, "Select a valid choice"),
        ({"said_by": "x" * 201}, "at most 200 characters"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_the_field_and_the_old_answer_stays(client, form, fault):
    response = save(staff_client(COORDINATOR), "length", **form)
    assert response.status_code == 422 and fault in response.content.decode()
    assert FellowshipFact.objects.get(slug="length").answer == "One year."
    assert "One year." in client.get(SHEET).content.decode()


def test_no_page_that_she_may_not_link_to_is_named_or_taken(client):
    coordinator = staff_client(COORDINATOR)
    draft = Page.objects.get(slug="chemotherapy")
    draft.unpublish()
    address = reverse("fellowship_fact", args=["length"])
    assert draft.title not in coordinator.get(address).content.decode()
    assert save(coordinator, "length", more=str(draft.pk)).status_code == 422
    FellowshipFact.objects.filter(slug="length").update(more=draft)
    assert draft.title not in coordinator.get(address).content.decode()
    assert draft.title not in client.get(SHEET).content.decode().partition('class="fact-sheet"')[2]


def test_a_save_keeps_the_page_that_whoever_saves_may_not_see():
    coordinator = staff_client(COORDINATOR)
    draft, other = Page.objects.get(slug="chemotherapy"), Page.objects.get(slug="training", depth=4)
    draft.unpublish()
    FellowshipFact.objects.filter(slug="length").update(more=draft)
    html = coordinator.get(reverse("fellowship_fact", args=["length"])).content.decode()
    assert "It leads to a page that you may not see" in html and draft.title not in html
    save(coordinator, "length", answer="One whole year.")
    fact = FellowshipFact.objects.get(slug="length")
    assert (fact.answer, fact.more_id) == ("One whole year.", draft.pk)
    save(coordinator, "length", more=str(other.pk))
    assert FellowshipFact.objects.get(slug="length").more_id == other.pk
    save(coordinator, "length")
    assert FellowshipFact.objects.get(slug="length").more_id is None


def test_an_item_that_is_none_is_not_found():
    coordinator = staff_client(COORDINATOR)
    assert coordinator.get(reverse("fellowship_fact", args=["no-such-item"])).status_code == 404
    assert coordinator.post(reverse("fellowship_fact", args=["no-such-item"])).status_code == 404


def test_the_screens_ask_as_often_when_everything_is_filled():
    coordinator = staff_client(COORDINATOR)
    addresses = [reverse("fellowship_facts"), reverse("fellowship_fact", args=["salary"])]
    for address in addresses:
        coordinator.get(address)
    few = [queries_of(coordinator, address) for address in addresses]
    for key in ITEMS:
        FellowshipFact.objects.get_or_create(slug=key, defaults={"answer": "An answer."})
    assert [queries_of(coordinator, address) for address in addresses] <= few


def test_the_menu_leads_there_for_those_who_may():
    for group, seen in ((COORDINATOR, True), (EDITOR, False)):
        html = staff_client(group).get(reverse("wagtailadmin_home")).content.decode()
        for name in ("fellowship_facts", "fellowship_cases", "fellowship_protocol_file", "fellowship_dates:index"):
            assert (reverse(name) in html) == seen, (group, name)
