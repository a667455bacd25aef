"""Ways to ask for people."""

from django.db.models import Prefetch

from sarcoma_site.core.visibility import VisiblePageQuerySet


class PersonQuerySet(VisiblePageQuerySet):
    """People as visitors and lists need them."""

    def in_directory(self) -> "PersonQuerySet":
        """Everybody a visitor may see, by family name, with roles in the same two queries."""
        from_rows = self.model._meta.get_field("roles").related_model
        roles = Prefetch("roles", queryset=from_rows.objects.select_related("role").order_by("sort_order"))
        return self.visible().select_related("photo").prefetch_related(roles).order_by("family_name", "given_name")

    def in_role(self, slug: str) -> "PersonQuerySet":
        """Those with a role, by its slug."""
        return self.filter(pk__in=self.model._meta.get_field("roles").related_model.people_with(role__slug=slug))

    def in_specialty(self, slug: str) -> "PersonQuerySet":
        """Those with a specialty, by its slug."""
        rows = self.model._meta.get_field("specialties").related_model
        return self.filter(pk__in=rows.people_with(specialty__slug=slug))
