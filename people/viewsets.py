"""How editors find people and the words for them."""

from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from sarcoma_site.core.page_columns import page_columns

from .models import PersonPage, Role, Specialty


class PersonListView(ExplorableIndexView):
    """Fetches everybody's roles together."""

    def annotate_queryset(self, pages):
        return super().annotate_queryset(pages).prefetch_related("roles__role")


class PersonPageViewSet(PageViewSet):
    """The list of people, with what each does and whose name is open."""

    model = PersonPage
    index_view_class = PersonListView
    icon = "group"
    columns = page_columns(
        Column("roles", label="Roles", accessor=lambda person: ", ".join(person.role_names)),
        Column("standing", label="Standing", accessor="get_standing_display"),
        Column(
            "name_to_confirm",
            label="Name",
            accessor=lambda person: "to confirm" if person.name_to_confirm else "",
            sort_key="name_to_confirm",
        ),
    )


class VocabularyViewSet(SnippetViewSet):
    """A word that people carry."""

    list_display = ["name", "slug", "order"]
    ordering = ["order", "name"]


class RoleViewSet(VocabularyViewSet):
    """What somebody is here."""

    model = Role
    icon = "user"
    menu_label = "Roles"


class SpecialtyViewSet(VocabularyViewSet):
    """A field that somebody works in."""

    model = Specialty
    icon = "tag"
    menu_label = "Specialties"


class PeopleWordsViewSetGroup(SnippetViewSetGroup):
    """The words that staff choose for people, and that visitors filter by."""

    items = (RoleViewSet, SpecialtyViewSet)
    menu_label = "Vocabularies"
    menu_icon = "tag"
    menu_order = 520
