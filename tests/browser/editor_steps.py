"""What somebody does in the editor with the widgets that a script has to start."""

import re

from playwright.sync_api import Locator, Page, expect

CHOICES = "a.choose-page, a[data-chooser-modal-choice], a.image-choice"
DAYS = ".xdsoft_datetimepicker:visible td.xdsoft_date:not(.xdsoft_other_month)"


def pick_a_date(tab: Page, field: Locator) -> None:
    """Open the calendar of a date field and press the tenth of the month that it shows."""
    field.click()
    tab.locator(DAYS).nth(9).click()
    expect(field).to_have_value(re.compile(r"^20\d\d-\d\d-10"))


def rows(tab: Page, name: str) -> Locator:
    """The rows of an inline panel, in the order in which they stand."""
    return tab.locator(f"#id_{name}-FORMS > [data-inline-panel-child]:not(.deleted)")


def add_a_row(tab: Page, name: str) -> Locator:
    """Press the button below the rows: one row comes, not two."""
    before = rows(tab, name).count()
    tab.locator(f"#id_{name}-ADD").click()
    expect(rows(tab, name)).to_have_count(before + 1)
    return rows(tab, name).last


def delete_a_row(tab: Page, name: str, row: Locator) -> None:
    """Press the row's bin."""
    before = rows(tab, name).count()
    row.locator("button[title=Delete]").first.click()
    expect(rows(tab, name)).to_have_count(before - 1)


def move_first_row_down(tab: Page, name: str) -> None:
    """Press the arrow of the first row, and see the rows and their numbers change places."""
    moved = rows(tab, name).first.get_attribute("id")
    rows(tab, name).first.locator("[data-inline-panel-child-move-down]").first.click()
    second = rows(tab, name).nth(1)
    expect(second).to_have_attribute("id", moved)
    expect(second.locator("input[name$=-ORDER]").first).to_have_value("2")


def choose(tab: Page, chooser: Locator) -> None:
    """Open a chooser's dialog, press the first thing in it, and see it stand in the field."""
    tab.wait_for_load_state("networkidle")  # A block that has just come starts its widgets a moment later.
    chooser.locator("[data-chooser-action-choose]").locator("visible=true").first.click()
    choice = tab.locator(".modal-dialog").locator(CHOICES).first
    choice.wait_for()
    expect(tab.locator(".modal-dialog")).to_have_count(1)  # A chooser that was started twice opens two.
    choice.click()
    expect(tab.locator(".modal-dialog")).to_have_count(0)
    expect(chooser).not_to_have_class(re.compile(r"\bblank\b"))


def open_side_panel(tab: Page, name: str) -> Locator:
    """Open a panel at the side, if the editor does not remember it as open."""
    toggle = tab.locator(f"[data-side-panel-toggle={name}]").first
    expect(toggle).to_have_attribute("aria-expanded", re.compile("true|false"))
    if toggle.get_attribute("aria-expanded") == "false":
        toggle.click()
    panel = tab.locator(f"[data-side-panel={name}]")
    expect(panel).to_be_visible()
    return panel


def insert_block(tab: Page, field: str, label: str) -> Locator:
    """Add a block below the others of a page's body."""
    blocks = tab.locator(f"[data-contentpath={field}] [data-streamfield-stream-container] > [data-streamfield-child]")
    before = blocks.count()
    tab.locator(f"[data-contentpath={field}] button[title='Insert a block']").last.click()
    tab.get_by_role("combobox").last.fill(label)
    tab.get_by_role("option", name=label).first.click()
    expect(blocks).to_have_count(before + 1)
    return blocks.nth(before)
