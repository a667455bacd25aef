"""How staff keep the fellowship's records."""

from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from .fellow_forms import FellowForm
from .models import Fellow


class FellowViewSet(ModelViewSet):
    """The fellows of all years: names, consents, what they did before and after."""

    model = Fellow
    name = "fellowship_fellows"
    url_prefix = "fellowship/fellows"
    icon = "user"
    menu_label = "Fellows"
    menu_name = "fellowship-fellows"
    list_display = [
        Column("staff_name", label="Fellow"),
        Column("year", label="Year", sort_key="year__starts_on"),
        Column("place", label="Place"),
        Column("public_name", label="Visitors read"),
    ]
    search_fields = ["given_name", "family_name", "training_before", "position_after"]
    edit_handler = ObjectList(Fellow.panels, base_form_class=FellowForm)
    copy_view_enabled = False
