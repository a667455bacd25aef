"""Screens of the CMS that speak of the whole site."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.views.generic import TemplateView
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from sarcoma_site.core.staff_groups import STAFF_GROUPS
from sarcoma_site.core.who_can_do_what import NO, NOTES, who_can_do_what

from .going_live import open_points


class BeforeYouGoLiveView(PermissionRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    """Each thing that is unset, what visitors see until then, and the way to where it is set."""

    permission_required = "core.change_sitesettings"
    template_name = "admin/before_you_go_live.html"
    page_title = "Before you go live"
    header_icon = "list-ul"
    _show_breadcrumbs = True
    breadcrumbs_items = [
        {"url": reverse_lazy("wagtailadmin_home"), "label": "Home"},
        {"url": "", "label": "Before you go live"},
    ]

    def handle_no_permission(self) -> HttpResponse:
        return permission_denied(self.request)

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        points = open_points()
        context["required"] = [point for point in points if point.is_required]
        context["later"] = [point for point in points if not point.is_required]
        return context


class WhoCanDoWhatView(WagtailAdminTemplateMixin, TemplateView):
    """What each kind of staff can do, for everybody who may sign in."""

    template_name = "admin/who_can_do_what.html"
    page_title = "Who can do what"
    header_icon = "group"
    _show_breadcrumbs = True
    breadcrumbs_items = [
        {"url": reverse_lazy("wagtailadmin_home"), "label": "Home"},
        {"url": "", "label": "Who can do what"},
    ]

    def get_context_data(self, **kwargs) -> dict:
        roles = [staff.name for staff in STAFF_GROUPS]
        parts = [
            {
                "heading": part.heading,
                "lines": [
                    {"job": line.job, "answers": list(zip(roles, line.answers, strict=True))} for line in part.lines
                ],
            }
            for part in who_can_do_what()
        ]
        own = self.request.user.groups.order_by("name").values_list("name", flat=True)
        return super().get_context_data(**kwargs) | {
            "roles": roles,
            "parts": parts,
            "notes": NOTES,
            "no": NO,
            "own": list(own),
        }
