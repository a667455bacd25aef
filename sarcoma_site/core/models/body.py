from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from ..blocks import BodyBlock
from ..page_links import expect_page_links


class BodyMixin(models.Model):
    """A page's long text: sections and other blocks, in reading order."""

    body = StreamField(BodyBlock(), blank=True)

    body_panels = [FieldPanel("body")]
    body_search_fields = [index.SearchField("body")]

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        expect_page_links(self.body.get_prep_value())
        return super().get_context(request, *args, **kwargs)

    @property
    def contents(self: Page) -> list[dict[str, str]]:
        """The headings of the page with their anchors, for a list of what is on it."""
        return [
            {"heading": block.value["heading"], "anchor": block.value.anchor}
            for block in self.body
            if block.block_type in ("section", "steps", "accordion") and block.value.get("heading")
        ]
