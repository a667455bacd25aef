"""How editors find and change the records that every section shares."""

from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import Claim, SiteNotice


class ClaimViewSet(SnippetViewSet):
    """Figures and superlatives, with who says so and until when."""

    model = Claim
    icon = "openquote"
    menu_label = "Claims"
    list_display = ["wording", "value", "as_of", "expires"]
    list_filter = ["as_of", "expires"]


class SiteNoticeViewSet(SnippetViewSet):
    """Lines above the pages."""

    model = SiteNotice
    icon = "warning"
    menu_label = "Site notices"
    list_display = ["message", "level", "starts_on", "ends_on"]
    list_filter = ["level"]
    search_fields = ["message"]


class SharedRecordsViewSetGroup(SnippetViewSetGroup):
    """What stands on pages of every section."""

    items = (ClaimViewSet, SiteNoticeViewSet)
    menu_label = "Claims, notices"
    menu_icon = "openquote"
    menu_order = 510
