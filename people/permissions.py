"""What staff may do with a person who also stands on pages that they do not keep.

The fellowship coordinator publishes people. A surgeon of the faculty may stand on care pages too, in a role of the
care team or as the clinician who checked a page, and those are the communications publishers'. Such a person's page
is published, hidden or deleted only by somebody who may publish those pages as well; others submit it for approval.
"""

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from wagtail.models import Page, PagePermissionTester, ReferenceIndex, get_default_page_content_type
from wagtail.permissions import page_permission_policy

# The ways to stand on a page: as who checked it, in a row of people, in a block of people. A mere link is none.
_STANDING = Q(model_path="reviewer") | Q(model_path="people.item.person") | Q(model_path__endswith=".people.item")


def people_on_pages_of_others(user) -> frozenset[int]:
    """The keys of the people who stand on a page that the user may not publish. Kept on the user for the request."""
    if not hasattr(user, "_people_on_pages_of_others"):
        user._people_on_pages_of_others = frozenset() if user.is_superuser else _find_people(user)
    return user._people_on_pages_of_others


def _find_people(user) -> frozenset[int]:
    page_type = get_default_page_content_type()
    rows = ReferenceIndex.objects.filter(_STANDING, base_content_type=page_type, to_content_type=page_type).values_list(
        "object_id", "to_object_id"
    )
    paths = {str(pk): path for pk, path in Page.objects.filter(pk__in={pk for pk, _ in rows}).values_list("pk", "path")}
    own = tuple(
        right.page.path
        for right in page_permission_policy.get_cached_permissions_for_user(user)
        if right.permission.codename == "publish_page"
    )
    return frozenset(int(person) for pk, person in rows if not paths.get(pk, "").startswith(own or ("-",)))


def pages_that_name(person: Page) -> QuerySet:
    """The pages on which somebody stands: as who checked them, in a row of people, in a block of people."""
    page_type = get_default_page_content_type()
    rows = ReferenceIndex.objects.filter(
        _STANDING, base_content_type=page_type, to_content_type=page_type, to_object_id=str(person.pk)
    )
    return Page.objects.filter(pk__in=[int(key) for key in rows.values_list("object_id", flat=True)])


class PersonPermissionTester(PagePermissionTester):
    """As for any page, but for a person who stands on pages of others."""

    @cached_property
    def needs_agreement(self) -> bool:
        """Whether somebody else has to agree before visitors see a change."""
        return self.page.pk in people_on_pages_of_others(self.user)

    def can_publish(self) -> bool:
        return super().can_publish() and not self.needs_agreement

    def can_unpublish(self) -> bool:
        return super().can_unpublish() and not self.needs_agreement

    def can_delete(self, ignore_bulk=False) -> bool:
        return super().can_delete(ignore_bulk) and not self.needs_agreement


class PersonIndexPermissionTester(PagePermissionTester):
    """The list above such people: hiding it would hide them too."""

    @cached_property
    def is_above_people_of_others(self) -> bool:
        return bool(people_on_pages_of_others(self.user))

    def can_unpublish(self) -> bool:
        return super().can_unpublish() and not self.is_above_people_of_others

    def can_delete(self, ignore_bulk=False) -> bool:
        return super().can_delete(ignore_bulk) and not self.is_above_people_of_others

    def can_set_view_restrictions(self) -> bool:
        return super().can_set_view_restrictions() and not self.is_above_people_of_others
