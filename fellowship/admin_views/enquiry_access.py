"""Who may read what was written to the fellowship, and what the screens for it share."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.generic.base import View
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..enquiry_desk import may_answer


class EnquiryScreen(WagtailAdminTemplateMixin, View):
    """A screen about messages, closed to whoever may not answer them."""

    header_icon = "mail"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_answer(request.user):
            return permission_denied(request)
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"  # It holds what people wrote.
        return response

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**kwargs))

    def get_breadcrumbs_items(self) -> list[dict]:
        items = [{"url": reverse("wagtailadmin_home"), "label": "Home"}]
        return [*items, *self.parents(), {"url": "", "label": self.get_page_title()}]

    def parents(self) -> list[dict]:
        """The screens between the CMS's first one and this one."""
        return []


class EnquiryMenuItem(MenuItem):
    """Leads to the messages, for those who answer them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_answer(request.user)
