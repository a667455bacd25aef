"""The words on pictures and documents: suggested only to whoever may choose a file that carries them.

Wagtail suggests the words of all files to everybody, also of those in a collection that somebody may not open.
"""

from contextvars import ContextVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, QuerySet
from taggit.models import Tag, TaggedItem
from wagtail.admin import filters
from wagtail.admin.views.tags import TAGS_AUTOCOMPLETE_LIMIT
from wagtail.documents.permissions import permission_policy as documents
from wagtail.images.permissions import permission_policy as pictures
from wagtail.images.views import chooser

POLICIES = (pictures, documents)

# Whoever asks, for as long as the request lasts: Wagtail's own function is not told.
viewer: ContextVar = ContextVar("viewer_of_tags", default=None)


def suggest_tags_by_viewer() -> None:
    """Let filters and choosers of files suggest by `popular_tags_of_ones_own`."""
    filters.popular_tags_for_model = chooser.popular_tags_for_model = popular_tags_of_ones_own


def popular_tags_of_ones_own(model: type, count: int = 10) -> QuerySet[Tag]:
    """The tags that stand on most of the viewer's files of this kind."""
    tags = Tag.objects.filter(taggit_taggeditem_items__in=_rows_of(viewer.get(), model))
    return tags.annotate(item_count=Count("taggit_taggeditem_items")).order_by("-item_count")[:count]


def tags_of_ones_own(user, beginning: str) -> list[str]:
    """The tags on the user's files that begin so."""
    if not beginning:
        return []
    rows = _rows_of(user, pictures.model) | _rows_of(user, documents.model)
    tags = Tag.objects.filter(name__istartswith=beginning, pk__in=rows.values("tag")).order_by("name")
    return list(tags.values_list("name", flat=True)[:TAGS_AUTOCOMPLETE_LIMIT])


def _rows_of(user, model: type) -> QuerySet[TaggedItem]:
    policy = next((policy for policy in POLICIES if policy.model is model), None)
    if user is None or policy is None:
        return TaggedItem.objects.none()
    files = policy.instances_user_has_any_permission_for(user, ["choose", "change"])
    return TaggedItem.objects.filter(
        content_type=ContentType.objects.get_for_model(model), object_id__in=files.values("pk")
    )
