"""What staff fill in on the rotation board: the days of blocks, who is where, leave. All of it in one form."""

import datetime

from django import forms
from django.core.exceptions import ValidationError

from .academic_dates import range_in_words
from .models import AcademicYear, Leave, Stay
from .rotation_rules import WEEKDAY_NAMES
from .year_board import YearBoard

MOST_ROWS = 12
_FAR = datetime.timedelta(days=400)
LAST_BEFORE_FIRST = "The last day comes before the first."


class DayInput(forms.DateInput):
    """The browser's own date field: it works by keyboard, on a telephone and without a script."""

    input_type = "date"

    def __init__(self, **options) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class DaysForm(forms.Form):
    """A row with a first and a last day, somewhere near its year."""

    starts_on = forms.DateField(label="From", widget=DayInput())
    ends_on = forms.DateField(label="To", widget=DayInput())

    def __init__(self, *args, year: AcademicYear, **options) -> None:
        self.year = year
        super().__init__(*args, **options)

    def clean(self) -> dict:
        given = super().clean()
        first, last = given.get("starts_on"), given.get("ends_on")
        for name, day in (("starts_on", first), ("ends_on", last)):
            if day and not self.year.starts_on - _FAR < day < self.year.ends_on + _FAR:
                self.add_error(name, f"This day is far from the year {self.year.name}.")
        if first and last and last < first:
            self.add_error("ends_on", LAST_BEFORE_FIRST)
        return given


class RowForm(DaysForm):
    """A row that is on the board already, or a new one."""

    row = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**62)

    def __init__(self, *args, rows: dict, **options) -> None:
        self.rows = rows
        super().__init__(*args, **options)

    def clean_row(self) -> int | None:
        key = self.cleaned_data["row"]
        if key is not None and key not in self.rows:
            raise ValidationError("Somebody removed this row meanwhile. Open the board again.")
        return key


class StayForm(RowForm):
    """One fellow at one hospital."""

    site = forms.TypedChoiceField(label="Hospital")
    starts_on = forms.DateField(label="From", required=False, widget=DayInput())
    ends_on = forms.DateField(label="To", required=False, widget=DayInput())
    weekdays = forms.MultipleChoiceField(
        label="Only on",
        required=False,
        choices=[(str(number), name[:3]) for number, name in enumerate(WEEKDAY_NAMES)],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, sites: list, **options) -> None:
        super().__init__(*args, **options)
        self.fields["site"].choices = [("", "–"), *((str(site.pk), site.short_name) for site in sites)]
        self.fields["site"].coerce = int

    def clean_weekdays(self) -> str:
        """None and all five mean the same."""
        days = "".join(sorted(set(self.cleaned_data["weekdays"])))
        return "" if len(days) == len(WEEKDAY_NAMES) else days


class LeaveForm(RowForm):
    """Days on which a fellow is away."""

    note = forms.CharField(label="Note", required=False, max_length=120)


class Rows(forms.BaseFormSet):
    """The rows of one place on the board."""

    def get_deletion_widget(self) -> forms.Widget:
        return forms.CheckboxInput()

    @property
    def has_new_row(self) -> bool:
        """Whether something stands in the row for a new one, so that it is shown open."""
        return any(form.has_changed() or form.errors for form in self.extra_forms)

    @property
    def faults(self) -> int:
        return sum(len(form.errors) for form in self.forms) + len(self.non_form_errors())


_limits = {"extra": 1, "max_num": MOST_ROWS, "absolute_max": MOST_ROWS, "validate_max": True, "can_delete": True}
StayRows = forms.formset_factory(StayForm, formset=Rows, **_limits)
LeaveRows = forms.formset_factory(LeaveForm, formset=Rows, **_limits)


class BoardForm:
    """All forms of a year's board together: blocks by number, stays by block and letter, leave by letter."""

    def __init__(self, board: YearBoard, data=None) -> None:
        self.board, year = board, board.year
        self.opened = board.version if data is None else data.get("opened", "")
        self.blocks = {
            block.number: DaysForm(
                data,
                year=year,
                prefix=f"block-{block.number}",
                initial={"starts_on": block.starts_on, "ends_on": block.ends_on},
            )
            for block in board.blocks
        }
        self.stays = {
            (block.number, fellow.letter): self._stay_rows(data, block, fellow)
            for block in board.blocks
            for fellow in board.fellows
        }
        self.leaves = {fellow.letter: self._leave_rows(data, fellow) for fellow in board.fellows}

    def _stay_rows(self, data, block, fellow) -> Rows:
        stays = self.board.stays_of(fellow, block)
        initial = [
            {
                "row": stay.pk,
                "site": stay.site_id,
                "starts_on": stay.starts_on,
                "ends_on": stay.ends_on,
                "weekdays": list(stay.weekdays),
            }
            for stay in stays
        ]
        options = {"year": self.board.year, "rows": {stay.pk: stay for stay in stays}, "sites": self.board.sites}
        return StayRows(data, prefix=f"stay-{block.number}{fellow.letter}", initial=initial, form_kwargs=options)

    def _leave_rows(self, data, fellow) -> Rows:
        leaves = [leave for leave in self.board.leaves if leave.fellow_id == fellow.pk]
        initial = [
            {"row": leave.pk, "starts_on": leave.starts_on, "ends_on": leave.ends_on, "note": leave.note}
            for leave in leaves
        ]
        options = {"year": self.board.year, "rows": {leave.pk: leave for leave in leaves}}
        return LeaveRows(data, prefix=f"leave-{fellow.letter}", initial=initial, form_kwargs=options)

    @property
    def is_outdated(self) -> bool:
        """Whether the year was changed after this form was opened: what it holds would undo that."""
        return self.opened != self.board.version

    def is_valid(self) -> bool:
        """Whether every row can be read. All are looked at, so that all faults are shown together."""
        parts = [*self.blocks.values(), *self.stays.values(), *self.leaves.values()]
        return all(part.is_valid() for part in parts)

    def save(self) -> None:
        """Bring what was changed into the database."""
        for block in self.board.blocks:
            form = self.blocks[block.number]
            if form.has_changed():
                block.starts_on, block.ends_on = form.cleaned_data["starts_on"], form.cleaned_data["ends_on"]
                block.save()
        for block in self.board.blocks:
            for fellow in self.board.fellows:
                self._save(self.stays[block.number, fellow.letter], Stay, block=block, fellow=fellow)
        for fellow in self.board.fellows:
            self._save(self.leaves[fellow.letter], Leave, fellow=fellow)

    @staticmethod
    def _save(rows: Rows, model: type, **belongs_to) -> None:
        for form in rows.forms:
            if not form.has_changed():
                continue
            given = dict(form.cleaned_data)
            record = form.rows.get(given.pop("row", None))
            if given.pop("DELETE", False):
                if record is not None:
                    record.delete()
                continue
            record = record or model(**belongs_to)
            for name, value in given.items():
                setattr(record, "site_id" if name == "site" else name, value)
            record.save()


class YearForm(forms.ModelForm):
    """The day on which a new year starts."""

    class Meta:
        model = AcademicYear
        fields = ["starts_on"]
        widgets = {"starts_on": DayInput()}

    @property
    def days_in_words(self) -> str:
        """The year's days, once they are known to be good."""
        return range_in_words(self.instance.starts_on, self.instance.ends_on)
