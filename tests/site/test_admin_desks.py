"""The CMS's first screen for each kind of staff, its menus, and what section staff never see."""

import datetime
import json
import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.html import escape
from wagtail.blocks import Block
from wagtail.models import Page, PageViewRestriction

from fellowship.completeness import facts_to_look_at
from fellowship.models import Enquiry, FellowshipFact, FellowshipPage
from people.models import PersonPage
from programs.models import ConditionPage, TreatmentIndexPage, TreatmentPage
from sarcoma_site.core.blocks import BodyBlock
from sarcoma_site.core.section_staff import HIDDEN_TITLE
from sarcoma_site.core.staff_groups import ADMINISTRATOR, COORDINATOR, EDITOR, PUBLISHER, REVIEWER
from sarcoma_site.home.models import StandardPage
from tests.factories.pages import add_page
from tests.factories.rotations import add_year, name_fellow
from tests.fellowship.made_conferences import add_conference
from tests.staff import send, staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]

PUBLICATION_JOBS = {"Import publications", "Papers waiting for review", "Problems of publications", "Names to match"}
JOBS = {
    EDITOR: {"Appointments", "Refer a patient", "Add a person", "Import publications"},
    PUBLISHER: {
        *("Pages waiting for review", "Appointments", "Refer a patient", "Put a notice above pages", "Claims"),
        *("Add a person", "Numbers and hours", "Before you go live"),
        *PUBLICATION_JOBS,
    },
    REVIEWER: {"Pages waiting for your check"},
    COORDINATOR: {
        *("New enquiries", "Facts to look at", "Pages to read again"),
        *("Change a date of a conference", "Conferences", "Rotation board", "Hospitals"),
        *("Add a fellow", "Add a person", "Add a publication", "Faculty and recent papers", "How to apply"),
        "Dates for applicants",
        *PUBLICATION_JOBS,
    },
}
JOBS[ADMINISTRATOR] = JOBS[PUBLISHER] | {"Accounts", "Approval of the site", "History"}

FELLOWSHIP_MENU = {"Rotation board", "Fellows"}
PUBLICATION_MENU = {"All publications", "Import", "Review queue", "Sync", "Problems", "Names", "Topics"}
FELLOWSHIP_MENU = {
    *("Enquiries", "This week’s conferences", "Rotation board", "Fellows", "Fact sheet", "Dates for applicants"),
    *("Case mix", "Protocols", "File of active protocols"),
}
MENUS = {
    EDITOR: {"People", "Publications", "Fellowship", "Treatments", "All publications", "Import"},
    PUBLISHER: {
        *("People", "Publications", "Fellowship", "Treatments", "Claims", "Roles", "Before you go live"),
        *PUBLICATION_MENU,
        *FELLOWSHIP_MENU,
    },
    REVIEWER: set(),
    COORDINATOR: {"People", "Publications", "Fellowship", "Roles", *PUBLICATION_MENU, *FELLOWSHIP_MENU},
}
MENUS[ADMINISTRATOR] = MENUS[PUBLISHER] | {"Site history", "Users", "Groups"}


def job_links(page: str) -> dict[str, str]:
    cells = re.findall(r'<div class="title-wrapper">\s*<svg.*?</svg>\s*<a href="([^"]+)">([^<]+)</a>', page, re.DOTALL)
    return {label: address for address, label in cells}


@pytest.mark.parametrize("group", JOBS)
def test_a_desk_holds_the_jobs_of_its_group_and_each_begins(group):
    client = staff_client(group)
    jobs = job_links(client.get(reverse("wagtailadmin_home")).text)
    assert set(jobs) == JOBS[group]
    for label, address in jobs.items():
        if not address.startswith("#"):
            response = client.get(address.split("#")[0], follow=True)
            assert (response.status_code, response.request["PATH_INFO"] != reverse("wagtailadmin_home")) == (
                200,
                True,
            ), label


@pytest.mark.parametrize("group", MENUS)
def test_a_menu_holds_only_what_its_group_can_use(group):
    page = staff_client(group).get(reverse("wagtailadmin_home")).text.replace("\\u2019", "’")
    labels = set(re.findall(r'"label": "([^"]+)"', page)) | set(
        re.findall(r"&quot;label&quot;: &quot;([^&]+)&quot;", page)
    )
    everything = set().union(*MENUS.values())
    assert labels & everything == MENUS[group]


def test_the_coordinators_desk_shows_her_week_who_is_where_and_what_waits():
    today = timezone.localdate()
    add_conference(title="Made board", weekday=today.weekday(), starts_on=today)
    name_fellow(add_year(today - datetime.timedelta(days=10), public=False), "A", agreed=False, family_name="Zaunammer")
    Enquiry.objects.create(form_data={}, sender_name="Ada Applicant", sender_email="ada@example.org")
    before = timezone.now() - datetime.timedelta(days=400)
    Page.objects.filter(pk=FellowshipPage.objects.get().pk).update(last_published_at=before)
    page = staff_client(COORDINATOR).get(reverse("wagtailadmin_home")).text
    line = r">([^<>]+)</a>\s*</div>\s*</td>\s*<td>.*?</td>\s*<td>\s*(?:<span[^>]*>(\d+) waiting)?"
    rows = dict(re.findall(line, page, re.DOTALL))
    assert (rows["New enquiries"], rows["Pages to read again"]) == ("1", "1")
    assert int(rows["Facts to look at"]) > 10
    week, whereabouts = page.index("This week’s conferences</"), page.index("Who is where today</")
    assert week < page.index("Made board") < whereabouts < page.index("Zaunammer")
    assert f"{reverse('conference_week')}#day-{today:%Y-%m-%d}" in page


def test_each_kind_of_fact_to_look_at_leads_to_what_it_counts():
    FellowshipFact.objects.all().delete()
    FellowshipFact.objects.create(slug="visa", answer="J-1.", as_of=datetime.date(2020, 1, 1))
    missing = len(facts_to_look_at().missing)
    client = staff_client(COORDINATOR)
    links = links_of_job(client, "Facts to look at")
    assert links == {
        f"{missing} missing": reverse("fellowship_facts") + "?state=missing",
        "1 older than a year": reverse("fellowship_facts") + "?state=old",
    }
    assert client.get(links["1 older than a year"]).text.count("fel-item__label") == 1
    FellowshipFact.objects.all().delete()
    assert [label.split()[1] for label in links_of_job(client, "Facts to look at")] == ["missing"]


def test_the_desk_names_the_pages_to_read_again_the_oldest_first():
    section = FellowshipPage.objects.get()
    below = list(section.get_descendants().live().order_by("path"))
    deep = next(page for page in below if page.depth > section.depth + 1)
    for years, page in ((2, section), (3, deep), (4, PersonPage.objects.live().first())):
        Page.objects.filter(pk=page.pk).update(last_published_at=timezone.now() - datetime.timedelta(days=366 * years))
    client = staff_client(COORDINATOR)
    links = links_of_job(client, "Pages to read again")
    assert list(links.items()) == [(escape(page.title), edit_address(page)) for page in (deep, section)]
    assert client.get(edit_address(deep)).status_code == 200
    few = len(queries_of_the_desk(client))
    Page.objects.filter(pk__in=[page.pk for page in below[:7]]).exclude(pk=deep.pk).update(
        last_published_at=timezone.now() - datetime.timedelta(days=500)
    )
    assert len(links_of_job(client, "Pages to read again")) == 5
    row = re.search(r">Pages to read again</a>.*?</tr>", client.get(reverse("wagtailadmin_home")).text, re.DOTALL)[0]
    assert re.search(r"<li>and \d more</li>", row)
    assert len(queries_of_the_desk(client)) == few


def test_the_coordinator_is_led_to_the_dates_and_to_the_words_for_applicants():
    client = staff_client(COORDINATOR)
    jobs = job_links(client.get(reverse("wagtailadmin_home")).text)
    assert jobs["Dates for applicants"] == reverse("fellowship_dates:index")
    assert "Dates" not in re.search(r">How to apply</a>.*?</tr>", client.get("/admin/").text, re.DOTALL)[0]


def queries_of_the_desk(client) -> list[dict]:
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("wagtailadmin_home"))
    return queries.captured_queries


def links_of_job(client, label: str) -> dict[str, str]:
    page = client.get(reverse("wagtailadmin_home")).text
    row = re.search(rf">{label}</a>.*?</tr>", page, re.DOTALL)[0]
    found = re.findall(r'<li><a href="([^"]+)">([^<]+)</a></li>', row)
    return {words: address for address, words in found}


def test_a_desk_without_conferences_and_years_says_how_to_begin():
    page = staff_client(COORDINATOR).get(reverse("wagtailadmin_home")).text
    assert "takes place in the next seven days" in page
    assert "No academic year is entered for today." in page


def test_publish_is_the_first_button_of_whoever_has_nobody_to_ask():
    page = FellowshipPage.objects.get()
    buttons = {
        group: re.findall(r'name="(action-\w+)"', staff_client(group).get(edit_address(page)).text)
        for group in (COORDINATOR, PUBLISHER)
    }
    assert "action-publish" in buttons[PUBLISHER]
    assert buttons[COORDINATOR][0] == "action-publish"


def edit_address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_the_coordinator_counts_only_her_pages():
    client = staff_client(COORDINATOR)
    sections = Page.objects.filter(slug__in=["fellowship", "people", "publications"], depth=3)
    own = sum(section.get_descendants(inclusive=True).count() for section in sections)
    assert re.search(rf"\b{own} Pages\b", client.get(reverse("wagtailadmin_home")).text)


def test_a_waiting_page_is_counted_on_the_publishers_desk():
    person = PersonPage.objects.live().first()
    send(staff_client(EDITOR), person, "action-submit", summary="Changed by an editor.")
    assert "1 waiting" in staff_client(PUBLISHER).get(reverse("wagtailadmin_home")).text


# --- What section staff never see -------------------------------------------------------------------------------

CANARY = "Zwitscherling"


def plant_canaries() -> list[Page]:
    """Pages of other sections, none of them public by the title that holds the canary."""
    home = Page.objects.get(depth=2)
    treatments = TreatmentIndexPage.objects.get()
    draft = add_page(home, StandardPage, title=f"{CANARY} draft", live=False)
    nested = add_page(treatments, TreatmentPage, title=f"{CANARY} nested", live=False, kind="surgery")
    private = add_page(treatments, TreatmentPage, title=f"{CANARY} private", kind="surgery")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    pending = ConditionPage.objects.live().first()
    editor = staff_client(EDITOR)
    send(editor, draft, "action-submit", title=f"{CANARY} draft")
    send(editor, pending, "action-submit", title=f"{CANARY} pending")
    nested.locked = True
    nested.save()
    pages = [Page.objects.get(pk=page.pk) for page in (draft, nested, private, pending)]
    assert CANARY in pages[-1].draft_title
    return pages


def addresses_in(page: str) -> set[str]:
    text = page.replace("&quot;", '"').replace("&amp;", "&").replace("\\/", "/")
    return set(re.findall(r"""["'](/admin/[^"'\s<>#\\]*)""", text))


def probes(page: Page) -> list[str]:
    """Addresses that name a page, whether or not any screen links to them."""
    names = (
        "edit",
        "usage",
        "history",
        "view_draft",
        "delete",
        "unpublish",
        "copy",
        "move",
        "workflow_history",
        "lock",
    )
    found = [reverse(f"wagtailadmin_pages:{name}", args=[page.pk]) for name in (*names, "add_subpage", "set_privacy")]
    found += [
        reverse("wagtailadmin_explore", args=[page.pk]),
        reverse("wagtailadmin_explore_results", args=[page.pk]),
        reverse("wagtailadmin_choose_page_child", args=[page.pk]),
        reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={page.pk}",
        reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "earliest", "latest"]),
        f"/admin/api/main/pages/{page.pk}/",
        f"/admin/api/main/pages/?child_of={page.get_parent().pk}",
        f"/admin/api/main/pages/find/?html_path={page.url_path[5:]}",
    ]
    for action in ("publish", "unpublish", "delete", "move"):
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        found += [f"{bulk}?id={page.pk}", f"{bulk}?id=all&childOf={page.get_parent().pk}", f"{bulk}?id=all"]
    return found


def general_probes() -> list[str]:
    found = [reverse(f"wagtailadmin_reports:{name}") for name in REPORTS]
    found += [f"{address}results/" for address in found] + [f"{address}?export=csv" for address in found]
    for kind in ("home.standardpage", "programs.treatmentpage", "programs.conditionpage", "people.personpage"):
        found.append(reverse("wagtailadmin_choose_page") + f"?page_type={kind}")
        found.append(reverse("wagtailadmin_choose_page_search") + f"?q={CANARY}&page_type={kind}")
        found.append(reverse("wagtailadmin_pages:type_use", args=kind.split(".")))
    found.append(reverse("wagtailadmin_choose_page_search") + f"?q={CANARY[:4]}")
    found.append(reverse("wagtailadmin_pages:search") + f"?q={CANARY}")
    found.append(reverse("wagtailadmin_explore", args=[Page.objects.get(depth=2).pk]) + f"?q={CANARY}&search_all=1")
    found.append(f"/admin/api/main/pages/?search={CANARY}")
    return found


REPORTS = ("locked_pages", "workflow", "workflow_tasks", "site_history", "aging_pages", "page_types_usage")


@pytest.mark.slow  # `tests/security/test_secrets.py` asks the same of every list at each run.
@pytest.mark.parametrize("group", [COORDINATOR, REVIEWER])
def test_no_title_of_a_hidden_page_reaches_section_staff(group):
    pages = plant_canaries()
    if group == REVIEWER:
        pages.pop()  # It waits for the clinicians, so they open it.
    words = "|".join(page.draft_title.split()[1] for page in pages)
    client = staff_client(group)
    waiting = [address for page in pages for address in probes(page)] + general_probes()
    waiting += [reverse("wagtailadmin_home"), reverse("wagtailadmin_explore_root")]
    seen, visits, leaks = set(), Counter(), []
    while waiting:
        address = waiting.pop()
        if address in seen or "logout" in address or "/failwhale/" in address:
            continue
        seen.add(address)
        kind = resolve(urlsplit(address).path).view_name if urlsplit(address).path.endswith("/") else address
        is_probe = any(f"/{page.pk}/" in address or f"={page.pk}" in address for page in pages) or CANARY[:4] in address
        visits[kind] += 1
        if visits[kind] > 2 and not is_probe:
            continue
        response = client.get(address, follow=True)
        text = (
            b"".join(response).decode(errors="replace")
            if response.streaming
            else response.content.decode(errors="replace")
        )
        asked = text.replace(address, "").replace(escape(address), "").replace(f'value="{CANARY}', "")
        if re.search(rf"{CANARY} ({words})", asked):
            leaks.append(address)
        waiting.extend(addresses_in(text))
    assert leaks == []
    assert len(seen) > 50


def test_the_address_of_a_private_page_becomes_no_link_with_its_title():
    private = plant_canaries()[2]
    response = staff_client(COORDINATOR).post(
        reverse("wagtailadmin_choose_page_external_link"),
        {"external-link-chooser-url": private.full_url, "external-link-chooser-link_text": "here"},
    )
    assert CANARY not in response.text
    assert "external_link_chosen" in response.text


def test_live_pages_of_other_sections_can_be_linked():
    client, page = staff_client(COORDINATOR), TreatmentPage.objects.live().first()
    chooser = reverse("wagtailadmin_choose_page_child", args=[page.get_parent().pk])
    assert escape(page.title) in client.get(chooser).json()["html"]
    found = client.get(reverse("wagtailadmin_choose_page_search"), {"q": page.title})
    assert escape(page.title) in found.text


def test_a_hidden_page_that_one_of_hers_links_to_has_no_name_in_the_editor():
    hidden = plant_canaries()[1]
    fellowship = FellowshipPage.objects.get()
    chosen = [{"type": "item", "value": hidden.pk, "id": "9b1c3f5e-0000-4000-8000-000000000001"}]
    fellowship.body = json.dumps([{"type": "treatments", "value": {"heading": "Treatments", "treatments": chosen}}])
    fellowship.save_revision().publish()
    page = staff_client(COORDINATOR).get(reverse("wagtailadmin_pages:edit", args=[fellowship.pk])).text
    assert f"{CANARY} nested" not in page
    assert HIDDEN_TITLE in page


def test_wagtail_alone_would_name_a_draft_in_the_chooser(monkeypatch):
    """The reason for `section_staff`. When this fails, Wagtail narrows its chooser itself."""
    monkeypatch.setattr("wagtail.hooks.get_hooks", lambda name: [])
    hidden = plant_canaries()[1]
    chooser = reverse("wagtailadmin_choose_page_child", args=[hidden.get_parent().pk])
    assert f"{CANARY} nested" in staff_client(PUBLISHER).get(chooser).json()["html"]


# --- Blocks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BodyBlock().child_blocks)
def test_each_block_is_previewed_in_the_chooser(name):
    block = BodyBlock().child_blocks[name]
    assert block.is_previewable
    Block.definition_registry[block.definition_prefix] = block
    response = staff_client(EDITOR).get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert response.status_code == 200
    assert "<main" in response.text
    assert len(re.sub(r"<[^>]+>|\s", "", response.text.split("<main")[1])) > 20
