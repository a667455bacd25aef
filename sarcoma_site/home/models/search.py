from wagtail.models import PageManager

from sarcoma_site.core.models.base_page import BasePage
from sarcoma_site.core.query_parameters import slug_parameter, words_parameter
from sarcoma_site.core.visibility import VisiblePageQuerySet

from ..search import search_site


class SearchPage(BasePage):
    """Search over everything that is live and public: care before people before papers."""

    page_description = "The search page"
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    template = "pages/home/search_page.html"

    objects = PageManager.from_queryset(VisiblePageQuerySet)()

    class Meta:
        verbose_name = "search"

    def get_sitemap_urls(self, request=None):
        """A search page is nothing to find by searching."""
        return []

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["query"] = words_parameter(request)
        context["kind"] = slug_parameter(request, "in")
        context["found"] = search_site(context["query"], context["kind"], request.GET.get("page"))
        return context
