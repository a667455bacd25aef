"""The tree of pages under the loaded content."""

import pytest
from wagtail.models import Page

pytestmark = pytest.mark.sqlite


def test_every_page_knows_its_children_after_loading(loaded_site):
    problems = dict(
        zip(["bad letters", "bad path", "orphans", "bad depth", "bad count"], Page.find_problems(), strict=True)
    )
    assert {kind: pages for kind, pages in problems.items() if pages} == {}
