"""Who may use the screens of the rotation board, and what these screens share."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.generic.base import View
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..models import AcademicYear

PERMISSION = "fellowship.change_academicyear"


class RotationScreen(WagtailAdminTemplateMixin, View):
    """A screen of the rotation board: closed to whoever may not keep academic years."""

    header_icon = "calendar-alt"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.has_perm(PERMISSION):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**kwargs))

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Home"},
            *self.parents(),
            {"url": "", "label": self.get_page_title()},
        ]

    def parents(self) -> list[dict]:
        """The screens above this one."""
        return [{"url": reverse("fellowship_years"), "label": "Rotation board"}]

    @staticmethod
    def way_to(year: AcademicYear) -> dict:
        """The year's board, as a step of the breadcrumbs."""
        return {"url": reverse("fellowship_board", args=[year.pk]), "label": year.name}


class RotationMenuItem(MenuItem):
    """Leads to the rotation board, for those who keep it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)
