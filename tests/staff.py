"""Members of staff for tests, and the forms that the editor sends."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

from sarcoma_site.accounts.second_step import remember_second_step


def sign_in(client: Client, user) -> None:
    """Sign in with everything that the site can ask for: password and second step."""
    client.force_login(user)
    session = client.session
    remember_second_step(session, user)
    session.save()


def staff_client(group: str) -> Client:
    """A client signed in as a new member of a staff group."""
    name = group.lower().replace(" ", "-")
    user = get_user_model().objects.create_user(username=name, email=f"{name}@example.org", password=None)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    sign_in(client, user)
    client.staff = user
    return client


def editor_form(client: Client, page: Page):
    """What the editor's form of a page holds as it opens, ready to be changed and sent."""
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200
    form = querydict_from_html(response.content.decode(), form_id="page-edit-form")
    for field in page.specific_class._meta.fields:
        if isinstance(field, StreamField):
            form[f"{field.name}-count"] = "0"  # The browser makes the fields of blocks; they are left out here.
    return form


def send(client: Client, page: Page, action: str = "", **changes):
    """Change fields of a page in the editor and press a button: `action-publish`, `action-submit`, or save."""
    form = editor_form(client, page)
    for name, value in changes.items():
        form[name] = value
    if action:
        form[action] = action
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
