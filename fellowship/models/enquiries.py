from .fellowship import FellowshipPage
from .section import FellowshipSectionPage


class EnquiryPage(FellowshipSectionPage):
    """How to reach the fellowship: address, telephone and the people to ask."""

    page_description = "How to reach the fellowship"
    parent_page_types = ["fellowship.FellowshipPage"]
    subpage_types: list[str] = []
    max_count = 1
    template = "pages/fellowship/enquiry_page.html"

    class Meta:
        verbose_name = "fellowship contact"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        fellowship = FellowshipPage.objects.get(pk=self.section_root.pk)
        context["fellowship"] = fellowship
        context["director"], context["coordinator"] = fellowship.leads
        return context
