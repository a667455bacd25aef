"""What the CMS shows of publications."""

from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.log_actions import LogFormatter

from sarcoma_site.core.section_menu import SectionMenuItem

from . import admin_urls
from .admin_views.access import PublicationMenuItem
from .importing import linking, settling
from .viewsets import PublicationPageViewSet, SavedQueryViewSet, TopicViewSet

topics, saved_queries = TopicViewSet(), SavedQueryViewSet()


@hooks.register("register_admin_viewset")
def viewsets() -> list:
    return [PublicationPageViewSet(), topics, saved_queries]


@hooks.register("register_admin_urls")
def screens() -> list[URLPattern | URLResolver]:
    return [path("publications/", include(admin_urls))]


@hooks.register("register_admin_menu_item")
def publications_menu() -> SubmenuMenuItem:
    """Each item is shown to whom it serves; the whole menu to whoever sees one of them."""
    items = [
        SectionMenuItem(
            "All publications",
            "publications.PublicationIndexPage",
            name="all-publications",
            icon_name="doc-full-inverse",
            order=10,
        )
    ]
    screens = [
        ("Import", "publication_imports", "upload"),
        ("Review queue", "publication_review", "tasks"),
        ("Sync", "publication_sync", "rotate"),
        ("Problems", "publication_problems", "warning"),
        ("Names", "publication_names", "group"),
    ]
    for order, (label, name, icon) in enumerate(screens, start=2):
        needs_publishing = name != "publication_imports"
        items.append(
            PublicationMenuItem(
                label,
                reverse_lazy(name),
                needs_publishing,
                name=name.replace("_", "-"),
                icon_name=icon,
                order=10 * order,
            )
        )
    items.append(topics.get_menu_item(order=70))
    return SubmenuMenuItem(
        "Publications", Menu(items=items), name="publications", icon_name="doc-full-inverse", order=120
    )


@hooks.register("register_log_actions")
def history_of_publications(actions) -> None:
    """What a page's history says of links to people and of problems that were settled."""

    @actions.register_action(linking.ACTION)
    class LinkFormatter(LogFormatter):
        label = "Link an author to a person"

        def format_message(self, entry) -> str:
            return f"Linked an author to {entry.data.get('person', 'a person')}"

    @actions.register_action(settling.ACTION)
    class SettleFormatter(LogFormatter):
        label = "Settle a problem"

        def format_message(self, entry) -> str:
            return f"{entry.data.get('how', 'Settled')}: {entry.data.get('finding', '')}"
