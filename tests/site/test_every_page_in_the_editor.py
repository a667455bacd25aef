"""Every page of the department opens in the editor, for those who keep it and for nobody else."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from sarcoma_site.core.staff_groups import COORDINATOR, PUBLISHER
from tests.staff import staff_client

from .quarters import EVERY_FOURTH_PAGE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]


@pytest.mark.parametrize("first", EVERY_FOURTH_PAGE)
def test_every_loaded_page_opens_in_the_editor_for_those_who_keep_it(first):
    """The coordinator opens hers and is turned away from all others, which a publisher opens."""
    coordinator, publisher = staff_client(COORDINATOR), staff_client(PUBLISHER)
    sections = tuple(
        page.path for page in Page.objects.filter(slug__in=["fellowship", "people", "publications"], depth=3)
    )
    pages = Page.objects.filter(depth__gt=1).order_by("path")[first::4]
    assert len(pages) > 25
    for page in pages:
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        opened = coordinator.get(edit).status_code == 200
        assert opened == page.path.startswith(sections), page.url_path
        assert opened or publisher.get(edit).status_code == 200, page.url_path
