"""Who may use which screen of publications: each role over every address, by GET and by POST."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission

from people.models import PersonIndexPage, PersonPage
from publications.admin_urls import urlpatterns
from publications.models import Finding, PublicationImport, PublicationIndexPage, SavedQuery, Topic
from sarcoma_site.core.staff_groups import ADMINISTRATOR, COORDINATOR, EDITOR, PUBLISHER, REVIEWER
from tests.factories.pages import add_page
from tests.staff import sign_in, staff_client

from ..factories.publications import made_item, person, staged, taken
from .admin import choose, made_items, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]

KEEPERS = (COORDINATOR, PUBLISHER, ADMINISTRATOR)
OF_IMPORTS = {pattern.name for pattern in urlpatterns if pattern.name.startswith("publication_import")}
ONLY_BY_POST = {"publication_import_choose", "publication_import_again"}


def addresses() -> dict[str, str]:
    """Each of our addresses, about things that exist."""
    taken([made_item(1, title="Synthetic fluid 62 analysis of imagined joints")])
    finding = Finding.objects.latest("pk")
    keys = {"publication_problem": finding.pk, "publication_import_undo": PublicationImport.objects.get().pk}
    ready = staged([made_item(2)])
    return {
        pattern.name: reverse(
            pattern.name, args=[keys.get(pattern.name, ready.pk)] if "<int" in str(pattern.pattern) else []
        )
        for pattern in urlpatterns
    }


def is_refused(response) -> bool:
    return response.status_code == 302 and response.url == reverse("wagtailadmin_home")


@pytest.mark.parametrize("group", KEEPERS)
def test_who_keeps_publications_opens_every_screen(group):
    client = staff_client(group)
    for name, address in addresses().items():
        assert client.get(address).status_code == (302 if name in ONLY_BY_POST else 200), name
    for name in ("publication_topics:index", "publication_topics:add", "publication_queries:add"):
        assert client.get(reverse(name)).status_code == 200, name


def test_an_editor_opens_what_belongs_to_importing_and_nothing_else():
    client = staff_client(EDITOR)
    for name, address in addresses().items():
        refused = [is_refused(client.get(address)), is_refused(client.post(address))]
        assert refused == [name not in OF_IMPORTS] * 2, name
    assert is_refused(client.get(reverse("publication_topics:index")))
    assert is_refused(client.get(reverse("publication_queries:add")))


def test_a_reviewer_opens_nothing_and_changes_nothing():
    client = staff_client(REVIEWER)
    known = addresses()
    before = Finding.objects.filter(settled_at=None).count()
    for name, address in known.items():
        assert is_refused(client.get(address)), name
        assert is_refused(client.post(address, {"do": "publish", "draft": page_of(1).pk, "decision": "right"})), name
    assert not page_of(1).live
    assert Finding.objects.filter(settled_at=None).count() == before > 0
    assert is_refused(client.get(reverse("publication_import", args=[123456])))  # Nor learns what exists.


def test_a_stranger_is_asked_to_sign_in():
    for name, address in addresses().items():
        for response in (Client().get(address), Client().post(address)):
            assert response.status_code == 302, name
            assert response.url.startswith(reverse("wagtailadmin_login")), name


def test_an_editor_brings_drafts_even_when_asking_to_publish():
    client = staff_client(EDITOR)
    run = staged([made_item(1)], made_by=client.staff)
    page = choose(client, run, take="publish").text
    assert not page_of(1).live
    assert "Undo this import" in page


def test_an_editor_changes_no_page_that_is_here():
    taken([made_item(1)], publish=True)
    client = staff_client(EDITOR)
    run = staged([made_item(1, volume="13", PMCID="PMC99990001"), made_item(2)], made_by=client.staff)
    screen = client.get(run.get_absolute_url()).text
    assert "only somebody who may publish" in screen
    choose(client, run, chosen=[1, 2], take="import")
    assert page_of(1).pmcid == ""
    assert page_of(2).live is False


def test_an_editor_who_ticks_what_became_known_meanwhile_changes_nothing_either():
    client = staff_client(EDITOR)
    run = staged([made_item(1, PMCID="PMC99990001")], made_by=client.staff)
    taken([made_item(1)], publish=True)
    choose(client, run, take="import")
    assert page_of(1).pmcid == ""
    assert "Somebody who may publish can update it" in run.records.get().messages[-1]


def test_an_editor_does_not_undo_what_others_brought():
    run = taken([made_item(1)])
    client = staff_client(EDITOR)
    client.post(reverse("publication_import_undo", args=[run.pk]))
    assert page_of(1)
    assert "Undo this import" not in client.get(run.get_absolute_url()).text


def keeper_of_publications_alone() -> Client:
    """Somebody of a group that the hospital made itself."""
    user = get_user_model().objects.create_user(username="librarian")
    group = Group.objects.create(name="Library")
    group.user_set.add(user)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    index = PublicationIndexPage.objects.get()
    for codename in ("add_page", "change_page", "publish_page"):
        GroupPagePermission.objects.create(
            group=group, page=index, permission=Permission.objects.get(codename=codename)
        )
    client = Client()
    sign_in(client, user)
    return client


def test_no_name_of_a_person_who_is_a_draft_reaches_whoever_does_not_keep_people():
    hidden = add_page(
        PersonIndexPage.objects.get(), PersonPage, title="Zwitscherling draft", family_name="Muster1", live=False
    )
    taken(made_items(2))
    client = keeper_of_publications_alone()
    for query in ("", "?of=all"):
        assert "Zwitscherling" not in client.get(reverse("publication_names") + query).text
    client.post(reverse("publication_names"), {"do": "link", "person": hidden.pk, "name": "muster1 ab"})
    assert not hidden.authorships.exists()
    shown = person(title="Zwitscherling public", family_name="Muster1")
    assert "Zwitscherling public" in client.get(reverse("publication_names")).text
    client.post(reverse("publication_names"), {"do": "link", "person": shown.pk, "name": "muster1 ab"})
    assert shown.authorships.count() == 2


def test_who_keeps_publications_without_the_words_for_them_sees_no_way_to_change_these():
    SavedQuery.objects.create(name="A made-up query", words="Muster AB")
    client = keeper_of_publications_alone()
    screen = client.get(reverse("publication_sync")).text
    assert "A made-up query" in screen
    assert "Add a query" not in screen
    assert is_refused(client.get(reverse("publication_topics:index")))


def test_the_coordinator_keeps_topics():
    client = staff_client(COORDINATOR)
    client.post(reverse("publication_topics:add"), {"name": "Made-up topic", "slug": "made-up-topic"})
    topic = Topic.objects.get(slug="made-up-topic")
    assert client.post(reverse("publication_topics:delete", args=[topic.pk])).status_code == 302
    assert not Topic.objects.filter(slug="made-up-topic").exists()
