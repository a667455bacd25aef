"""A fellow is named only with a consent; without it the name is gone from everywhere at once."""

import datetime
import re

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import Page

from fellowship.models import Fellow, RotationPage, RotationPerson
from people.models import PersonPage
from programs.models import CareTeamRolePage, RolePerson
from sarcoma_site.core.staff_groups import COORDINATOR, PUBLISHER
from tests.factories.pages import add_people
from tests.factories.rotations import add_year, name_fellow
from tests.staff import send, staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site"), pytest.mark.sqlite_later]

NAME = "Zaunammer"
AGREED = {"consent_on": datetime.date(2026, 7, 1), "consent_note": "by letter"}
TODAY = datetime.date(2026, 11, 26)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The day on which these tests play."""
    noon = datetime.datetime(2026, 11, 26, 17, tzinfo=datetime.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)


# Where a fellow is named, and what lists or finds people.
PLACES = [
    "/fellowship/fellows/",
    "/fellowship/rotations/?year=2026",
    "/fellowship/rotations/mass-general/",
    "/fellowship/rotations/calendar.ics",
    f"/people/{NAME.lower()}/",
    "/people/",
    f"/search/?q={NAME}",
    "/sitemap.xml",
]


def everything_else() -> list[str]:
    """Each other public page, searches, feeds, exports."""
    pages = Page.objects.live().filter(depth__gt=1).exclude(url_path__contains="/publications/")
    return [
        *(page.href for page in pages.specific()),
        f"/search/?q={NAME}&in=people",
        "/publications/",
        f"/publications/?q={NAME}",
        "/publications/feed.atom",
        "/publications/export.json",
    ]


def where_named(*more: str) -> set[str]:
    client = Client()
    found = set()
    for address in [*PLACES, *more]:
        response = client.get(address)
        text = b"".join(response.streaming_content).decode() if response.streaming else response.text
        text = text.replace(f'value="{NAME}"', "").replace(f"“{NAME}”", "").replace(f"q={NAME}", "")
        if NAME.lower() in text.lower() and response.status_code == 200:
            found.add(address)
    return found


def person_of_fellow() -> PersonPage:
    return add_people(1, title=f"Ada {NAME}, MD", slug=NAME.lower(), family_name=NAME, standing="past")[0]


def consenting_fellow_with_a_page() -> Fellow:
    return name_fellow(add_year(), family_name=NAME, person=person_of_fellow(), position_after="Somewhere, as made up")


# --- Whether a name is shown ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "is_named"),
    [
        ({}, False),
        (AGREED, True),
        (AGREED | {"consent_on": TODAY}, True),
        (AGREED | {"consent_on": TODAY + datetime.timedelta(days=1)}, False),
        (AGREED | {"consent_withdrawn_on": TODAY}, False),
        (AGREED | {"consent_withdrawn_on": TODAY + datetime.timedelta(days=30)}, False),
        (AGREED | {"family_name": "", "given_name": ""}, False),
    ],
)
def test_a_name_is_public_only_with_a_consent_that_holds(fields, is_named):
    fellow = Fellow(letter="B", **({"given_name": "Ada", "family_name": NAME, "degrees": "MD"} | fields))
    assert fellow.public_name == (f"Ada {NAME}, MD" if is_named else "Fellow B")
    saved = add_year().fellows.get(letter="B")
    for name, value in ({"given_name": "Ada", "family_name": NAME} | fields).items():
        setattr(saved, name, value)
    saved.save()
    assert Fellow.objects.listed(TODAY).filter(pk=saved.pk).exists() == is_named  # Both ways of asking agree.
    assert bool(where_named()) == is_named


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"consent_on": TODAY + datetime.timedelta(days=1), "consent_note": "by mail"}, "consent_on"),
        ({"consent_on": TODAY, "consent_note": " "}, "consent_note"),
        (AGREED | {"family_name": ""}, "family_name"),
        ({"consent_withdrawn_on": TODAY}, "consent_withdrawn_on"),
        (AGREED | {"consent_withdrawn_on": datetime.date(2026, 6, 1)}, "consent_withdrawn_on"),
    ],
)
def test_a_consent_that_cannot_be_is_refused_beside_its_field(fields, field):
    fellow = add_year().fellows.get(letter="A")
    for name, value in ({"given_name": "Ada", "family_name": NAME} | fields).items():
        setattr(fellow, name, value)
    with pytest.raises(ValidationError) as refused:
        fellow.full_clean()
    assert set(refused.value.message_dict) == {field}


def test_who_stands_on_a_page_of_patient_care_cannot_hang_on_a_consent():
    person = person_of_fellow()
    role = CareTeamRolePage.objects.live().first()
    role.people.add(RolePerson(person=person))
    role.save()
    with pytest.raises(ValidationError, match="pages of patient care"):
        name_fellow(add_year(), family_name=NAME, person=person)
    other = add_people(1)[0]
    site = RotationPage.objects.first()
    site.people.add(RotationPerson(person=other))  # A page of the fellowship is none of patient care.
    site.save()
    assert name_fellow(Fellow.objects.first().year, family_name=NAME, person=other).person == other


def test_a_page_needs_a_consent_first():
    with pytest.raises(ValidationError, match="Record the consent first"):
        name_fellow(add_year(), agreed=False, person=person_of_fellow())


# --- Withdrawing it ---------------------------------------------------------------------------------------------


def test_withdrawing_in_the_cms_removes_the_name_everywhere_at_once():
    call_command("approve_site", "--by", "A test", "--on", "2026-01-31", verbosity=0)  # Else there is no sitemap.
    fellow = consenting_fellow_with_a_page()
    fellow.person.save()  # Many made at once are not searched for.
    assert where_named() == set(PLACES)
    coordinator = staff_client(COORDINATOR)
    response = save_fellow(coordinator, fellow, consent_withdrawn_on="2026-11-26")
    assert response.status_code == 302
    assert where_named(*everything_else()) == set()
    person = PersonPage.objects.get(slug=NAME.lower())
    assert not person.live
    entry = registry.get_logs_for_instance(Page.objects.get(pk=person.pk)).get(action="fellowship.consent_gone")
    assert entry.user == coordinator.staff
    said = [entry.message for entry in registry.get_logs_for_instance(fellow)]
    assert "Consent of July 1, 2026 (by letter), withdrawn on November 26, 2026" in said


def save_fellow(client, fellow: Fellow, **changes):
    edit = reverse("fellowship_fellows:edit", args=[fellow.pk])
    form = {
        "year": fellow.year_id,
        "letter": fellow.letter,
        "given_name": fellow.given_name,
        "family_name": fellow.family_name,
        "degrees": fellow.degrees,
        "training_before": fellow.training_before,
        "position_after": fellow.position_after,
        "consent_on": fellow.consent_on or "",
        "consent_note": fellow.consent_note,
        "consent_withdrawn_on": fellow.consent_withdrawn_on or "",
        "person": fellow.person_id or "",
    }
    return client.post(edit, form | changes)


@pytest.mark.parametrize("change", ["withdrawn", "emptied", "withdrawn and unlinked", "deleted", "no name"])
def test_the_page_comes_down_however_the_consent_goes(change):
    fellow = consenting_fellow_with_a_page()
    key = fellow.person_id
    if change == "emptied":
        fellow.consent_on = None
    elif change == "no name":
        fellow.family_name = ""
    else:
        fellow.consent_withdrawn_on = TODAY
    if change == "withdrawn and unlinked":
        fellow.person = None
    if change == "deleted":
        fellow.year.delete()
    else:
        fellow.save()
    assert not PersonPage.objects.get(pk=key).live
    assert where_named() == set()


@pytest.mark.parametrize("is_replaced", [False, True])
def test_a_page_that_is_taken_out_of_the_record_comes_down_before_the_consent_does(is_replaced):
    fellow = consenting_fellow_with_a_page()
    other, old = add_people(1)[0], fellow.person_id
    coordinator = staff_client(COORDINATOR)
    assert save_fellow(coordinator, fellow, person=other.pk if is_replaced else "").status_code == 302
    assert not PersonPage.objects.get(pk=old).live
    assert PersonPage.objects.get(pk=other.pk).live
    fellow.refresh_from_db()
    save_fellow(coordinator, fellow, consent_withdrawn_on="2026-11-26")
    assert where_named() == set()


def test_a_page_that_is_scheduled_does_not_come_up_after_the_consent_is_gone():
    fellow = consenting_fellow_with_a_page()
    person = fellow.person
    person.go_live_at = timezone.now() + datetime.timedelta(days=1)
    person.save_revision().publish()
    fellow.consent_withdrawn_on = TODAY
    fellow.save()
    assert not person.revisions.exclude(approved_go_live_at=None).exists()
    assert not PersonPage.objects.get(pk=person.pk).live


def test_a_page_with_a_fault_comes_down_all_the_same():
    fellow = consenting_fellow_with_a_page()
    PersonPage.objects.filter(pk=fellow.person_id).update(orcid="x" * 19, name_to_confirm=True, summary="")
    fellow.consent_withdrawn_on = TODAY
    fellow.save()
    assert not PersonPage.objects.get(pk=fellow.person_id).live


@pytest.mark.parametrize("group", [COORDINATOR, PUBLISHER])
def test_nobody_puts_the_page_up_again_without_a_consent(group):
    fellow = consenting_fellow_with_a_page()
    fellow.consent_withdrawn_on = TODAY
    fellow.save()
    client, person = staff_client(group), PersonPage.objects.get(pk=fellow.person_id)
    send(client, person, "action-publish", summary="Changed, and to be published.")
    assert not PersonPage.objects.get(pk=person.pk).live
    told = client.get(reverse("wagtailadmin_home"))
    assert "consent to be named was withdrawn" in told.text
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={person.pk}", {"include_descendants": ""})
    assert not PersonPage.objects.get(pk=person.pk).live
    person.save_revision().publish()
    assert not PersonPage.objects.get(pk=person.pk).live
    assert where_named() == set()


def test_with_a_new_consent_it_may_be_published_again():
    fellow = consenting_fellow_with_a_page()
    fellow.consent_withdrawn_on = TODAY
    fellow.save()
    fellow.consent_on, fellow.consent_withdrawn_on = TODAY, None
    fellow.full_clean()
    fellow.save()
    PersonPage.objects.get(pk=fellow.person_id).save_revision().publish()
    assert PersonPage.objects.get(pk=fellow.person_id).live


def test_other_peoples_pages_are_published_as_ever():
    person = add_people(1)[0]
    send(staff_client(PUBLISHER), person, "action-publish", summary="Changed, and published.")
    person.refresh_from_db()
    assert person.summary == "Changed, and published."


# --- Entering fellows -------------------------------------------------------------------------------------------


def test_a_fellow_is_added_to_the_place_that_nobody_has(client):
    year = add_year()
    name_fellow(year, "A", agreed=False)
    coordinator = staff_client(COORDINATOR)
    add = reverse("fellowship_fellows:add")
    page = coordinator.get(add).text
    assert re.search(rf'<option value="{year.pk}"\s+selected', page)
    assert re.search(r'<option value="B"\s+selected', page)
    key = year.fellows.get(letter="B").calendar_key
    response = coordinator.post(
        add,
        {"year": year.pk, "letter": "B", "given_name": "Ada", "family_name": NAME, "person": ""}
        | {name: str(value) for name, value in AGREED.items()},
    )
    assert response.status_code == 302, response.text
    fellow = year.fellows.get(letter="B")  # Still the only one at this place, with its stays and its calendar.
    assert (fellow.family_name, fellow.calendar_key, fellow.stays.count()) == (NAME, key, 6)
    assert NAME in client.get("/fellowship/fellows/").text
    taken = coordinator.post(add, {"year": year.pk, "letter": "A", "family_name": "Other", "person": ""})
    assert "This place of the year is taken" in taken.text


@pytest.mark.parametrize(
    ("given_name", "family_name", "is_new"),
    [("", "", True), ("Bea", "Wasseramsel", True), ("Ada", "", True), ("Adah", NAME, False)],
)
def test_whoever_left_does_not_read_the_calendar_of_the_next_person(client, given_name, family_name, is_new):
    fellow = name_fellow(add_year(), family_name=NAME, agreed=False)
    old = reverse("fellowship_own_calendar", args=[fellow.calendar_key])
    changes = {"given_name": given_name, "family_name": family_name, "degrees": ""}
    assert save_fellow(staff_client(COORDINATOR), fellow, **changes).status_code == 302
    assert client.get(old).status_code == (404 if is_new else 200)
    said = [entry.message for entry in registry.get_logs_for_instance(fellow)]
    assert ("New address of the fellow’s calendar" in said) == is_new


def test_a_first_name_that_is_emptied_ends_its_calendar_and_a_family_name_that_is_added_does_not(client):
    fellow, coordinator = name_fellow(add_year(), family_name="", agreed=False), staff_client(COORDINATOR)
    old = reverse("fellowship_own_calendar", args=[fellow.calendar_key])
    save_fellow(coordinator, fellow, family_name=NAME)
    assert client.get(old).status_code == 200
    Fellow.objects.filter(pk=fellow.pk).update(family_name="")
    save_fellow(coordinator, fellow, given_name="", degrees="")
    assert client.get(old).status_code == 404


def test_nobody_is_moved_to_another_year():
    other = add_year(datetime.date(2030, 8, 1), empty=True)
    fellow = name_fellow(add_year())
    assert save_fellow(staff_client(COORDINATOR), fellow, year=other.pk, degrees="MD, PhD").status_code == 302
    before = fellow.year_id
    fellow.refresh_from_db()
    assert (fellow.year_id, fellow.degrees) == (before, "MD, PhD")


def test_another_person_in_a_place_does_not_inherit_its_consent():
    coordinator = staff_client(COORDINATOR)
    fellow = name_fellow(add_year())
    refused = save_fellow(coordinator, fellow, given_name="Bea", family_name="Zaun")
    assert "This is the consent of Ada MusterA." in refused.text
    fellow.refresh_from_db()
    assert fellow.family_name == "MusterA"
    assert save_fellow(coordinator, fellow, family_name="Muster").status_code == 302  # The same person, spelled right.
    fellow.refresh_from_db()
    own = {"consent_on": "2026-08-02", "consent_note": "by mail"}
    assert save_fellow(coordinator, fellow, given_name="Bea", family_name="Zaun", **own).status_code == 302


def test_past_fellows_stand_apart_with_what_they_did_before_and_after(client):
    past = add_year(datetime.date(2020, 8, 1), empty=True)
    name_fellow(
        past,
        family_name=NAME,
        consent_on=datetime.date(2021, 1, 1),
        training_before="Residency, as made up",
        position_after="Attending, as made up",
    )
    hidden = name_fellow(past, "B", agreed=False, family_name="Wasseramsel", position_after="Nowhere")
    page = client.get("/fellowship/fellows/").text
    assert "Past fellows" in page
    assert "Present fellows" not in page
    for words in (f"Ada {NAME}, MD", "2020–21", "Residency, as made up", "Attending, as made up"):
        assert words in page
    for words in (hidden.family_name, "Nowhere", "No fellow is named here yet"):
        assert words not in page


def test_the_fact_sheet_misses_no_fellow_who_is_named_on_the_page_of_the_fellows(client):
    asked = ("current-fellows", "fellows-training", "alumni", "alumni-positions")

    def missing() -> list[str]:
        sheet = client.get("/fellowship/fact-sheet/").text
        return [key for key in asked if f"about={key}" in sheet]

    assert missing() == list(asked)
    past = add_year(datetime.date(2020, 8, 1), empty=True)
    name_fellow(past, family_name=NAME, consent_on=datetime.date(2021, 1, 1), position_after="Attending, as made up")
    assert missing() == ["current-fellows", "fellows-training"]
    assert 'href="/fellowship/fellows/#list-past"' in client.get("/fellowship/fact-sheet/").text
    fellow = name_fellow(add_year(), family_name="Zaunkoenig", training_before="Residency, as made up")
    assert missing() == []
    fellow.consent_withdrawn_on = fellow.consent_on
    fellow.save()
    assert missing() == ["current-fellows", "fellows-training"]


def test_a_fellow_of_a_year_to_come_waits_until_it_is_public_or_begins(client):
    year = add_year(datetime.date(2027, 8, 1), public=False)
    name_fellow(year, family_name=NAME)
    assert where_named() == set()


def test_without_fellows_the_page_says_so_in_a_sentence(client):
    page = client.get("/fellowship/fellows/").text
    assert "No fellow is named here yet" in page
    assert "Past fellows" not in page


def test_a_name_with_html_in_it_stays_a_name(client):
    name_fellow(add_year(), family_name="<b>Zaun</b>", training_before="<script>alert(1)</script>")
    for address in ("/fellowship/fellows/", "/fellowship/rotations/", "/fellowship/rotations/mass-general/"):
        assert "<b>Zaun" not in client.get(address).text
        assert "<script>alert" not in client.get(address).text
