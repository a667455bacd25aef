"""One date of a conference: cancel it, move it, add another, or take such a change back."""

import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from ..conference_changes import CannotChange, Changed, add_change, take_back, why_closed, words_of
from ..models import ConferencePage
from ..occurrences import MOST_DAYS, Occurrence, occurrences_between
from ..schedules import Change, Kind, long_day_words
from .conference_week import ConferenceScreen, day_parameter, may_change_dates

# Of a change, which field of the form says it.
_FIELDS = {"original_date": "day"}
_LENGTH = ConferencePage._meta.get_field("place").max_length


class ReasonForm(forms.Form):
    """What every change has: a reason, if there is one to tell."""

    reason = forms.CharField(
        required=False,
        max_length=_LENGTH,
        help_text="Visitors read it beside the date, and in their calendars. No names of patients, nothing private.",
    )

    def __init__(self, *args, dates: list[Occurrence], **options) -> None:
        super().__init__(*args, **options)
        if "day" in self.fields:
            self.fields["day"].choices = [
                (each.day.isoformat(), f"{long_day_words(each.day)}, {each.hours_words}") for each in dates
            ]

    def change(self, kind: Kind) -> Change:
        """What was filled in."""
        given = {name: value for name, value in self.cleaned_data.items() if value is not None}
        if day := given.pop("day", None):
            given["original_date"] = datetime.date.fromisoformat(day)
        return Change(kind=kind, **given)


class CancelForm(ReasonForm):
    day = forms.ChoiceField(label="Which date")
    field_order = ["day", "reason"]


class NewDateForm(ReasonForm):
    """Where and when it takes place instead, or besides."""

    new_date = forms.DateField(label="New day", widget=AdminDateInput)
    new_time = forms.TimeField(label="Begins at", required=False, widget=AdminTimeInput)
    new_place = forms.CharField(
        label="Place", required=False, max_length=_LENGTH, help_text="Empty: at the usual place. Visitors read it."
    )
    field_order = ["day", "new_date", "new_time", "new_place", "reason"]

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["new_time"].help_text = "Empty: at the usual hour. As “7:30” or “17:00”."


class MoveForm(NewDateForm):
    day = forms.ChoiceField(label="Which date")


class ExtraForm(NewDateForm):
    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["new_date"].label = "Day"


class OneConferenceScreen(ConferenceScreen):
    """A screen about the dates of one conference."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_change_dates(request.user):  # Who may not learns nothing of what exists.
            return permission_denied(request)
        pages = ConferencePage.objects.live().prefetch_related("exceptions")
        self.conference = get_object_or_404(pages, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def parents(self) -> list[dict]:
        return [{"url": reverse("conference_week"), "label": "This week’s conferences"}]

    def get_page_title(self) -> str:
        return f"{self.page_title}: {Truncator(self.conference.title).chars(60)}"

    def why_closed(self) -> str:
        """Why nothing can be changed here now, or nothing."""
        return why_closed(self.conference, self.request.user)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"conference": self.conference, "why_closed": self.why_closed()}


class DateScreen(OneConferenceScreen):
    """A form about one date."""

    template_name = "admin/fellowship/conference_date.html"
    form_class: type[ReasonForm]
    kind: Kind
    button = ""
    lead = ""

    def regular_dates(self) -> list[Occurrence]:
        """The dates of the next year on which nothing is different yet."""
        today = timezone.localdate()
        found = occurrences_between([self.conference.plan], today, today + datetime.timedelta(days=MOST_DAYS - 1))
        return [each for each in found if not each.state]

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        asked = day_parameter(self.request.GET.get("day", ""))
        context.setdefault("form", self.form_class(dates=self.regular_dates(), initial={"day": str(asked or "")}))
        return context | {
            "media": context["form"].media,
            "button": self.button,
            "lead": self.lead,
            "is_serious": self.kind == Kind.CANCELLED,
        }

    def why_closed(self) -> str:
        if not self.conference.schedule.is_timed:
            return "It has no day and hour yet. Set them on its page first."
        return super().why_closed()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form_class(request.POST, dates=self.regular_dates())
        if form.is_valid():
            try:
                changed = add_change(pk, form.change(self.kind), request.user)
            except CannotChange as error:
                name = _FIELDS.get(error.field, error.field)
                form.add_error(name if name in form.fields else None, str(error))
            else:
                return done(request, self.conference, changed)
        return self.render_to_response(self.get_context_data(form=form), status=422)


class CancelView(DateScreen):
    """A date that does not take place."""

    page_title = "Cancel a date"
    header_icon = "cross"
    form_class, kind, button = CancelForm, Kind.CANCELLED, "Cancel this date"
    lead = "The date stays in lists and calendars, struck through, so that nobody comes for nothing."


class MoveView(DateScreen):
    """A date that takes place on another day, at another hour, or elsewhere."""

    page_title = "Move a date"
    header_icon = "calendar-alt"
    form_class, kind, button = MoveForm, Kind.MOVED, "Move this date"
    lead = "The old date stays in lists and says where it went. Calendars move it."


class ExtraView(DateScreen):
    """A date besides the regular ones."""

    page_title = "Add an extra date"
    header_icon = "plus"
    form_class, kind, button = ExtraForm, Kind.EXTRA, "Add this date"
    lead = "One date more, besides the regular ones."


class TakeBackView(OneConferenceScreen):
    """A change that is undone: asked first, with what it was."""

    page_title = "Take a change back"
    header_icon = "rotate"
    template_name = "admin/fellowship/conference_take_back.html"

    def changes(self) -> list[Change]:
        """What is different from today on; what is past stays as it was."""
        today = timezone.localdate()
        changes = [row.change for row in self.conference.exceptions.all() if row.change.day]
        coming = [each for each in changes if max(each.day, each.new_date or each.day) >= today]
        return sorted(coming, key=lambda each: each.day)

    def get_context_data(self, **kwargs) -> dict:
        rows = [(change.name, words_of(change), change.reason) for change in self.changes()]
        chosen = self.request.GET.get("change", "") or (rows[0][0] if len(rows) == 1 else "")
        return super().get_context_data(**kwargs) | {"rows": rows, "chosen": chosen}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        asked = request.POST.get("change", "")
        change = next((each for each in self.changes() if each.name == asked), None)
        if change is None:
            messages.info(request, "Nothing was changed: choose what to take back.")
            return redirect("conference_take_back", pk)
        try:
            changed = take_back(pk, change, request.user)
        except CannotChange as error:
            messages.error(request, f"Nothing was changed. {error}")
            return redirect("conference_week")
        return done(request, self.conference, changed)


def done(request: HttpRequest, conference: ConferencePage, changed: Changed) -> HttpResponse:
    """Back to the week, with what was done."""
    said = f"“{conference.title}”, {changed.words}. Visitors see it now."
    if changed.has_draft and not changed.draft_fault:
        said += " The page’s unpublished changes stay unpublished, and have it too."
    buttons = [
        messages.button(conference.href, "See the page"),
        messages.button(reverse("wagtailadmin_pages:history", args=[conference.pk]), "History"),
    ]
    if changed.draft_fault:
        edit = messages.button(reverse("wagtailadmin_pages:edit", args=[conference.pk]), "Edit")
        said += f" The unpublished version was left as it is: {changed.draft_fault} Look at it before publishing."
        messages.warning(request, said, buttons=[edit, *buttons])
    else:
        messages.success(request, said, buttons=buttons)
    return redirect("conference_week")
