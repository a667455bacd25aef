"""The editor's widgets work although its policy allows no inline script: what somebody does in it, none refused."""

import re
from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection
from PIL import Image
from playwright.sync_api import expect
from wagtail.models import Page, Workflow

from sarcoma_site.core.models import SiteImage

from .editor_steps import (
    add_a_row,
    choose,
    delete_a_row,
    insert_block,
    move_first_row_down,
    open_side_panel,
    pick_a_date,
    rows,
)
from .test_editor_in_browser import editor, editor_session  # noqa: F401  (fixtures)

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

NOT_OPENED = re.compile(r"logout|delete|disable|/documents/\d|export=|/static/|download|/bulk/")


def address_of(slug: str) -> str:
    return f"/admin/pages/{Page.objects.get(slug=slug).pk}/edit/"


# What the browser says, and is no fault of the policy's: an answer of ours (below); a dialog that opens before
# what can be focused is in it; a test machine's clock. What the policy refuses is said again by the script below, with
# its place: cropping asks in a roundabout way whether the screen can be touched, and takes a refusal for a no.
NO_FAULTS = (
    *("status of 422", "focus-trap must have at least one", "Invalid time zone specified: localtime"),
    *("violates the following Content Security Policy directive", "jquery.Jcrop"),
)


@pytest.fixture
def tab(editor):  # noqa: F811
    """A tab that keeps nothing: the editor saves by itself, and its server has the content of all tests."""
    if connection.vendor == "sqlite":
        pytest.skip("on SQLite the server cannot write while a test's own transaction is open")
    refused = {"status": 422, "content_type": "application/json", "body": '{"success": false, "error_message": "No."}'}
    kept = re.compile(r"/(edit|add|new)/(\d+/)?$|/multiple/add/$")
    editor.route(kept, lambda route: route.fulfill(**refused) if route.request.method == "POST" else route.fallback())
    editor.add_init_script(SAY_WHAT_IS_REFUSED)
    yield editor
    said = [fault for fault in editor.faults if not any(words in fault for words in NO_FAULTS)]
    assert not said, "\n".join(said)


SAY_WHAT_IS_REFUSED = """document.addEventListener("securitypolicyviolation", (event) => console.error(
    ["refused", location.pathname, event.effectiveDirective, event.blockedURI, event.sourceFile, event.sample,
     event.target?.outerHTML?.slice(0, 300)].join(" | ")))"""


@pytest.fixture(scope="module")
def a_picture(loaded_site, django_db_blocker):
    """One picture in the library."""
    content = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(content, "PNG")
    with django_db_blocker.unblock():
        picture = SiteImage.objects.create(title="Teal", file=ContentFile(content.getvalue(), "teal.png"))
        yield content.getvalue()
        picture.delete()


def test_authors_are_moved_added_chosen_and_deleted_and_a_day_is_picked(tab):
    tab.goto(address_of("39775972"))
    move_first_row_down(tab, "authors")
    row = add_a_row(tab, "authors")
    choose(tab, row.locator(".chooser").first)
    delete_a_row(tab, "authors", row)
    tab.goto("/admin/snippets/core/sitenotice/add/")
    pick_a_date(tab, tab.locator("#id_ends_on"))
    choose(tab, tab.locator(".chooser").first)


@pytest.mark.slow
def test_a_row_that_was_moved_still_opens_one_chooser(tab):
    tab.goto(address_of("39775972"))
    for _ in range(2):
        move_first_row_down(tab, "authors")
    chooser = rows(tab, "authors").nth(1).locator(".chooser").first
    choose(tab, chooser)


@pytest.mark.slow
@pytest.mark.parametrize("label", ["Section", "Key facts", "Steps", "Table", "People", "Next step", "Quote", "Video"])
def test_a_block_is_put_into_a_page(tab, label):
    tab.goto(address_of("osteosarcoma"))
    block = insert_block(tab, "body", label)
    if label in {"People", "Next step"}:
        choose(tab, block.locator(".chooser.page-chooser").first)
    if label == "Table":
        block.get_by_role("button", name="Add column").first.click()
        tab.get_by_role("button", name="Text").last.click()
        block.get_by_role("button", name=re.compile("Insert row|Add row")).first.click()


@pytest.mark.slow
def test_a_picture_is_chosen_for_a_page(tab, a_picture):
    tab.goto(address_of("osteosarcoma"))
    choose(tab, insert_block(tab, "body", "Picture").locator(".chooser").first)


@pytest.mark.slow
def test_words_become_a_link(tab):
    tab.goto(address_of("osteosarcoma"))
    words = insert_block(tab, "body", "Section").locator("[contenteditable=true]").first
    words.click()
    tab.keyboard.type("Our programs")
    tab.keyboard.press("Control+A")
    tab.locator("button[name=LINK]").locator("visible=true").first.click()
    tab.locator(".modal-dialog a.choose-page").first.click()
    expect(words.locator("a, .TooltipEntity").first).to_contain_text("Our programs")


@pytest.mark.slow
def test_the_panels_beside_a_page_work(tab):
    tab.goto(address_of("39775972"))
    open_side_panel(tab, "preview")
    tab.frame_locator("iframe[title='Preview']").last.locator("h1").first.wait_for(timeout=15_000)
    open_side_panel(tab, "checks")
    open_side_panel(tab, "comments")
    tab.locator("#id_title").hover()
    tab.locator("[data-comment-add]").locator("visible=true").first.click()
    tab.locator("#comments textarea").first.fill("Is this still so?")
    open_side_panel(tab, "status")
    tab.get_by_role("button", name=re.compile("Set schedule|Edit schedule")).first.click()
    pick_a_date(tab, tab.locator("#id_go_live_at"))


@pytest.mark.slow
def test_who_may_read_a_page_is_asked_in_a_dialog(tab):
    tab.goto(address_of("39775972"))
    open_side_panel(tab, "status")
    tab.get_by_role("button", name="Change privacy").first.click()
    tab.get_by_text("Choose who can view the live version").locator("visible=true").first.wait_for()


@pytest.mark.slow
def test_several_pictures_are_uploaded_at_once(tab, a_picture):
    tab.goto("/admin/images/multiple/add/")
    file = {"name": "teal.png", "mimeType": "image/png", "buffer": a_picture}
    tab.locator("input[type=file]").first.set_input_files([file, file])
    # Each is shown before it is sent, by the browser itself.
    expect(tab.locator("#upload-list > li")).to_have_count(2)
    tab.wait_for_timeout(1000)


@pytest.mark.slow
def test_tasks_and_rights_are_chosen(tab):
    tab.goto(f"/admin/workflows/edit/{Workflow.objects.first().pk}/")
    row = add_a_row(tab, "workflow_tasks")
    row.locator("[data-chooser-action-choose]").first.click()
    tab.get_by_role("tab", name="Existing").click()
    tab.locator("a.task-choice").first.click()
    expect(row.locator(".chooser").first).not_to_have_class(re.compile(r"\bblank\b"))
    group = Group.objects.get(name="Fellowship coordinator")
    tab.goto(f"/admin/groups/edit/{group.pk}/")
    tab.locator("#id_page_permissions-ADD").click()
    choose(tab, tab.locator(".page-chooser").locator("visible=true").last)


@pytest.mark.slow
def test_every_screen_of_the_cms_opens_without_a_fault_and_asks_nobody_else(tab, site_server):
    """One screen of each kind that a link leads to, as far as links go."""
    waiting, opened = ["/admin/"], set()
    while waiting:
        address = waiting.pop()
        kind = re.sub(r"\d+", "1", address)
        if kind in opened:
            continue
        opened.add(kind)
        assert tab.goto(address, wait_until="load").status == 200, address
        found = tab.eval_on_selector_all("a[href]", "links => links.map((link) => link.href)")
        ours = {link.removeprefix(site_server).split("#")[0].split("?")[0] for link in found}
        waiting += sorted(link for link in ours if link.startswith("/admin/") and not NOT_OPENED.search(link))
    assert len(opened) > 120
