"""Columns of the CMS's page lists that say more than title and date."""

from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.views.pages.listing import ExplorableIndexView


def page_columns(*columns: Column) -> list[BaseColumn]:
    """Wagtail's columns with ours after the title. All pages of such a list are of one type, so it is not said."""
    usual = [column for column in ExplorableIndexView.base_columns if column.name != "type"]
    after_title = next(at for at, column in enumerate(usual, start=1) if column.name == "title")
    return [*usual[:after_title], *columns, *usual[after_title:]]
