"""What the block chooser shows of blocks that hold pages and files: real public ones, else an example in memory."""

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import CollectionViewRestriction, Page

PAGES_SHOWN = 3


def pages_to_show(model: type[Page]) -> list[Page]:
    """Some pages that visitors see; else one that is nowhere."""
    example = model(
        title="An example",
        slug="example",
        summary="What this page is about, in one sentence.",
        live=True,
        path="",
        url_path="/home/example/",
    )
    return list(model.objects.visible().order_by("path")[:PAGES_SHOWN]) or [example]


def document_to_show():
    """A file that visitors may load; else one that is nowhere."""
    model = get_document_model()
    return _public(model) or model(
        pk=0, title="Checklist for your first visit", file="documents/checklist.pdf", file_size=120_000
    )


def image_to_show():
    """A picture that visitors may see, or none."""
    return _public(get_image_model())


def _public(model):
    """The newest file, unless some collection is private: then none, because this one might be in it."""
    return None if CollectionViewRestriction.objects.exists() else model.objects.order_by("-pk").first()
