"""The address of a page without asking the database."""

from wagtail.models import Page


def page_address(page: Page) -> str:
    """The site path of a page, from its tree path of slugs: `/home/programs/` is `/programs/`.

    There is one site, and its home page is the first part of every page's `url_path`.
    """
    return "/" + page.url_path.split("/", 2)[2]
