"""What stands around every page: settings, navigation, notices, claims and what is private, held for a second.

Reading these for each request costs eight queries and hardly ever brings anything new. They are read together and kept
in the process for `SITE_FRAME_SECONDS`. A change made in this process shows at once; one made in another process
after that time at the latest.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, Value
from django.utils import timezone
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction, Site

from .models.claims import Claim
from .models.notices import SiteNotice
from .models.settings import NavigationItem, SiteApproval, SiteSettings, SocialLink


@dataclass(frozen=True)
class SiteFrame:
    """One reading of what stands around every page."""

    site: Site | None
    settings: SiteSettings
    approval: SiteApproval
    navigation: list[NavigationItem]
    social_links: list[SocialLink]
    notices: list[SiteNotice]
    claims: dict[int, Claim]
    private_paths: tuple[str, ...]
    private_collections: tuple[str, ...]

    @property
    def is_demonstration(self) -> bool:
        """Whether nobody has yet approved the site as an official one."""
        return not self.approval.is_given

    def shows(self, page: Page) -> bool:
        """Whether any visitor may see the page: live, and neither it nor a page above it is private."""
        return page.live and not page.path.startswith(self.private_paths)

    def entries(self, area: str) -> list[NavigationItem]:
        """The navigation of one area, without pages that a visitor may not see."""
        return [item for item in self.navigation if item.area == area and self.shows(item.page)]


_lock = threading.Lock()
_held: tuple[float, SiteFrame] | None = None
# The frame of the request under way, in a list of none or one; None outside a request.
_of_request: ContextVar[list[SiteFrame] | None] = ContextVar("site_frame", default=None)


@contextmanager
def one_frame_a_request() -> Iterator[None]:
    """Let everything in one request see the same frame, however long the request takes."""
    token = _of_request.set([])
    try:
        yield
    finally:
        _of_request.reset(token)


def current_frame() -> SiteFrame:
    """The frame of this request; at its beginning no older than `SITE_FRAME_SECONDS`."""
    of_request = _of_request.get()
    if of_request is None:
        return _frame_of_process()
    if not of_request:
        of_request.append(_frame_of_process())
    return of_request[0]


def _frame_of_process() -> SiteFrame:
    global _held
    held = _held
    now = time.monotonic()
    if held is None or now - held[0] >= settings.SITE_FRAME_SECONDS:
        frame = _read_frame()
        with _lock:
            _held = (now, frame)
        return frame
    return held[1]


def forget_frame(**_signal) -> None:
    """Read the frame anew at the next request. Connected to every signal that may change it."""
    global _held
    with _lock:
        _held = None
    if _of_request.get():
        _of_request.get().clear()


def _read_frame() -> SiteFrame:
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is not None:
        site.root_page = site.root_page.specific
    site_settings = SiteSettings.objects.filter(site=site).first() or SiteSettings(site=site)
    approval = SiteApproval.objects.filter(site=site).first() or SiteApproval(site=site)
    navigation = NavigationItem.objects.filter(settings__site=site).select_related("page").order_by("sort_order")
    notices = SiteNotice.objects.on_day(timezone.localdate()).select_related("section")
    pages, collections = _restricted_paths()
    return SiteFrame(
        site=site,
        settings=site_settings,
        approval=approval,
        navigation=list(navigation),
        social_links=list(SocialLink.objects.filter(settings__site=site).order_by("sort_order")),
        notices=list(notices),
        claims=Claim.objects.in_bulk(),
        private_paths=_private_paths(pages),
        private_collections=collections,
    )


def _restricted_paths() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tree paths of pages and of collections that staff made private, in one query."""
    pages = PageViewRestriction.objects.values_list("page__path", Value("page"))
    collections = CollectionViewRestriction.objects.values_list("collection__path", Value("collection"))
    rows = list(pages.union(collections, all=True))
    return tuple(path for path, kind in rows if kind == "page"), tuple(path for path, kind in rows if kind != "page")


def _private_paths(paths: tuple[str, ...]) -> tuple[str, ...]:
    """The tree paths below which nothing is public, aliases of private pages included."""
    if not paths:
        return ()
    below = Q()
    for path in paths:
        below |= Q(alias_of__path__startswith=path)
    return paths + tuple(Page.objects.filter(below).values_list("path", flat=True))
