"""The editor's form of a conference: single dates are checked against the regular ones."""

from django.utils import timezone
from wagtail.admin.forms import WagtailAdminPageForm

from .schedules import Change, Schedule, repeated


class ConferencePageForm(WagtailAdminPageForm):
    """Says beside each row what is wrong with its date."""

    def clean(self) -> dict:
        given = super().clean()
        rows = [row for row in self._rows() if row.is_valid()]
        changes = [_change_of(row.cleaned_data) for row in rows]
        schedule = self._schedule(given)
        today = timezone.localdate()
        for row, change in zip(rows, changes, strict=True):
            is_over = change.day is not None and change.day < today
            # What is over may speak of a schedule that has changed since. Calendars leave it out then.
            for name, said in {} if is_over or schedule is None else change.faults(schedule).items():
                row.add_error(name, said)
        for place in repeated(changes):
            row = rows[place]
            name = "new_date" if changes[place].original_date is None else "original_date"
            row.add_error(name, "Another row speaks of this date.")
        return given

    def _rows(self) -> list:
        formset = self.formsets.get("exceptions")
        forms = formset.forms if formset is not None else []
        return [form for form in forms if not _goes(form) and (form.has_changed() or form.instance.pk is not None)]

    @staticmethod
    def _schedule(given: dict) -> Schedule | None:
        """The regular days as the form gives them, unless they contradict, which is said beside them."""
        names = [name for name in Schedule.__dataclass_fields__ if name in given]
        schedule = Schedule(**{name: given[name] for name in names})
        return None if schedule.faults() else schedule


def _goes(form) -> bool:
    """Whether the row is ticked to be removed."""
    return bool(form.data.get(f"{form.prefix}-DELETE"))


def _change_of(given: dict) -> Change:
    names = ("kind", "original_date", "new_date", "new_time", "new_place", "reason")
    return Change(**{name: value for name in names if (value := given.get(name)) is not None})
