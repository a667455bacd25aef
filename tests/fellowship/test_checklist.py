"""The checklist: 45 questions of ours in six groups, each with a name that stays."""

from pathlib import Path

import pytest
import yaml
from django.conf import settings

from fellowship.checklist import CHECKLIST, ITEMS, item_of

SHARED = Path(settings.BASE_DIR).parent / "shared/data/fellowship-checklist.yaml"


def test_there_are_45_items_in_six_groups_each_with_a_key_of_its_own():
    items = [item for group in CHECKLIST for item in group.items]
    assert (len(CHECKLIST), len(items), len(ITEMS)) == (6, 45, 45)
    for item in items:
        assert item.key == item.key.lower() and item.label and item.question.endswith("?")
        assert item_of(item.key) is item
        assert item.short[0].islower() and "," not in item.short, "It stands in a list divided by commas."


def test_a_text_that_is_no_key_names_no_item():
    assert item_of("no-such-item") is None and item_of("\0") is None


def test_they_are_those_of_the_shared_list():
    if not SHARED.exists():
        pytest.skip("SKIPPED ALOUD: the shared checklist is not beside this project")
    shared = yaml.safe_load(SHARED.read_text(encoding="utf-8"))

    def plain(text: str) -> str:
        return text.lower().replace("’", "'")

    ours = {plain(group.heading): [plain(item.label) for item in group.items] for group in CHECKLIST}
    assert ours == {plain(heading): [plain(item) for item in items] for heading, items in shared.items()}
