"""What the CMS's screens of facts, case numbers and protocols share: whom they open to, and the way back."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.generic.base import View
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from sarcoma_site.core.section_menu import kept_sections

SECTION = "fellowship.fellowshippage"


class RecordScreen(WagtailAdminTemplateMixin, View):
    """A screen of the fellowship's records: closed to whoever may not change them."""

    needs = ""  # A permission, `app.action_model`.
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.has_perm(self.needs):
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

    def note(self, record, action: str) -> None:
        """Let the site's history tell who did this."""
        log(instance=record, action=f"wagtail.{action}", user=self.request.user)


class RecordMenuItem(MenuItem):
    """Leads to a screen of the fellowship's records, for those who may change them."""

    def __init__(self, label: str, url: str, needs: str, **options) -> None:
        super().__init__(label, url, **options)
        self.needs = needs

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.needs)
