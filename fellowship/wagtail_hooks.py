"""What the CMS shows of the fellowship."""

from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.log_actions import LogFormatter

from sarcoma_site.core.section_menu import SectionMenuItem

from . import admin_urls
from .admin_views import enquiry
from .admin_views.enquiry_access import EnquiryMenuItem
from .models import Enquiry


@hooks.register("register_admin_viewset")
def viewsets() -> list:
    return []


@hooks.register("register_admin_urls")
def screens() -> list[URLPattern | URLResolver]:
    return [path("fellowship/", include(admin_urls))]


@hooks.register("register_admin_menu_item")
def fellowship_menu() -> SubmenuMenuItem:
    """Each item is shown to whom it serves; the whole menu to whoever sees one of them."""
    items = [
        SectionMenuItem(
            "Pages of the fellowship",
            "fellowship.FellowshipPage",
            name="fellowship-pages",
            icon_name="folder-open-inverse",
            order=10,
        ),
        EnquiryMenuItem(
            "Enquiries", reverse_lazy("enquiry_list"), name="fellowship-enquiries", icon_name="mail", order=80
        ),
    ]
    return SubmenuMenuItem("Fellowship", Menu(items=items), name="fellowship", icon_name="calendar-alt", order=130)


@hooks.register("filter_form_submissions_for_user")
def no_list_of_wagtails(user, pages):
    """Wagtail's own list of what visitors sent goes by the right to change the page; ours has a right of its own."""
    return pages.none()


@hooks.register("register_log_actions")
def history_of_enquiries(actions) -> None:
    """What the history says of messages: never from whom, nor about what."""
    for what, label in (
        ("assign", "Give an enquiry to somebody"),
        ("note", "Write a note on an enquiry"),
        ("hold", "Keep an enquiry longer"),
        ("let-go", "Keep an enquiry no longer"),
        ("mail", "Send mail about an enquiry again"),
        ("delete", "Delete an enquiry"),
    ):
        actions.register_action(f"{enquiry.ACTION}{what}", label, HISTORY[what])

    @actions.register_action(f"{enquiry.ACTION}state")
    class StateFormatter(LogFormatter):
        label = "Say where an enquiry stands"

        def format_message(self, entry) -> str:
            names = dict(Enquiry.State.choices)
            before, after = (names.get(entry.data.get(when), "?") for when in ("before", "after"))
            return f"From “{before}” to “{after}”"


HISTORY = {
    "assign": "Gave it to somebody",
    "note": "Wrote a note",
    "hold": "Keeps it longer",
    "let-go": "Keeps it no longer",
    "mail": "Sent the mail again",
    "delete": "Deleted it",
}
