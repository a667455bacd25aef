"""What all screens of the fellowship in the CMS share: whom they open to, and the way back."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.generic.base import View
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from sarcoma_site.core.section_menu import kept_sections

SECTION = "fellowship.fellowshippage"


class FellowshipScreen(WagtailAdminTemplateMixin, View):
    """A screen of the fellowship: closed to whoever may not do what it is for."""

    needs = ""  # A permission, `app.action_model`; or `is_open_to` says more.
    _show_breadcrumbs = True

    @classmethod
    def is_open_to(cls, user) -> bool:
        """Whether somebody may use the screen."""
        return user.has_perm(cls.needs)

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not self.is_open_to(request.user):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**kwargs))

    def get_breadcrumbs_items(self) -> list[dict]:
        section = kept_sections(self.request.user).get(SECTION)
        items = [{"url": reverse("wagtailadmin_home"), "label": "Home"}]
        if section:
            items.append({"url": reverse("wagtailadmin_explore", args=[section]), "label": "Fellowship"})
        return [*items, *self.parents(), {"url": "", "label": self.get_page_title()}]

    def parents(self) -> list[dict]:
        """The screens between the fellowship and this one."""
        return []


class FellowshipMenuItem(MenuItem):
    """Leads to a screen of the fellowship, for those to whom it opens."""

    def __init__(self, label: str, url: str, is_open_to: Callable[..., bool], **options) -> None:
        super().__init__(label, url, **options)
        self.is_open_to = is_open_to

    def is_shown(self, request: HttpRequest) -> bool:
        return self.is_open_to(request.user)
