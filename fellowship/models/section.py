from collections.abc import Iterable

from wagtail.models import Page, PageManager

from sarcoma_site.core.models.base_page import BasePage
from sarcoma_site.core.models.body import BodyMixin
from sarcoma_site.core.page_chain import cached_ancestors
from sarcoma_site.core.visibility import VisiblePageQuerySet, visible_pages


class FellowshipSectionPage(BodyMixin, BasePage):
    """A page of the fellowship: it shows the way to all others of the section."""

    content_panels = [*BasePage.content_panels, *BodyMixin.body_panels]
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]

    objects = PageManager.from_queryset(VisiblePageQuerySet)()

    class Meta:
        abstract = True

    @property
    def section_root(self) -> Page:
        """The fellowship's own page: this one, or the nearest above it on the second level."""
        chain = [*cached_ancestors(self), self]
        return chain[1] if len(chain) > 1 else self

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        below = Page.objects.live().child_of(self.section_root).order_by("path")
        context["section_navigation"] = visible_pages(below)
        return context


def page_of_type(pages: Iterable[Page], name: str) -> Page | None:
    """The first of some pages that is of a type of the fellowship, `factsheetpage`. Asks the database nothing."""
    return next((page for page in pages if page.cached_content_type.model == name), None)


def contact_address(pages: Iterable[Page]) -> str:
    """Where a question is put, among the visible pages of the section; nothing while that page is not public."""
    page = page_of_type(pages, "enquirypage")
    return page.href if page else ""
