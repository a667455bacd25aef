"""Asking the CMS for one thing: every address that it has, with what it is about, and what its answer means."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.messages import get_messages
from django.db import connection, transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.contrib.settings.registry import registry as settings_registry

from sarcoma_site.core.site_frame import forget_frame

from .world import World

OPENS, REFUSED = "opens", "refused"
SIGN_IN = "sign in"  # Refused, too: the answer for whoever is not staff.
# Neither: nothing is shown, nothing is written.
WRONG_METHOD, LED_ON = "wrong method", "led on"


@dataclass(frozen=True)
class Address:
    """An address pattern of the CMS; `case` tells apart what one pattern serves by its arguments."""

    name: str
    case: str
    parameters: tuple[str, ...]
    fixed: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        return f"{self.name} {self.case}".strip()


def addresses() -> Iterator[Address]:
    """Every address pattern below the CMS's own path, found in Django's resolver."""
    for namespaces, route, parameters, pattern in _walk(get_resolver().url_patterns):
        if not route.startswith(settings.ADMIN_PATH):
            continue
        name = ":".join([*namespaces, pattern.name or route.removeprefix(settings.ADMIN_PATH)])
        for case, fixed in _cases(name):
            yield Address(name, case, parameters, fixed)


def _walk(patterns: list, namespaces: tuple = (), before: str = "", of_before: tuple = ()) -> Iterator[tuple]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        parameters = (*of_before, *(pattern.pattern.converters or pattern.pattern.regex.groupindex))
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern.url_patterns, inner, route, parameters)
        else:
            yield namespaces, route, parameters, pattern


def _cases(name: str) -> Iterator[tuple[str, tuple]]:
    """One pattern of these serves many kinds of thing, each with rights of its own."""
    if name == "wagtail_bulk_action":
        bulk_action_registry._scan_for_bulk_actions()
        for app, models in bulk_action_registry.actions.items():
            for model, actions in models.items():
                for action in actions:
                    fixed = {"app_label": app, "model_name": model, "action": action}
                    yield f"{model} {action}", tuple(fixed.items())
    elif name.startswith("wagtailsettings:"):
        for model in settings_registry:
            fixed = {"app_name": model._meta.app_label, "model_name": model._meta.model_name}
            yield model._meta.model_name, tuple(fixed.items())
    elif name == "wagtailadmin_api:pages:action":
        for action in PagesAdminAPIViewSet.actions:
            yield action, (("action_name", action),)
    elif "workflow_action" in name:
        for action in ("approve", "reject"):
            yield action, (("action_name", action),)
    else:
        yield "", ()


# What stands for each parameter of an address; a `pk` is that of the first kind whose prefix the name has.
KINDS = {
    "page_id": "page",
    "page_pk": "page",
    "parent_page_id": "page",
    "page_to_move_id": "page",
    "destination_id": "destination",
    "revision_id": "revision",
    "task_state_id": "task_state",
    "workflow_state_id": "workflow_state",
    "task_id": "task",
    "workflow_pk": "workflow",
    "collection_id": "collection",
    "image_id": "image",
    "document_id": "document",
    "doc_id": "document",
    "redirect_id": "redirect",
    "session_id": "session",
    "object_id": "page",
}
KINDS_OF_PK = {
    "fellowship_board": "academic_year",
    "fellowship_new_address": "fellow",
    "fellowship_fellows": "fellow",
    "fellowship_dates": "applicant_date",
    "fellowship_case_categories": "case_category",
    "fellowship_protocols": "protocol",
    "fellowship_protocol_file_version": "protocol_file",
    "enquiry": "enquiry",
    "publication_queries": "query",
    "publication_topics": "topic",
    "publication_import": "run",
    "publication_problem": "finding",
    "conference_": "conference",
    "wagtailadmin_api:pages": "page",
    "wagtailadmin_api:images": "image",
    "wagtailadmin_api:documents": "document",
    "wagtailimages": "image",
    "wagtaildocs": "document",
    "wagtailadmin_collections": "collection",
    "wagtailadmin_workflows:disable_task": "workflow_task",
    "wagtailadmin_workflows:enable_task": "workflow_task",
    "wagtailadmin_workflows:edit_task": "workflow_task",
    "wagtailadmin_workflows": "workflow",
    "wagtailsites": "site",
    "wagtailsettings": "site",
    "wagtailsnippets_core_claim": "claim",
    "wagtailsnippetchoosers_core_claim": "claim",
    "wagtailsnippets_core_sitenotice": "notice",
    "wagtailsnippetchoosers_core_sitenotice": "notice",
    "wagtailsnippets_people_role": "role",
    "wagtailsnippetchoosers_people_role": "role",
    "wagtailsnippets_people_specialty": "specialty",
    "wagtailsnippetchoosers_people_specialty": "specialty",
    "wagtailusers_users": "user",
    "staff_sign_in_help": "user",
    "mfa_": "key",
    "wagtailusers_groups": "group",
}
# Parameters that stand for no thing, or for another one than usual.
WORDS = {
    "filter_spec": "original",
    "uidb36": "1",
    "key": "made-up",
    "action_name": "approve",
    "provider_id": "hospital",
    "item": "salary",
}
MODEL_OF_KIND = {"page": "page", "siteimage": "image", "sitedocument": "document", "user": "user"} | {
    "claim": "claim",
    "sitenotice": "notice",
    "role": "role",
    "specialty": "specialty",
}


def kind_of(address: Address, parameter: str) -> str | None:
    """Which kind of thing stands for a parameter."""
    if parameter == "pk":
        return _kind_by_name(address.name)
    if parameter == "uploaded_file_id":
        return "uploaded_image" if address.name.startswith("wagtailimages") else "uploaded_document"
    if parameter == "parent_page_id" and address.name.split(":")[-1] in ("add", "preview_on_add", "add_subpage"):
        return "destination"
    return KINDS.get(parameter)


def kinds_about(address: Address) -> set[str]:
    """The kinds of things that an address is about."""
    kinds = {kind for parameter in address.parameters if (kind := kind_of(address, parameter))}
    if address.name == "wagtail_bulk_action":
        kinds.add(MODEL_OF_KIND[dict(address.fixed)["model_name"]])
    if address.name.endswith("revisions_compare"):
        kinds.add("page")
    if address.name.endswith("chosen_multiple"):
        kinds.add("page" if "choose_page" in address.name else _kind_by_name(address.name))
    return kinds


def _kind_by_name(name: str) -> str:
    kinds = [kind for prefix, kind in KINDS_OF_PK.items() if name.startswith(prefix)]
    assert kinds, f"What is the number in “{name}” that of? Say it in KINDS_OF_PK."
    return kinds[0]


PAGE_THINGS = {"page", "revision", "session", "task_state", "workflow_state", "task"}


def places_of(address: Address, world: World) -> list[str]:
    """The places that have what the address is about; a version or a workflow only together with its own page."""
    kinds = kinds_about(address)
    return [
        place
        for place, things in world.places.items()
        if place == "own" or (kinds & set(things) and kinds & PAGE_THINGS <= set(things))
    ]


def url_of(address: Address, things: dict) -> str:
    """The address about these things."""
    if address.name.endswith("$") or address.name.endswith("/"):
        return f"/{settings.ADMIN_PATH}" + address.name.replace("^.*/$", "made-up/").split(":")[-1]
    if address.name.endswith("revisions_compare"):
        return reverse(address.name, args=[things["page"].pk, "earliest", "latest"])
    fixed = dict(address.fixed)
    arguments = {}
    for parameter in address.parameters:
        kind = kind_of(address, parameter)
        if parameter in fixed:
            arguments[parameter] = fixed[parameter]
        elif kind:
            arguments[parameter] = things[kind].pk
        elif parameter in WORDS:
            arguments[parameter] = WORDS[parameter]
        else:
            arguments[parameter] = _type_argument(address, parameter, things)
    url = reverse(address.name, kwargs=arguments)
    if address.name == "wagtail_bulk_action":
        url += "?" + urlencode({"id": things[MODEL_OF_KIND[fixed["model_name"]]].pk})
    elif address.name.endswith("chosen_multiple"):
        kind = "page" if "choose_page" in address.name else _kind_by_name(address.name)
        url += "?" + urlencode({"id": things[kind].pk})
    return url


def _type_argument(address: Address, parameter: str, things: dict) -> str:
    """The model that an address names."""
    if "tag" in address.name:
        app, model = "taggit", "tag"
    elif address.name.endswith("add_task"):
        app, model = "wagtailcore", "groupapprovaltask"
    else:
        app, model = things["type"]
    return app if "app" in parameter else model


def ask(client: Client, method: str, url: str, data: dict | None = None) -> str:
    """Ask, undo whatever it did, and say what the answer means."""
    cookies = client.cookies.copy()
    written = []

    def note(execute, sql, parameters, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and "django_session" not in sql:
            written.append(sql)
        return execute(sql, parameters, many, context)

    with transaction.atomic(), connection.execute_wrapper(note):
        try:
            response = client.get(url) if method == "GET" else client.post(url, data)
            meaning = meaning_of(response, bool(written))
        finally:
            transaction.set_rollback(True)
            client.cookies = cookies
    if written:
        forget_frame()
    return meaning


def meaning_of(response, has_written: bool) -> str:
    """What an answer means to whoever asked."""
    if response.status_code >= 500:
        return f"fails with {response.status_code}"
    if has_written:
        return OPENS
    if response.status_code in (403, 404):
        return REFUSED
    if response.status_code == 405:
        return WRONG_METHOD
    if response.status_code == 302:
        if response.url.split("?")[0] == reverse(settings.WAGTAILADMIN_LOGIN_URL):
            return SIGN_IN
        return REFUSED if response.url == reverse("wagtailadmin_home") and _says_no(response) else LED_ON
    return OPENS


def _says_no(response) -> bool:
    said = [str(message) for message in get_messages(response.wsgi_request)._queued_messages]
    return any("you do not have permission" in text for text in said)
