"""What the CMS shows of people."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from sarcoma_site.core.section_menu import SectionMenuItem

from .publishing import refuse_open_names
from .viewsets import PeopleWordsViewSetGroup, PersonPageViewSet

register_snippet(PeopleWordsViewSetGroup)

hooks.register("before_bulk_action", refuse_open_names)


@hooks.register("register_admin_viewset")
def people_list() -> PersonPageViewSet:
    return PersonPageViewSet()


@hooks.register("register_admin_menu_item")
def people_menu() -> SectionMenuItem:
    return SectionMenuItem("People", "people.PersonIndexPage", name="people", icon_name="group", order=110)
