"""Colleagues know each other by name: not by what somebody signs in with."""

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.reports.aging_pages import AgingPagesView


def name_publishers_by_name() -> None:
    """Let the report on aging pages show names too. It looks user names up itself, so its method is replaced."""
    AgingPagesView.decorate_paginated_queryset = _with_names


def _with_names(report: AgingPagesView, pages: QuerySet) -> QuerySet:
    publishers = get_user_model().objects.filter(pk__in=set(pages.values_list("last_published_by", flat=True)))
    names = {user.pk: get_user_display_name(user) for user in publishers}
    for page in pages:
        report.add_last_publisher_name_to_page(names, page)
    return pages
