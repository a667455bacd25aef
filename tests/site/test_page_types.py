"""Each page type: where it may stand, and that an editor can make one with the form."""

import pytest
from django.apps import apps
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from people.models import Role
from sarcoma_site.core.models import BasePage, User
from tests.staff import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

PARENTS = {
    "home.HomePage": {"wagtailcore.Page"},
    "home.StandardPage": {"home.HomePage"},
    "home.SearchPage": {"home.HomePage"},
    "programs.ProgramIndexPage": {"home.HomePage"},
    "programs.ProgramPage": {"programs.ProgramIndexPage"},
    "programs.CareTopicPage": {"programs.ProgramPage"},
    "programs.ConditionIndexPage": {"programs.ProgramPage"},
    "programs.ConditionPage": {"programs.ConditionIndexPage"},
    "programs.TreatmentIndexPage": {"home.HomePage"},
    "programs.TreatmentPage": {"programs.TreatmentIndexPage"},
    "programs.CareTeamIndexPage": {"home.HomePage"},
    "programs.CareTeamRolePage": {"programs.CareTeamIndexPage"},
    "programs.TrialIndexPage": {"home.HomePage"},
    "programs.TrialPage": {"programs.TrialIndexPage"},
    "programs.ResourceIndexPage": {"home.HomePage"},
    "programs.ResourcePage": {"programs.ResourceIndexPage"},
    "people.PersonIndexPage": {"home.HomePage"},
    "people.PersonPage": {"people.PersonIndexPage"},
    "publications.PublicationIndexPage": {"home.HomePage"},
    "publications.PublicationPage": {"publications.PublicationIndexPage"},
    "fellowship.FellowshipPage": {"home.HomePage"},
    "fellowship.FactSheetPage": {"fellowship.FellowshipPage"},
    "fellowship.FellowshipTopicPage": {"fellowship.FellowshipPage"},
    "fellowship.RotationIndexPage": {"fellowship.FellowshipPage"},
    "fellowship.RotationPage": {"fellowship.RotationIndexPage"},
    "fellowship.ConferenceIndexPage": {"fellowship.FellowshipPage"},
    "fellowship.ConferencePage": {"fellowship.ConferenceIndexPage"},
    "fellowship.EnquiryPage": {"fellowship.FellowshipPage"},
}
EMPTY_ROWS = {
    "people.PersonPage": ("roles", "appointments", "specialties"),
    "programs.ProgramPage": ("conditions", "treatments", "roles", "resources", "publications"),
    "programs.ConditionPage": ("treatments", "resources", "origins"),
    "programs.CareTeamRolePage": ("professions", "people"),
    "programs.TrialPage": ("conditions",),
    "fellowship.EnquiryPage": ("form_fields",),
    "fellowship.RotationPage": ("people", "clinics"),
    "fellowship.ConferencePage": ("exceptions", "leaders", "sites"),
    "publications.PublicationPage": ("authors", "notices"),
}
OWN_FIELDS = {
    "home.StandardPage": {"purpose": "other"},
    "programs.TreatmentPage": {"kind": "surgery", "also_called": "A name\nAnother name"},
    "programs.ConditionPage": {"group": "other", "is_sarcoma": "on", "starts_in": "Bone"},
    "programs.CareTeamRolePage": {"what_they_do_for_you": "They help."},
    "programs.TrialPage": {"status": "recruiting", "phase": "phase-2", "nct_number": "NCT00000001", "minimum_age": 12},
    "programs.ResourcePage": {"card_text": "What it is."},
    "people.PersonPage": {"given_name": "Ada", "family_name": "Maker", "standing": "current"},
    "publications.PublicationPage": {
        "full_title": "A title",
        "container_title": "Made J",
        "issued_year": 2025,
        "kind": "article",
        "csl_type": "article-journal",
        "pmid": "12345678",
    },
    "fellowship.FellowshipTopicPage": {"shows": ""},
    "fellowship.RotationPage": {
        "site_name": "A hospital",
        "short_name": "Hospital",
        "side": "Here",
        "first_time": "One",
    },
    "fellowship.ConferencePage": {"frequency": "weekly", "length_minutes": 60},
}


def test_every_page_type_is_in_this_table():
    ours = {model._meta.label for model in apps.get_models() if issubclass(model, BasePage)}
    assert ours == set(PARENTS)


@pytest.mark.parametrize("label", sorted(PARENTS))
def test_a_page_type_stands_below_its_parents_and_below_nothing_else(label):
    model = apps.get_model(label)
    assert {parent._meta.label for parent in model.allowed_parent_page_models()} == PARENTS[label]
    children = {child for child, parents in PARENTS.items() if label in parents}
    assert {child._meta.label for child in model.allowed_subpage_models()} == children


def form_data(label: str, **changed) -> dict:
    """What the editor's form of a page type sends, with one section of text."""
    model = apps.get_model(label)
    data = {
        "title": "Made by an editor",
        "slug": "made-by-an-editor",
        "summary": "What it is about.",
        "search_description": "A description for search engines.",
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        "action-publish": "publish",
    }
    names = {field.name for field in model._meta.get_fields()}
    if "body" in names:
        section = {"heading": "A heading", "plain": rich_text("<p>Plain words.</p>"), "more_detail": rich_text("")}
        data["body"] = streamfield([("section", section)])
    if "sources" in names:
        data["sources"] = streamfield([])
    for relation in EMPTY_ROWS.get(label, ()):
        data[relation] = inline_formset([])
    return nested_form_data(data | OWN_FIELDS.get(label, {}) | changed)


@pytest.fixture
def administrator(client, loaded_site):
    sign_in(client, User.objects.create_superuser("somebody", password="correct horse battery"))
    return client


def add(administrator, label: str, **changed):
    model = apps.get_model(label)
    parent = apps.get_model(next(iter(PARENTS[label]))).objects.first()
    address = f"/admin/pages/add/{model._meta.app_label}/{model._meta.model_name}/{parent.pk}/"
    return parent, administrator.post(address, form_data(label, **changed))


@pytest.mark.parametrize("label", sorted(OWN_FIELDS.keys() | {"programs.CareTopicPage", "programs.ProgramPage"}))
def test_an_editor_makes_and_publishes_a_page_with_the_form(administrator, label):
    parent, response = add(administrator, label)
    assert response.status_code == 302, _errors(response)
    page = apps.get_model(label).objects.child_of(parent).get(slug="made-by-an-editor")
    assert page.live
    html = administrator.get(page.href).content.decode()
    assert "Made by an editor" in html or "A title" in html
    if hasattr(page, "body"):
        assert "Plain words." in html


def _errors(response) -> str:
    context = response.context
    return str(context["form"].errors) if context and "form" in context else ""


def test_a_page_without_its_summary_is_refused(administrator):
    _, response = add(administrator, "programs.TreatmentPage", summary="")
    assert response.status_code == 200 and "summary" in response.context["form"].errors


def test_rows_of_a_person_are_kept_in_their_order(administrator):
    roles = list(Role.objects.order_by("slug"))[:2]
    rows = inline_formset([{"role": role.pk, "note": f"note {place}"} for place, role in enumerate(roles)])
    _parent, response = add(administrator, "people.PersonPage", roles=rows)
    assert response.status_code == 302, _errors(response)
    person = apps.get_model("people.PersonPage").objects.get(slug="made-by-an-editor")
    assert [row.role for row in person.roles.all()] == roles


def test_the_same_role_twice_is_refused_with_a_message(administrator):
    role = Role.objects.first()
    rows = inline_formset([{"role": role.pk, "note": ""}, {"role": role.pk, "note": ""}])
    _, response = add(administrator, "people.PersonPage", roles=rows)
    assert response.status_code == 200
    assert not apps.get_model("people.PersonPage").objects.filter(slug="made-by-an-editor").exists()


def test_ages_of_a_trial_must_fit(administrator):
    _, response = add(administrator, "programs.TrialPage", minimum_age=40, maximum_age=12)
    assert "maximum_age" in response.context["form"].errors


def test_a_review_needs_its_person_and_its_day(administrator):
    _, response = add(administrator, "programs.TreatmentPage", reviewed_on="2026-11-01")
    assert "reviewed_on" in response.context["form"].errors


def test_an_index_cannot_be_made_twice(administrator):
    home = Page.objects.get(depth=2)
    assert administrator.get(f"/admin/pages/add/people/personindexpage/{home.pk}/").status_code in (302, 403)
