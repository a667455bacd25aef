"""What the CMS shows of the fellowship."""

from wagtail import hooks

from sarcoma_site.core.section_menu import SectionMenuItem


@hooks.register("register_admin_menu_item")
def fellowship_menu() -> SectionMenuItem:
    return SectionMenuItem(
        "Fellowship", "fellowship.FellowshipPage", name="fellowship", icon_name="calendar-alt", order=130
    )
