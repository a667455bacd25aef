"""The list of what was written to the fellowship."""

from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet

from publications.admin_views.paging import admin_page
from sarcoma_site.core.query_parameters import words_parameter
from sarcoma_site.core.search_words import folded

from ..enquiry_desk import who_answers
from ..enquiry_mail import not_sent
from ..models import Enquiry
from .enquiry_screen import EnquiryScreen

PER_PAGE = 25
ALL, UNSENT, NOBODY, MINE = "all", "unsent", "nobody", "me"


class EnquiriesView(EnquiryScreen):
    """Messages by where they stand, the newest first, with a search."""

    page_title = "Enquiries"
    template_name = "admin/enquiries/list.html"

    def get_context_data(self, **kwargs) -> dict:
        state, assigned, words = self._asked_for()
        found = _of(_with_words(Enquiry.objects.all(), words), assigned, self.request.user)
        rows = _in_state(found, state)
        context = super().get_context_data(**kwargs)
        context |= admin_page(self.request, rows.select_related("assigned_to").prefetch_related("mails"), PER_PAGE)
        context |= {
            "tabs": _tabs(found),
            "state": state,
            "assigned": assigned,
            "words": words,
            "extra": _query(assigned, words),
            "people": [(MINE, "Me"), (NOBODY, "Nobody"), *((str(user.pk), str(user)) for user in who_answers())],
            "unsent": not_sent().values("enquiry").distinct().count(),
            "is_narrowed": bool(assigned or words),
        }
        return context

    def _asked_for(self) -> tuple[str, str, str]:
        state = self.request.GET.get("state", "")
        assigned = self.request.GET.get("assigned", "")
        is_known = assigned in (MINE, NOBODY) or (assigned.isascii() and assigned.isdecimal() and len(assigned) < 18)
        known = {ALL, UNSENT, *Enquiry.State.values}
        return (
            state if state in known else Enquiry.State.NEW,
            assigned if is_known else "",
            words_parameter(self.request),
        )


def _with_words(enquiries: QuerySet, words: str) -> QuerySet:
    """Those that hold every word somewhere, in whatever spelling."""
    for word in folded(words, joined=False).split():
        enquiries = enquiries.filter(search_words__contains=word)
    return enquiries


def _in_state(enquiries: QuerySet, state: str) -> QuerySet:
    if state == UNSENT:
        return enquiries.filter(pk__in=not_sent().values("enquiry"))
    return enquiries if state == ALL else enquiries.filter(state=state)


def _of(enquiries: QuerySet, assigned: str, user) -> QuerySet:
    if assigned == NOBODY:
        return enquiries.filter(assigned_to=None)
    return enquiries.filter(assigned_to=user.pk if assigned == MINE else int(assigned)) if assigned else enquiries


def _tabs(found: QuerySet) -> list[tuple[str, str, int]]:
    """Each state with how many there are, in one query."""
    numbers = found.order_by().aggregate(
        **{state.name: Count("pk", filter=Q(state=state)) for state in Enquiry.State}, ALL=Count("pk")
    )
    return [
        *((state.value, state.label, numbers[state.name]) for state in Enquiry.State),
        (ALL, "All", numbers["ALL"]),
    ]


def _query(assigned: str, words: str) -> str:
    """The rest of the query, to stand behind a tab's own."""
    rest = {name: value for name, value in (("assigned", assigned), ("q", words)) if value}
    return f"&{urlencode(rest)}" if rest else ""
