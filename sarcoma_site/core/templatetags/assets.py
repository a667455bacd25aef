"""Template tags for the site's stylesheets and scripts: one joined file each for visitors, single files otherwise."""

from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from sarcoma_site.core.storage import (
    SITE_SCRIPT,
    SITE_STYLESHEET,
    JoinedStaticFilesStorage,
    scripts_among,
    stylesheets_among,
)

register = template.Library()


@register.simple_tag
def site_stylesheets() -> SafeString:
    """Link the site's stylesheets."""
    names = [SITE_STYLESHEET] if _joined() else stylesheets_among(_our_files())
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', _addresses(names))


@register.simple_tag
def site_scripts() -> SafeString:
    """Load the site's scripts. A module waits for the page, so it may stand in the head."""
    names = [SITE_SCRIPT] if _joined() else scripts_among(_our_files())
    return format_html_join("\n", '<script type="module" src="{}"></script>', _addresses(names))


def _joined() -> bool:
    return isinstance(staticfiles_storage, JoinedStaticFilesStorage)


def _addresses(names: list[str]) -> list[tuple[str]]:
    return [(staticfiles_storage.url(name),) for name in names]


def _our_files() -> list[str]:
    return _list_files() if settings.DEBUG else _list_files_once()


def _list_files() -> list[str]:
    root = Path(settings.STATICFILES_DIRS[0])
    return [path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()]


_list_files_once = cache(_list_files)
