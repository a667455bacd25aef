from wagtail.models import PageManager

from sarcoma_site.core.models.base_page import BasePage
from sarcoma_site.core.models.body import BodyMixin
from sarcoma_site.core.paging import page_of
from sarcoma_site.core.visibility import VisiblePageQuerySet

from ..reading_list import ReadingList
from ..selection import Selection
from .publication import PublicationPage

RESERVED_SLUGS = ("export", "feed", "import")


class PublicationIndexPage(BodyMixin, BasePage):
    """The reading list: every record by year, narrowed by person, program, topic, year, type and words."""

    page_description = "The list of publications"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["publications.PublicationPage"]
    max_count = 1
    template = "pages/publications/publication_index_page.html"

    PER_PAGE = 25

    content_panels = [*BasePage.content_panels, *BodyMixin.body_panels]
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]

    objects = PageManager.from_queryset(VisiblePageQuerySet)()

    class Meta:
        verbose_name = "list of publications"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        selection = Selection.of(request)
        reading_list = ReadingList(PublicationPage, selection)
        context["selection"], context["reading_list"] = selection, reading_list
        context["chips"] = reading_list.chips(self.href)
        count = reading_list.counts["entries"]
        context["publications"] = page_of(request, reading_list.entries, self.PER_PAGE, count)
        context["is_whole_list"] = not selection.active and not context["publications"].has_previous()
        # Search engines need the list and its shelves, not every mixture of filters.
        context["is_mixture"] = bool(selection.words) or len(selection.active) > 1
        return context

    def canonical_url(self, request) -> str:
        """The address of what the list shows: its filters in one order, and the number of a later page."""
        return Selection.of(request).address(self.full_address, request.GET.get("page", ""))
