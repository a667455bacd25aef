"""Pages of a long list."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


def page_of(request: HttpRequest, objects, per_page: int, count: int | None = None) -> Page:
    """The part of a list that `?page=` asks for; a page that does not exist gives the nearest one that does.

    Args:
        count: how many objects there are, where that is known already.
    """
    paginator = Paginator(objects, per_page)
    if count is not None:
        paginator.count = count
    return paginator.get_page(request.GET.get("page"))
