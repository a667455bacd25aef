"""“Who can do what”: the page in the CMS and the one in the docs say what the groups and workflows really allow."""

import dataclasses

import pytest
from django.urls import reverse
from wagtail.models import Workflow, WorkflowPage

from sarcoma_site.core import who_can_do_what as page
from sarcoma_site.core.management.commands.write_who_can_do_what import WHO_CAN_DO_WHAT
from sarcoma_site.core.staff_groups import COORDINATOR, EDITOR, PUBLISHER, REVIEWER, STAFF_GROUPS
from tests.staff import staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]


def answers(job: str) -> dict[str, str]:
    lines = {line.job: line.answers for part in page.who_can_do_what() for line in part.lines}
    return dict(zip([staff.name for staff in page.STAFF_GROUPS], lines[job], strict=True))


def test_the_page_in_the_docs_is_current():
    assert WHO_CAN_DO_WHAT.read_text(encoding="utf-8") == page.as_markdown(), "Run manage.py write_who_can_do_what."


@pytest.mark.parametrize("group", [EDITOR, REVIEWER, COORDINATOR])
def test_everybody_on_staff_finds_it_in_the_menu_and_reads_it(group):
    client = staff_client(group)
    assert reverse("who_can_do_what") in client.get(reverse("wagtailadmin_home")).text
    text = client.get(reverse("who_can_do_what")).text
    assert "After approval: clinical reviewer, then communications publisher" in text
    assert f"<strong>{group}</strong>" in text


def test_it_follows_the_rights(monkeypatch):
    assert answers("Notices above pages")[EDITOR] == "No"
    more = tuple(
        dataclasses.replace(staff, records=staff.records | {"core.change_sitenotice"})
        if staff.name == EDITOR
        else staff
        for staff in STAFF_GROUPS
    )
    monkeypatch.setattr(page, "STAFF_GROUPS", more)
    assert answers("Notices above pages")[EDITOR] == "Yes"


def test_it_follows_the_workflows():
    job = "Publish, schedule and take down pages"
    assert answers(job)[EDITOR] == "After approval: communications publisher"
    WorkflowPage.objects.filter(page__depth=1).update(workflow=Workflow.objects.get(name="Clinical check"))
    assert answers(job)[EDITOR] == "After approval: clinical reviewer, then communications publisher"
    assert answers("Decide about pages that wait for approval")[PUBLISHER] == "Yes"
    Workflow.objects.update(active=False)
    assert answers(job)[EDITOR] == "No"
