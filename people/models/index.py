from wagtail.models import PageManager

from sarcoma_site.core.models.base_page import BasePage
from sarcoma_site.core.models.body import BodyMixin
from sarcoma_site.core.paging import page_of
from sarcoma_site.core.query_parameters import slug_parameter
from sarcoma_site.core.visibility import VisiblePageQuerySet

from ..permissions import PersonIndexPermissionTester
from .person import PersonPage
from .vocabularies import Role, Specialty


class PersonIndexPage(BodyMixin, BasePage):
    """Everybody of the department, from A to Z, by role and specialty."""

    page_description = "The list of people, from A to Z"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["people.PersonPage"]
    max_count = 1
    template = "pages/people/person_index_page.html"

    PER_PAGE = 24

    content_panels = [*BasePage.content_panels, *BodyMixin.body_panels]
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]

    objects = PageManager.from_queryset(VisiblePageQuerySet)()

    class Meta:
        verbose_name = "list of people"

    def permissions_for_user(self, user) -> PersonIndexPermissionTester:
        return PersonIndexPermissionTester(user, self)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        roles = Role.objects.filter(pk__in=self._used_by_visible("roles", "role"))
        specialties = Specialty.objects.filter(pk__in=self._used_by_visible("specialties", "specialty"))
        context["filters"] = {name: slug_parameter(request, name) for name in ("role", "specialty")}
        context["roles"], context["specialties"] = list(roles), list(specialties)
        context["people"] = page_of(request, self.people(**context["filters"]), self.PER_PAGE)
        return context

    def people(self, role: str = "", specialty: str = ""):
        """Those a visitor may see, narrowed to a role and a specialty by their slugs when given."""
        people = PersonPage.objects.in_directory()
        if role:
            people = people.in_role(role)
        return people.in_specialty(specialty) if specialty else people

    @staticmethod
    def _used_by_visible(relation: str, target: str):
        """The keys of the words that somebody visible carries, so that no filter leads to an empty list."""
        return PersonPage.objects.visible().filter(**{f"{relation}__isnull": False}).values(f"{relation}__{target}")
