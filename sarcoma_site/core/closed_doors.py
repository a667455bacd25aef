"""Doors of the CMS that Wagtail leaves ajar, closed here before a view is reached.

Some of Wagtail's views ask for no right of their own: they show names of things to everybody who may sign in, or tell
whoever may not change something what it is called. Others are of no use on this site. `section_staff` does the same
for pages outside of one's sections.
"""

from collections.abc import Callable

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import ResolverMatch
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.documents.permissions import permission_policy as documents
from wagtail.images.permissions import permission_policy as pictures
from wagtail.models import Page

from .tags_of_files import tags_of_ones_own, viewer

# Wagtail's trials of its own error pages, two APIs that its editor does not use, embedding from elsewhere (which no
# block of ours does), previews of settings (none has one), forms that no chooser of ours shows, and its lists and
# exports of what visitors sent: the fellowship has screens of its own for that, with rights of their own.
NOT_IN_USE = (
    "wagtailadmin_error_test",
    "wagtailadmin_api:documents:",
    "wagtailadmin_api:images:",
    "wagtailembeds:",
    "wagtailforms:",
    "wagtailsettings:preview_on_edit",
)
ALSO_NOT_IN_USE = "test404/"  # It has no name.

# Choosers that list everything of their kind, each with the right that using it needs.
CHOOSERS = {
    "wagtailadmin_workflows:task_cho": "wagtailcore.change_workflow",
    "wagtailsnippetchoosers_core_sitenotice:": "core.change_sitenotice",
}
FILE_CHOOSERS = {"wagtailimages_chooser": pictures, "wagtaildocs_chooser": documents}


class ClosedDoorsMiddleware:
    """Turns staff away from views that would show or do more than is theirs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = viewer.set(request.user if request.path.startswith(f"/{settings.ADMIN_PATH}") else None)
        try:
            return self.get_response(request)
        finally:
            viewer.reset(token)

    def process_view(self, request: HttpRequest, view, args: list, kwargs: dict) -> HttpResponse | None:
        """Look at which door it is; whoever may not use the CMS at all is sent to sign in by Wagtail."""
        match = request.resolver_match
        if not request.path.startswith(f"/{settings.ADMIN_PATH}") or not request.user.has_perm(
            "wagtailadmin.access_admin"
        ):
            return None
        if _is_not_in_use(match):
            raise Http404
        if not _is_open(request, match):
            return permission_denied(request)
        if match.view_name.startswith("wagtailadmin_tag_"):
            return JsonResponse(tags_of_ones_own(request.user, request.GET.get("term", "")), safe=False)
        return None


def _is_not_in_use(match: ResolverMatch) -> bool:
    creates_in_chooser = match.view_name.startswith("wagtailsnippetchoosers_") and match.url_name == "create"
    return creates_in_chooser or match.view_name.startswith(NOT_IN_USE) or match.route.endswith(ALSO_NOT_IN_USE)


def _is_open(request: HttpRequest, match: ResolverMatch) -> bool:
    for beginning, right in CHOOSERS.items():
        if match.view_name.startswith(beginning):
            return request.user.has_perm(right)
    if match.view_name == "wagtailadmin_pages:move_confirm":
        page = Page.objects.filter(pk=match.kwargs["page_to_move_id"]).first()
        return page is None or page.permissions_for_user(request.user).can_move()
    if match.view_name == "wagtail_bulk_action":
        return _may_act_on_what_is_ticked(request, match)
    if match.namespaces and (policy := FILE_CHOOSERS.get(match.namespaces[0])):
        return _may_choose(policy, request, match)
    return True


def _numbers(keys: list) -> list[int]:
    """Keys as the database takes them."""
    if not all(str(key).isdecimal() and len(str(key)) < 18 for key in keys):
        raise Http404
    return [int(key) for key in keys]


def _may_choose(policy, request: HttpRequest, match: ResolverMatch) -> bool:
    """Whether the files that a chooser is asked for by number are all the user's to choose."""
    keys = _numbers([*match.kwargs.values(), *request.GET.getlist("id")])
    files = policy.model.objects.filter(pk__in=keys)
    return all(policy.user_has_permission_for_instance(request.user, "choose", file) for file in files)


def _may_act_on_what_is_ticked(request: HttpRequest, match: ResolverMatch) -> bool:
    """Wagtail lists by name what an action may not be done to. Here all must be allowed; of pages, one at least."""
    app, model_name, name = (match.kwargs[part] for part in ("app_label", "model_name", "action"))
    action_class = bulk_action_registry.get_bulk_action_class(app, model_name, name)
    if action_class is None:
        raise Http404
    model, ticked = apps.get_model(app, model_name), request.GET.getlist("id")
    if model is Page and "all" in ticked:
        return True  # Wagtail itself looks at each; a long list is not read twice.
    _numbers([key for key in ticked if key != "all"])
    allowed, rest = action_class(request, model).get_actionable_objects()
    if model is Page:
        return bool(allowed)
    return bool(allowed) and not rest["items_with_no_access"] and not _reaches_above(allowed, request.user)


def _reaches_above(things: list, user) -> bool:
    return any(isinstance(thing, get_user_model()) and thing.is_above(user) for thing in things)
