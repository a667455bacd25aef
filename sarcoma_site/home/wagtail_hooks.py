"""What the CMS shows of the whole site: the desks on its first screen, and what is still unset."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .admin_views import BeforeYouGoLiveView, WhoCanDoWhatView
from .desks import count_ones_own_pages, put_desks_first

hooks.register("construct_homepage_panels", put_desks_first)
# After Wagtail has put its own there.
hooks.register("construct_homepage_summary_items", count_ones_own_pages, order=100)


class GoingLiveMenuItem(MenuItem):
    """For those who can set what is unset."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("core.change_sitesettings")


@hooks.register("register_admin_menu_item")
def going_live_menu() -> GoingLiveMenuItem:
    return GoingLiveMenuItem("Before you go live", reverse("before_you_go_live"), icon_name="list-ul", order=900)


@hooks.register("register_admin_menu_item")
def who_can_do_what_menu() -> MenuItem:
    """For everybody: who asks whom."""
    return MenuItem("Who can do what", reverse("who_can_do_what"), icon_name="group", order=910)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("before-you-go-live/", BeforeYouGoLiveView.as_view(), name="before_you_go_live"),
        path("who-can-do-what/", WhoCanDoWhatView.as_view(), name="who_can_do_what"),
    ]
