"""Staff who keep only some sections, such as the fellowship coordinator: what of all others they may see.

Wagtail asks for permission before somebody changes a page, but shows titles of all pages in its page chooser, in some
reports and in the explorer's header. Here whoever keeps only sections sees, outside of them, what a visitor sees:
pages that are live and public, by their published title. Everything else has no name for them.
"""

from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.chooser import page_models_from_string
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from .site_frame import current_frame

HIDDEN_TITLE = "A page that is not public"

# Reports of Wagtail that list pages of the whole site.
GOVERNING_REPORTS = ("site_history", "page_types_usage")

_viewer: ContextVar = ContextVar("viewer", default=None)
_title_for_everybody = Page.get_admin_display_title


def sections_of(user) -> tuple[str, ...] | None:
    """The tree paths at which the user's sections begin; None for somebody who keeps the whole site."""
    if user.is_superuser:
        return None
    pages = {right.page for right in page_permission_policy.get_cached_permissions_for_user(user)}
    site = current_frame().site
    whole = {1, site.root_page.depth} if site else {1}
    return None if any(page.depth in whole for page in pages) else tuple(page.path for page in pages)


def keeps(user, page: Page) -> bool:
    """Whether the page belongs to what the user keeps."""
    sections = sections_of(user)
    return sections is None or (bool(sections) and page.path.startswith(sections))


def may_see(user, page: Page) -> bool:
    """Whether the user may learn that the page exists."""
    if keeps(user, page) or page.depth == 1 or current_frame().shows(page):
        return True
    if any(section.startswith(page.path) for section in sections_of(user)):
        return True
    task = page.specific.current_workflow_task
    return bool(task and task.user_can_access_editor(page, user))


def is_administrator(user) -> bool:
    """Whether the user governs: people, groups, the approval of the site."""
    return user.has_perm("core.change_siteapproval")


# --- What the admin's lists hold --------------------------------------------------------------------------------


def only_what_may_be_linked(pages: QuerySet, request: HttpRequest) -> QuerySet:
    """The page chooser: one's own sections, and of the rest what visitors see."""
    sections = sections_of(request.user)
    if sections is None:
        return pages
    own = Q(pk__in=[])
    for path in sections:
        own |= Q(path__startswith=path)
    public = Q(live=True)
    for path in current_frame().private_paths:
        public &= ~Q(path__startswith=path)
    return pages.filter(own | public)


def publish_by_the_first_button(menu_items: list, request: HttpRequest, context: dict) -> None:
    """The editor's buttons: whoever keeps only sections has nobody to ask there, so Publish needs no second click."""
    if sections_of(request.user):
        menu_items.sort(key=lambda item: item.name != "action-publish")


def only_reports_of_ones_own(request: HttpRequest, menu_items: list) -> None:
    """No report that names pages of the whole site, unless one keeps the whole site; history for administrators."""
    if sections_of(request.user) is not None:
        menu_items[:] = []
    elif not is_administrator(request.user):
        closed = {name.replace("_", "-") for name in GOVERNING_REPORTS}
        menu_items[:] = [item for item in menu_items if item.name not in closed]


def show_titles_by_viewer() -> None:
    """Let every screen of the CMS name pages by `title_for_viewer`. Wagtail asks no user, so its method is replaced."""
    Page.get_admin_display_title = title_for_viewer


def title_for_viewer(page: Page) -> str:
    """A page's title in the CMS: with its unpublished change only for those who keep the page."""
    user = _viewer.get()
    if user is None or keeps(user, page):
        return _title_for_everybody(page)
    return page.title if may_see(user, page) else HIDDEN_TITLE


# --- The way to every view of the admin -------------------------------------------------------------------------


class SectionStaffMiddleware:
    """Turns section staff away from views of the CMS that would name a page which they may not see."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _viewer.set(None)
        try:
            return self.get_response(request)
        finally:
            _viewer.reset(token)

    def process_view(self, request: HttpRequest, view, args: list, kwargs: dict) -> HttpResponse | None:
        """Look at whom the view is for, and which pages it is about."""
        match = request.resolver_match
        if not request.path.startswith(f"/{settings.ADMIN_PATH}"):
            return None
        user = request.user
        if not user.is_authenticated:
            return None
        if "wagtailadmin_reports" in match.namespaces and not _report_is_open(user, match):
            return permission_denied(request)
        if sections_of(user) is None:
            return None
        _viewer.set(user)
        if any(not may_see(user, page) for page in _pages_asked_for(request, match)):
            return permission_denied(request)
        if match.view_name == "wagtail_bulk_action" and not _bulk_is_of_ones_own(request, match):
            return permission_denied(request)
        if match.view_name == "wagtailadmin_choose_page" and not _chooser_opens_on_visible(request):
            return view(request, parent_page_id=current_frame().site.root_page_id)
        if match.view_name == "wagtailadmin_choose_page_external_link":
            # Else Wagtail turns the address of a private page into a link that carries its title.
            request._wagtail_cached_site_root_paths = []
        return None


def _report_is_open(user, match: ResolverMatch) -> bool:
    name = match.url_name.removesuffix("_results")
    return sections_of(user) is None and (name not in GOVERNING_REPORTS or is_administrator(user))


def _pages_asked_for(request: HttpRequest, match: ResolverMatch) -> QuerySet:
    """The pages that an address of the CMS names."""
    keys = [value for name, value in match.kwargs.items() if name.startswith(("page_", "parent_page_", "destination_"))]
    if match.view_name == "wagtailadmin_pages:revisions_compare":
        keys.append(match.args[0])
    if match.view_name == "wagtailadmin_choose_page_chosen_multiple":
        keys += request.GET.getlist("id")
    numbers = [int(key) for key in keys if str(key).isdecimal() and len(str(key)) < 18]
    return Page.objects.filter(pk__in=numbers)


def _bulk_is_of_ones_own(request: HttpRequest, match: ResolverMatch) -> bool:
    """Wagtail lists what an action may not be done to by its title, so all must be one's own from the start."""
    if match.kwargs["model_name"].lower() != "page":
        return True
    keys = request.GET.getlist("id")
    if "all" in keys:
        keys = [request.GET.get("childOf", "")]
    if not all(key.isdecimal() and len(key) < 18 for key in keys):
        return False
    return all(keeps(request.user, page) for page in Page.objects.filter(pk__in=keys))


def _chooser_opens_on_visible(request: HttpRequest) -> bool:
    """Without a page to begin at, the chooser opens at the one above all pages of the wanted types, draft or not."""
    wanted = request.GET.get("page_type") or "wagtailcore.page"
    try:
        models = page_models_from_string(wanted)
    except (ValueError, LookupError):
        return True  # Wagtail's own answer to that is a 404.
    start = Page.objects.type(*models).first_common_ancestor()
    return models == (Page,) or may_see(request.user, start)
