from django.conf import settings
from django.db import models
from django.templatetags.static import static
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.search import index
from wagtail.utils.decorators import cached_classmethod

from ..addresses import page_address
from ..page_chain import cached_ancestors
from ..search_words import folded
from ..site_frame import current_frame
from ..visibility import VisiblePageQuerySet, visible_pages


class BasePage(Page):
    """What every page of the site has: a summary, and words for search engines and links elsewhere."""

    summary = models.TextField(
        max_length=300,
        help_text="One or two sentences under the title, in lists and in search results. At most 300 characters.",
    )
    social_image = models.ForeignKey(
        "core.SiteImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Shown where the page is shared. Empty means the site’s own picture.",
    )

    objects = PageManager.from_queryset(VisiblePageQuerySet)()

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description"), FieldPanel("social_image")],
            heading="For search engines and shared links",
        )
    ]
    relation_panels: list = []

    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("folded_words")]

    class Meta:
        abstract = True

    @cached_classmethod
    def get_edit_handler(cls):
        """The editor's tabs: words, relations where there are some, search and sharing.

        Dates are set in Wagtail's side panel; its fields only have to stand in one of the tabs.
        """
        tabs = [ObjectList(cls.content_panels, heading="Words")]
        if cls.relation_panels:
            tabs.append(ObjectList(cls.relation_panels, heading="Shown with it"))
        tabs.append(ObjectList([*cls.promote_panels, *cls.settings_panels], heading="Search and sharing"))
        return TabbedInterface(tabs, base_form_class=cls.base_form_class).bind_to_model(cls)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["breadcrumbs"] = self.breadcrumbs
        context["canonical_url"] = self.canonical_url(request)
        context["social_image_url"] = self.social_image_url
        context["site_notices"] = [notice for notice in current_frame().notices if notice.covers(self.path or "")]
        return context

    def get_view_restrictions(self):
        """As Wagtail's, without its two queries while nothing on the site is private."""
        if not current_frame().private_paths:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    @property
    def href(self) -> str:
        """The page's address on this site."""
        return page_address(self)

    @property
    def full_address(self) -> str:
        """The page's address with the site's, for links from elsewhere."""
        return settings.SITE_URL + self.href

    def canonical_url(self, request) -> str:
        """The one address for search engines: without filters, with the number of a list's later page."""
        number = request.GET.get("page", "")
        return f"{self.full_address}?page={number}" if number.isascii() and number.isdigit() else self.full_address

    @property
    def social_image_url(self) -> str:
        """The picture that stands for the page where it is shared: its own, else the site's."""
        if self.social_image_id is None:
            return settings.SITE_URL + static("img/social.png")
        return settings.SITE_URL + self.social_image.get_rendition("fill-1200x630|format-jpeg").url

    @property
    def breadcrumbs(self) -> list[Page]:
        """The visible pages above this one, home first; none on the home page itself."""
        return visible_pages(cached_ancestors(self))

    @property
    def folded_words(self) -> str:
        """The title without accents and hyphens, so that a name is found however it is typed."""
        return folded(self.title)
