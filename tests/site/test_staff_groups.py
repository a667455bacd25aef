"""Who may do what: the five staff groups, their workflows, and what stays closed to each."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, Task, Workflow, WorkflowPage
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from fellowship.models import ConferencePage, FellowshipPage
from people.models import PersonIndexPage, PersonPage
from programs.models import ConditionPage, RolePerson, TreatmentPage
from publications.models import PublicationPage
from sarcoma_site.core.models import SiteApproval
from sarcoma_site.core.staff_groups import (
    ADMINISTRATOR,
    COORDINATOR,
    EDITOR,
    PUBLISHER,
    REVIEWER,
    STAFF_GROUPS,
    keep_staff_groups,
)
from sarcoma_site.home.models import StandardPage
from tests.staff import send, staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]


def everything_kept() -> list:
    groups = Group.objects.order_by("name")
    return [
        [(group.name, sorted(group.permissions.values_list("codename", flat=True))) for group in groups],
        sorted(GroupPagePermission.objects.values_list("group__name", "page", "permission__codename")),
        sorted(Group.objects.values_list("name", "collection_permissions__collection__name")),
        sorted(WorkflowPage.objects.values_list("page", "workflow__name")),
        sorted(Workflow.objects.values_list("name", "workflow_tasks__task__name", "workflow_tasks__sort_order")),
        sorted(Task.objects.values_list("name", flat=True)),
    ]


def person_on_care_page() -> PersonPage:
    return RolePerson.objects.filter(person__live=True).first().person


def person_elsewhere() -> PersonPage:
    return PersonPage.objects.live().filter(care_team_rows=None).first()


# --- The groups are kept ----------------------------------------------------------------------------------------


def test_all_five_groups_are_there_and_wagtails_own_are_gone():
    assert set(Group.objects.values_list("name", flat=True)) == {staff.name for staff in STAFF_GROUPS}
    assert set(Workflow.objects.values_list("name", flat=True)) == {"Publication", "Clinical check"}


def test_keeping_them_twice_changes_nothing():
    before = everything_kept()
    keep_staff_groups()
    assert everything_kept() == before


def test_a_right_given_or_taken_by_hand_is_put_back_and_members_stay():
    before = everything_kept()
    member = get_user_model().objects.create_user(username="somebody")
    group = Group.objects.get(name=COORDINATOR)
    group.user_set.add(member)
    group.permissions.add(Permission.objects.get(codename="change_siteapproval"))
    gone = Permission.objects.create(
        codename="add_removed_model", content_type=ContentType.objects.create(app_label="people", model="removed")
    )
    group.permissions.add(gone)
    group.permissions.remove(Permission.objects.get(codename="access_admin"))
    group.page_permissions.create(
        page=Page.objects.get(depth=1), permission=Permission.objects.get(codename="publish_page")
    )
    group.page_permissions.first().delete()
    keep_staff_groups()
    assert everything_kept() == before
    assert list(group.user_set.all()) == [member]


def test_wagtails_own_groups_stay_while_somebody_is_in_them():
    editors = Group.objects.create(name="Editors")
    Group.objects.create(name="Moderators")
    editors.user_set.add(get_user_model().objects.create_user(username="somebody"))
    keep_staff_groups()
    assert Group.objects.filter(name="Editors").exists()
    assert not Group.objects.filter(name="Moderators").exists()


def test_groups_are_made_before_there_is_any_page():
    Page.objects.filter(depth=1).delete()
    Group.objects.all().delete()
    keep_staff_groups()
    assert Group.objects.count() == len(STAFF_GROUPS)
    assert Group.objects.get(name=COORDINATOR).page_permissions.count() == 0


def test_a_workflow_that_staff_chose_for_a_section_stays():
    chosen = Workflow.objects.create(name="Two pairs of eyes")
    row = WorkflowPage.objects.get(page__slug="treatments")
    row.workflow = chosen
    row.save()
    keep_staff_groups()
    assert WorkflowPage.objects.get(page__slug="treatments").workflow == chosen


# --- What each may publish --------------------------------------------------------------------------------------

CAN_PUBLISH = {
    EDITOR: set(),
    PUBLISHER: {StandardPage, TreatmentPage, ConferencePage, PublicationPage},
    REVIEWER: set(),
    COORDINATOR: {ConferencePage, PublicationPage},
    ADMINISTRATOR: {StandardPage, TreatmentPage, ConferencePage, PublicationPage},
}
CAN_OPEN = {**CAN_PUBLISH, EDITOR: CAN_PUBLISH[PUBLISHER]}


@pytest.mark.parametrize("group", CAN_PUBLISH)
@pytest.mark.parametrize("page_type", [StandardPage, TreatmentPage, ConferencePage, PublicationPage])
def test_each_group_opens_and_publishes_only_its_own_pages(group, page_type):
    client, page = staff_client(group), page_type.objects.live().first()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if page_type not in CAN_OPEN[group]:
        assert client.get(edit).url == reverse("wagtailadmin_home")
        return
    assert send(client, page, "action-publish", summary="Changed by a member of staff.").status_code == 302
    page.refresh_from_db()
    assert (page.summary == "Changed by a member of staff.") == (page_type in CAN_PUBLISH[group])


@pytest.mark.parametrize("group", CAN_PUBLISH)
def test_only_an_administrator_records_the_approval(group):
    client, site = staff_client(group), Page.objects.get(depth=2).sites_rooted_here.get()
    address = reverse("wagtailsettings:edit", args=["core", "siteapproval", site.pk])
    client.post(address, {"approved_by": "Somebody", "approved_on": "2026-01-31"})
    approved = SiteApproval.objects.filter(approved_by="Somebody").exists()
    assert approved == (group == ADMINISTRATOR)


@pytest.mark.parametrize(
    ("name", "arguments", "groups"),
    [
        ("wagtailsettings:edit", ["core", "sitesettings"], {PUBLISHER, ADMINISTRATOR}),
        ("wagtailsnippets_core_claim:list", [], {PUBLISHER, ADMINISTRATOR}),
        ("wagtailsnippets_core_sitenotice:add", [], {PUBLISHER, ADMINISTRATOR}),
        ("wagtailsnippets_people_role:add", [], {PUBLISHER, COORDINATOR, ADMINISTRATOR}),
        ("wagtailusers_users:index", [], {ADMINISTRATOR}),
        ("wagtailusers_groups:index", [], {ADMINISTRATOR}),
        ("wagtailadmin_workflows:index", [], {ADMINISTRATOR}),
        ("wagtailadmin_reports:site_history", [], {ADMINISTRATOR}),
        ("wagtailadmin_reports:page_types_usage", [], {ADMINISTRATOR}),
        ("wagtailadmin_reports:workflow_tasks", [], {EDITOR, PUBLISHER, ADMINISTRATOR}),
        ("wagtailadmin_reports:aging_pages", [], {EDITOR, PUBLISHER, ADMINISTRATOR}),
        ("wagtailimages:add", [], {EDITOR, PUBLISHER, COORDINATOR, ADMINISTRATOR}),
        ("before_you_go_live", [], {PUBLISHER, ADMINISTRATOR}),
    ],
)
def test_a_screen_opens_for_whom_it_is_meant(name, arguments, groups):
    address = reverse(name, args=arguments)
    opens = {
        staff.name
        for staff in STAFF_GROUPS
        if (response := staff_client(staff.name).get(address)).status_code == 200
        or (response.url != reverse("wagtailadmin_home") and "login" not in response.url)
    }
    assert opens == groups


def test_the_coordinators_pictures_go_into_her_own_collection():
    page = staff_client(COORDINATOR).get(reverse("wagtailimages:add")).content.decode()
    assert "Root" not in page


# --- A person on care pages -------------------------------------------------------------------------------------


def test_the_coordinator_publishes_a_person_who_stands_only_in_her_sections():
    person, client = person_elsewhere(), staff_client(COORDINATOR)
    send(client, person, "action-publish", summary="Changed by the coordinator.")
    person.refresh_from_db()
    assert person.summary == "Changed by the coordinator."


def test_a_person_on_a_care_page_waits_for_a_publisher_to_agree():
    person, coordinator = person_on_care_page(), staff_client(COORDINATOR)
    before = person.summary
    send(coordinator, person, "action-publish", summary="Changed by the coordinator.")
    person.refresh_from_db()
    assert person.summary == before

    send(coordinator, person, "action-submit", summary="Changed by the coordinator.")
    person.refresh_from_db()
    assert person.summary == before
    state = person.current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[person.pk, "approve", state.pk])
    coordinator.post(approve)
    person.refresh_from_db()
    assert person.summary == before

    staff_client(PUBLISHER).post(approve)
    person.refresh_from_db()
    assert person.summary == "Changed by the coordinator."


def test_the_clinician_who_checked_a_page_waits_too():
    person, page = person_elsewhere(), TreatmentPage.objects.live().first()
    assert person.permissions_for_user(staff_client(COORDINATOR).staff).can_publish()
    page.reviewer, page.reviewed_on = person, datetime.date(2026, 1, 31)
    page.save()
    user = get_user_model().objects.get(username="fellowship-coordinator")
    assert not person.permissions_for_user(user).can_publish()


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_she_neither_hides_nor_deletes_such_a_person_alone_or_with_others(action):
    person, client = person_on_care_page(), staff_client(COORDINATOR)
    client.post(reverse(f"wagtailadmin_pages:{action}", args=[person.pk]))
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    client.post(f"{bulk}?id={person.pk}")
    client.post(reverse("wagtailadmin_pages:unpublish", args=[person.get_parent().pk]), {"include_descendants": "on"})
    restriction = {"restriction_type": "login"}
    client.post(reverse("wagtailadmin_pages:set_privacy", args=[person.get_parent().pk]), restriction)
    client.post(reverse("wagtailadmin_pages:set_privacy", args=[person.pk]), restriction)
    person.refresh_from_db()
    assert person.live
    assert PersonIndexPage.objects.get().live
    assert not person.get_view_restrictions().exists()


# --- The way of a change ----------------------------------------------------------------------------------------


def test_a_care_page_goes_from_the_editor_to_a_clinician_and_then_to_a_publisher():
    page = ConditionPage.objects.live().first()
    send(staff_client(EDITOR), page, "action-submit", summary="Changed by an editor.")

    def decide(group: str) -> str:
        state = Page.objects.get(pk=page.pk).current_workflow_task_state
        staff_client(group).post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]))
        page.refresh_from_db()
        return page.summary

    assert decide(REVIEWER) != "Changed by an editor."
    assert decide(PUBLISHER) == "Changed by an editor."


def test_a_reviewer_sees_only_pages_that_wait_for_the_clinicians():
    page, other = ConditionPage.objects.live()[:2]
    send(staff_client(EDITOR), page, "action-submit", summary="Changed by an editor.")
    reviewer = staff_client(REVIEWER)
    assert page.title in reviewer.get(reverse("wagtailadmin_home")).content.decode()
    assert reviewer.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    assert reviewer.get(reverse("wagtailadmin_pages:edit", args=[other.pk])).status_code == 302


# --- A name that is open ----------------------------------------------------------------------------------------


def test_a_person_whose_name_is_open_is_not_published_and_the_editor_says_why():
    person = PersonPage.objects.filter(name_to_confirm=True).first()
    response = send(staff_client(PUBLISHER), person, "action-publish", name_to_confirm="on")
    assert response.status_code == 200
    assert "still to be confirmed" in response.content.decode()
    person.refresh_from_db()
    assert not person.live


def test_such_a_person_is_not_submitted_either_but_saved():
    person = PersonPage.objects.filter(name_to_confirm=True).first()
    client = staff_client(COORDINATOR)
    assert "still to be confirmed" in send(client, person, "action-submit", name_to_confirm="on").text
    assert send(client, person, name_to_confirm="on").status_code == 302


def test_publishing_many_at_once_stops_at_an_open_name():
    person = PersonPage.objects.filter(name_to_confirm=True).first()
    client = staff_client(PUBLISHER)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    for pages, form in (([person.pk], {}), ([person.get_parent().pk], {"include_descendants": "on"})):
        response = client.post(f"{bulk}?id={pages[0]}&next=/admin/", form, follow=True)
        assert "A name is still to be confirmed" in response.content.decode()
    person.refresh_from_db()
    assert not person.live


def test_a_confirmed_name_is_published():
    person = PersonPage.objects.filter(name_to_confirm=True).first()
    form = {"name_to_confirm": "", "title": "Ada Example, MD", "family_name": "Example"}
    send(staff_client(PUBLISHER), person, "action-publish", **form)
    person.refresh_from_db()
    assert person.live


def test_a_staff_note_stands_on_no_public_page(client):
    person = PersonPage.objects.live().first()
    publication = PublicationPage.objects.live().first()
    for page in (person, publication):
        page.staff_note = "CANARY for staff"
        page.save_revision().publish()
    addresses = [
        page.href for page in (person, publication, PersonIndexPage.objects.get(), FellowshipPage.objects.get())
    ]
    for address in [*addresses, "/publications/", "/search/?q=CANARY"]:
        response = client.get(address)
        assert response.status_code == 200
        assert "for staff" not in response.content.decode()


def test_a_person_is_added_and_published_by_the_coordinator_in_one_go():
    index = PersonIndexPage.objects.get()
    form = nested_form_data(
        {
            "title": "Ada Example, MD",
            "slug": "ada-example",
            "summary": "She looks after fellows.",
            "given_name": "Ada",
            "family_name": "Example",
            "standing": "current",
            "body-count": "0",
            "roles": inline_formset([]),
            "appointments": inline_formset([]),
            "specialties": inline_formset([]),
            "comments": inline_formset([]),
            "action-publish": "action-publish",
        }
    )
    staff_client(COORDINATOR).post(reverse("wagtailadmin_pages:add", args=["people", "personpage", index.pk]), form)
    assert PersonPage.objects.live().filter(slug="ada-example").exists()
