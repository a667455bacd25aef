"""Static files as visitors get them: one stylesheet and one script, named by their content and compressed.

Our own stylesheets and scripts stay small single files, with no build step. `collectstatic` joins them; development
loads them one by one (see `templatetags/assets.py`).
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SITE_STYLESHEET = "css/site.css"
SITE_SCRIPT = "js/site.js"

# In the order of the cascade layers. A stylesheet of the editor's lives elsewhere (`admin/`), so it is not joined.
STYLESHEET_ORDER = ["css/tokens.css", "css/base.css", "css/layout.css", "css/components/*.css", "css/utilities.css"]
SCRIPT_ORDER = ["js/*.js"]

_RELATIVE_URL = re.compile(r"""url\(\s*(["']?)(?!["']?(?:/|#|data:|https?:))([^"')]+)\1\s*\)""")
_MODULE_SYNTAX = re.compile(r"^\s*(?:import\b|export\b)", re.MULTILINE)


class CannotJoin(ValueError):
    """A file of ours is not written in a way that allows joining it."""


def stylesheets_among(names: Iterable[str]) -> list[str]:
    """Return our stylesheets in layer order. One outside the known places would be lost, so it is refused."""
    names = sorted(name for name in names if name.startswith("css/") and name.endswith(".css"))
    names = [name for name in names if name != SITE_STYLESHEET]
    ordered = _in_order(names, STYLESHEET_ORDER)
    if lost := set(names) - set(ordered):
        raise CannotJoin(f"No place in the order of stylesheets for {', '.join(sorted(lost))}.")
    return ordered


def scripts_among(names: Iterable[str]) -> list[str]:
    """Return our scripts by name; the order does not matter, each is one behaviour on its own."""
    return _in_order(sorted(name for name in names if name != SITE_SCRIPT), SCRIPT_ORDER)


def join_stylesheets(sources: dict[str, str]) -> str:
    """Put stylesheets after each other, their relative addresses rewritten for the place of the joined file."""
    return "\n".join(_addresses_from_joined_file(name, text) for name, text in sources.items())


def join_scripts(sources: dict[str, str]) -> str:
    """Put modules after each other, each in a block of its own, so that equal names do not meet."""
    for name, text in sources.items():
        if _MODULE_SYNTAX.search(text):
            raise CannotJoin(f"{name} uses import or export: a joined script stands alone.")
    return "\n".join(f"{{\n{text}\n}}" for text in sources.values())


def _in_order(names: list[str], patterns: list[str]) -> list[str]:
    # A pattern's star stays inside its folder.
    return [
        name
        for pattern in patterns
        for name in names
        if fnmatch(name, pattern) and name.count("/") == pattern.count("/")
    ]


def _addresses_from_joined_file(name: str, text: str) -> str:
    folder = posixpath.dirname(name)
    joined_folder = posixpath.dirname(SITE_STYLESHEET)

    def rewritten(match: re.Match) -> str:
        target = posixpath.normpath(posixpath.join(folder, match[2]))
        return f'url("{posixpath.relpath(target, joined_folder)}")'

    return _RELATIVE_URL.sub(rewritten, text)


class JoinedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage, with our stylesheets and scripts joined before names and compression are worked out."""

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict, dry_run: bool = False, **options) -> Iterator[tuple]:
        if not dry_run:
            self._add_joined(paths, SITE_STYLESHEET, join_stylesheets, stylesheets_among(paths))
            self._add_joined(paths, SITE_SCRIPT, join_scripts, scripts_among(paths))
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _add_joined(self, paths: dict, joined_name: str, join, names: list[str]) -> None:
        sources = {}
        for name in names:
            storage, path = paths.pop(name)  # The single file is not served, so it needs no name and no compression.
            with storage.open(path) as file:
                sources[name] = file.read().decode()
        self.delete(joined_name)
        self._save(joined_name, ContentFile(join(sources).encode()))
        paths[joined_name] = (self, joined_name)
