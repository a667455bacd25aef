"""How editors find publications, the words for them, and the questions that are put to PubMed."""

from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.viewsets.pages import PageViewSet

from sarcoma_site.core.page_columns import page_columns

from .models import PublicationPage, SavedQuery, Topic


class PublicationPageViewSet(PageViewSet):
    """The list of publications, with where and when each came out."""

    model = PublicationPage
    icon = "doc-full-inverse"
    columns = page_columns(
        Column("journal", label="Journal", accessor="container_title", sort_key="container_title"),
        Column("year", label="Year", accessor="issued_year", sort_key="issued_year"),
        Column("pmid", label="PMID", accessor="pmid"),
    )


class TopicViewSet(ModelViewSet):
    """What papers are about."""

    model = Topic
    name = "publication_topics"
    url_prefix = "publications/topics"
    icon = "tag"
    menu_label = "Topics"
    menu_name = "publication-topics"
    list_display = ["name", "slug"]
    search_fields = ["name"]
    copy_view_enabled = False


class SavedQueryViewSet(ModelViewSet):
    """Whom PubMed is asked for. The list is the sync screen, which also says what each found."""

    model = SavedQuery
    name = "publication_queries"
    url_prefix = "publications/queries"
    icon = "search"
    list_display = ["name", "by", "words", "is_active"]
    copy_view_enabled = False

    def get_common_view_kwargs(self, **kwargs) -> dict:
        return super().get_common_view_kwargs(**kwargs) | {"index_url_name": "publication_sync"}
