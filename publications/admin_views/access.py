"""Who may use the screens of publications, and what all these screens share."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic.base import View
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from sarcoma_site.core.section_menu import kept_sections

from ..models import PublicationIndexPage

SECTION = "publications.publicationindexpage"


@dataclass(frozen=True)
class PublicationRights:
    """Whether somebody may add records below the list of publications, and publish them there."""

    may_add: bool = False
    may_publish: bool = False


def rights_of(user) -> PublicationRights:
    """The rights of a user, found once a request."""
    if not hasattr(user, "_publication_rights"):
        index = PublicationIndexPage.objects.first()
        tester = index.permissions_for_user(user) if index else None
        user._publication_rights = (
            PublicationRights(tester.can_add_subpage(), tester.can_publish_subpage()) if tester else PublicationRights()
        )
    return user._publication_rights


class PublicationScreen(WagtailAdminTemplateMixin, View):
    """A screen about publications: closed to whoever may not publish them, or, where it says so, not add them."""

    needs_publishing = True
    header_icon = "doc-full-inverse"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        rights = rights_of(request.user)
        if not (rights.may_publish if self.needs_publishing else rights.may_add):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**kwargs))

    def get_breadcrumbs_items(self) -> list[dict]:
        section = kept_sections(self.request.user).get(SECTION)
        items = [{"url": reverse("wagtailadmin_home"), "label": "Home"}]
        if section:
            items.append({"url": reverse("wagtailadmin_explore", args=[section]), "label": "Publications"})
        return [*items, *self.parents(), {"url": "", "label": self.get_page_title()}]

    def parents(self) -> list[dict]:
        """The screens between the list of publications and this one."""
        return []

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"rights": rights_of(self.request.user)}


def way_on(request: HttpRequest, otherwise: str) -> HttpResponse:
    """Lead to the screen of the CMS that a form names in `next`; anything else in there leads to `otherwise`."""
    address = request.POST.get("next", "")
    is_of_the_cms = address.startswith(reverse("wagtailadmin_home"))
    if is_of_the_cms and url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return HttpResponseRedirect(address)
    return redirect(otherwise)


class PublicationMenuItem(MenuItem):
    """Leads to a screen of publications, for those who may use it."""

    def __init__(self, label: str, url: str, needs_publishing: bool = True, **options) -> None:
        super().__init__(label, url, **options)
        self.needs_publishing = needs_publishing

    def is_shown(self, request: HttpRequest) -> bool:
        rights = rights_of(request.user)
        return rights.may_publish if self.needs_publishing else rights.may_add
