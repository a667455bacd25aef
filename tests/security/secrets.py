"""Looking for secrets: every address of the CMS and of the public site, and what leaks from each answer."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve
from wagtail.models import Page

from .asking import addresses, places_of, url_of
from .world import BAIT, MAY_LEARN, World

# What the bait is sent as, by words in the name of an address.
QUESTIONS = {
    "wagtailadmin_api": {"search": BAIT},
    "autocomplete": {"term": BAIT},
    "reports": {"export": "csv"},
    "explore": {"q": BAIT, "search_all": "1"},
}
LISTS = ("search", "choose", "list", "index", "results")
NOT_FOLLOWED = ("logout", "made-up/", "/account/second-step/")
WAYS_OUT = {f"/{settings.ADMIN_PATH}"}  # Where whoever is refused is led to; it is looked at once.
PUBLIC = ["/", "/sitemap.xml", "/robots.txt", "/publications/feed.atom", "/publications/", "/people/", "/treatments/"]
ROTATIONS = [
    f"/fellowship/{page}" for page in ("rotations/", "rotations/mass-general/", "fellows/", "rotations/calendar.ics")
]
CONFERENCES = [f"/fellowship/conferences/{rest}" for rest in ("", "calendar.ics", "?view=week&week=2026-W49")]
CONFERENCES += ["/fellowship/conferences/?view=month&month=2026-12"]
EXPORTS = [f"/publications/export.{extension}" for extension in ("bib", "ris", "json")]


def every_address(world: World) -> Iterator[str]:
    """Each address of the CMS about each thing, and each list with the bait in its search."""
    for address in addresses():
        for place in places_of(address, world):
            yield url_of(address, world.at(place))
        if question := _question(address.name):
            url = url_of(address, world.at("own"))
            yield f"{url}{'&' if '?' in url else '?'}{urlencode(question)}"


def every_search(world: World) -> Iterator[str]:
    """The addresses at which names of things are looked up: searches, choosers, reports, histories, bulk actions."""
    told = (BAIT, "export=", "/choose", "/chooser/", "/bulk/", "history", "/usage/", "revisions")
    return (url for url in every_address(world) if any(part in url for part in told))


def _question(name: str) -> dict[str, str] | None:
    for part, question in QUESTIONS.items():
        if part in name:
            return question
    return {"q": BAIT} if any(part in name for part in LISTS) else None


def about_pages(pages: Iterable[Page]) -> Iterator[str]:
    """What the API, choosers, previews and bulk actions say of a page that is asked for by number or address."""
    root = f"/{settings.ADMIN_PATH}"
    for page in pages:
        parent = page.get_parent().pk
        yield from (
            f"{root}pages/{page.pk}/{view}/" for view in ("edit", "usage", "history", "view_draft", "copy", "move")
        )
        yield f"{root}api/main/pages/{page.pk}/"
        yield f"{root}api/main/pages/?child_of={parent}&fields=*"
        yield f"{root}api/main/pages/?descendant_of={parent}&for_explorer=1"
        yield f"{root}api/main/pages/find/?html_path={page.url_path}"
        yield f"{root}choose-page/{parent}/"
        yield f"{root}choose-page/chosen-multiple/?id={page.pk}"
        yield f"{root}choose-page/?page_type={page._meta.label_lower}"
        yield f"{root}choose-page/search/?q={BAIT}&page_type={page._meta.label_lower}"
        yield f"{root}pages/usage/{page._meta.app_label}/{page._meta.model_name}/"
        yield f"{root}bulk/wagtailcore/page/move/?id=all&childOf={parent}"
        yield page.url


def public_addresses(world: World) -> Iterator[str]:
    """What a visitor may ask for: pages, search, feed, exports, and the secret pages by their own addresses."""
    yield from [*PUBLIC, *ROTATIONS, *CONFERENCES, *EXPORTS, f"/search/?q={BAIT}", f"/publications/?q={BAIT}"]
    yield from (page.url for page in world.pages)
    yield f"{world.places['own']['conference'].url}calendar.ics"


def text_of(client: Client, url: str) -> str:
    """The words of an answer, also where it leads on to; nothing that it writes stays."""
    with transaction.atomic():
        response = client.get(url)
        for _ in range(5):
            if response.status_code != 302 or response.url in WAYS_OUT:
                break
            response = client.get(response.url)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    return unescape(body.decode(errors="replace"))


def words_in(text: str) -> set[str]:
    """The secrets that a text holds."""
    return {word for word in MAY_LEARN if word in text}


def crawl(client: Client, urls: Iterable[str], visits: int = 0) -> Iterator[tuple[str, str]]:
    """Each of these addresses with its text; then, of each kind of address that they lead to, so many more."""
    waiting, seen, visited = list(urls), set(), Counter()
    given = set(waiting)
    while waiting:
        url = waiting.pop(0)
        kind = _kind(url)
        if url in seen or any(part in url for part in NOT_FOLLOWED) or (url not in given and visited[kind] >= visits):
            continue
        seen.add(url)
        visited[kind] += url not in given
        text = text_of(client, url)
        yield url, text
        if visits:
            waiting += sorted(_links(text) - seen)


def _kind(url: str) -> str:
    try:
        return resolve(urlsplit(url).path).view_name + ("?" if "?" in url else "")
    except Resolver404:
        return url


def _links(text: str) -> set[str]:
    """Where links, forms and scripts of an answer lead, within the CMS."""
    plain = text.replace("\\/", "/").replace("\\u0026", "&")
    return set(re.findall(rf"""["'](/{settings.ADMIN_PATH}[^"'\s<>#\\]*)""", plain))
