"""What the CMS shows of the shared records."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from . import redirect_screens
from .admin_starters import script_that_starts_widgets
from .page_links import VisiblePageLinkHandler
from .private_pages import turn_away_whoever_is_signed_in
from .section_staff import only_reports_of_ones_own, only_what_may_be_linked, publish_by_the_first_button
from .viewsets import SharedRecordsViewSetGroup

register_snippet(SharedRecordsViewSetGroup)

# Before Wagtail's own look at who may read a page.
hooks.register("before_serve_page", turn_away_whoever_is_signed_in, order=-1)
hooks.register("register_admin_urls", redirect_screens.screens, order=-1)
hooks.register("construct_page_chooser_queryset", only_what_may_be_linked)
hooks.register("construct_page_action_menu", publish_by_the_first_button)
hooks.register("construct_reports_menu", only_reports_of_ones_own)
hooks.register("insert_global_admin_js", script_that_starts_widgets)


@hooks.register("register_rich_text_features", order=10)
def look_up_page_links_together(features) -> None:
    """After Wagtail's own registration, so that this one holds."""
    features.register_link_type(VisiblePageLinkHandler)
