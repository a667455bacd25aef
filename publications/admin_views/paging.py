"""Pages of a long list in the CMS, as Wagtail's own lists have them."""

from django.http import HttpRequest
from wagtail.admin.paginator import WagtailPaginator


def admin_page(request: HttpRequest, objects, per_page: int) -> dict:
    """The context of a list and its pagination: the page that `?p=` asks for, or the nearest."""
    paginator = WagtailPaginator(objects, per_page)
    page = paginator.get_page(request.GET.get("p"))
    return {
        "page_obj": page,
        "rows": page.object_list,
        "elided_page_range": paginator.get_elided_page_range(page.number),
        "is_paginated": paginator.num_pages > 1,
    }
