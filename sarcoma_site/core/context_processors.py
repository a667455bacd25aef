"""What every template may use."""

from django.http import HttpRequest

from .site_frame import SiteFrame, current_frame


def site_frame(request: HttpRequest) -> dict:
    """Settings, navigation and notices. In the CMS, whose templates need none of it, nothing."""
    if getattr(request, "_wagtail_site", None) is None and not getattr(request, "is_preview", False):
        return {}
    frame = current_frame()
    return {
        "site_settings": frame.settings,
        "is_demonstration": frame.is_demonstration,
        "navigation": {area: _entries(frame, area, request.path) for area in ("main", "quick", "footer")}
        | {"elsewhere": frame.social_links},
        "site_notices": [notice for notice in frame.notices if notice.section_id is None],
    }


def _entries(frame: SiteFrame, area: str, path: str) -> list[dict]:
    """One area's entries for the template; the current one is the longest address that the path begins with."""
    items = frame.entries(area)
    matching = [item.href for item in items if item.href != "/" and path.startswith(item.href)]
    current = max(matching, key=len, default=None)
    return [
        {"label": item.label, "url": item.href, "slug": item.page.slug, "is_current": item.href == current}
        for item in items
    ]
