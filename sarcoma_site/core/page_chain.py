"""The page at an address and the pages above it, found in one query."""

from wagtail.models import Page


def find_chain(root: Page, slugs: list[str]) -> list[Page] | None:
    """The pages from the one below `root` to the one at the end of `slugs`, or None when there is no such page.

    Slugs are indexed and paths sort by tree, so one look-up finds every level. Wagtail's own route asks once a level.
    """
    wanted = {}
    path = root.url_path
    for slug in slugs:
        path += f"{slug}/"
        wanted[path] = len(wanted)
    candidates = (
        Page.objects.filter(
            path__startswith=root.path, slug__in=set(slugs), depth__gt=root.depth, depth__lte=root.depth + len(slugs)
        )
        .select_related("content_type")
        .only("id", "path", "depth", "numchild", "slug", "title", "url_path", "live", "content_type", "alias_of")
    )
    found = {page.url_path: page for page in candidates if page.url_path in wanted}
    if len(found) < len(wanted):
        return None
    return [found[path] for path in wanted]


def cached_ancestors(page: Page) -> list[Page]:
    """The pages above `page` below the tree's root; those that routing already fetched cost nothing."""
    if not hasattr(page, "_chain_above"):
        page._chain_above = list(page.get_ancestors().filter(depth__gt=1)) if page.depth else []
    return page._chain_above


def remember_ancestors(page: Page, ancestors: list[Page]) -> None:
    """Keep what routing fetched, so that breadcrumbs need no query."""
    page._chain_above = ancestors
