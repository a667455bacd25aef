from django.db.models import Q
from wagtail.models import Page

from sarcoma_site.core.page_chain import cached_ancestors
from sarcoma_site.core.visibility import visible_pages

from .care import CarePage


class SectionPage(CarePage):
    """A care page that shows the way to its neighbours: beside the text, and folded above it on a phone."""

    # How far below the front page its section stands: `/treatments/` is one step down, a program two.
    section_level = 1

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["section"] = next(iter(visible_pages([self.section_root])), None)
        context["section_navigation"] = self.neighbours()
        return context

    @property
    def section_root(self) -> Page:
        """The page that its section begins with, or itself where no page stands above it yet."""
        chain = [*cached_ancestors(self), self]
        return chain[min(self.section_level, len(chain) - 1)]

    def neighbours(self) -> list[Page]:
        """The visible pages right below the section's own; the one that leads to this page carries those below it."""
        root = self.section_root
        below = Q(path__startswith=root.path, depth=root.depth + 1)
        branch = self.path[: (root.depth + 1) * self.steplen]
        if branch != self.path:
            below |= Q(path__startswith=branch, depth=root.depth + 2)
        pages = visible_pages(Page.objects.live().filter(below).order_by("path"))
        for page in pages:
            page.inner = [inner for inner in pages if inner.path != page.path and inner.path.startswith(page.path)]
        return [page for page in pages if page.depth == root.depth + 1]
