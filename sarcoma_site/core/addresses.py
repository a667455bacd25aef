"""The address of a page without asking the database, and whether an address is only this machine's."""

from urllib.parse import urlsplit

from wagtail.models import Page

LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1", "0.0.0.0", "")  # noqa: S104  (compared with, never listened on)


def page_address(page: Page) -> str:
    """The site path of a page, from its tree path of slugs: `/home/programs/` is `/programs/`.

    There is one site, and its home page is the first part of every page's `url_path`.
    """
    return "/" + page.url_path.split("/", 2)[2]


def is_local_host(address: str) -> bool:
    """Whether an address, `http://127.0.0.1:8000` or `//localhost`, leads to this machine only."""
    return (urlsplit(address).hostname or "") in LOCAL_HOSTS
