"""The menu's short ways to the sections, in their own names, for those who keep them."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.models import Page

from .section_staff import keeps
from .site_frame import current_frame


def kept_sections(user) -> dict[str, int]:
    """The key of the page at which each section begins that the user keeps, by page type. Found once a request."""
    if not hasattr(user, "_kept_sections"):
        site = current_frame().site
        pages = Page.objects.child_of(site.root_page).select_related("content_type") if site else []
        user._kept_sections = {
            f"{page.content_type.app_label}.{page.content_type.model}": page.pk for page in pages if keeps(user, page)
        }
    return user._kept_sections


class SectionMenuItem(MenuItem):
    """Leads to the pages of one section, wherever it stands."""

    def __init__(self, label: str, page_type: str, **options) -> None:
        super().__init__(label, "", **options)
        self.page_type = page_type.lower()

    def is_shown(self, request: HttpRequest) -> bool:
        return self.page_type in kept_sections(request.user)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        url = reverse("wagtailadmin_explore", args=[kept_sections(request.user)[self.page_type]])
        return LinkMenuItem(self.name, self.label, url, icon_name=self.icon_name, classname=self.classname)
