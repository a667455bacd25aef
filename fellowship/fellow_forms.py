"""The form of a fellow in the CMS."""

import datetime

from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm

from .models import Fellow

OTHERS_CONSENT = (
    "This is the consent of {name}. Whoever is named now gives their own: enter its day, or empty the field. Then the "
    "site shows the place without a name."
)
A_YEAR = datetime.timedelta(days=366)


class FellowForm(WagtailAdminModelForm):
    """A fellow’s name, training and consent. A place of a year that nobody has yet is filled, not made twice."""

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        if self.instance.pk is not None:
            # Stays and the calendar's address belong to the place, so nobody is moved to another one.
            self.fields["year"].disabled = self.fields["letter"].disabled = True
        if self.instance.pk is None and not self.is_bound:
            place = next_open_place()
            if place is not None:
                self.initial.setdefault("year", place.year_id)
                self.initial.setdefault("letter", place.letter)

    def clean(self) -> dict:
        given = super().clean()
        if self.instance.pk is None and given.get("year") and given.get("letter"):
            place = Fellow.objects.filter(year=given["year"], letter=given["letter"]).first()
            if place is not None and place.is_open_place:
                self.instance = place
        if self._is_named_anew(given) and "consent_on" not in self.changed_data and given.get("consent_on"):
            self.add_error("consent_on", OTHERS_CONSENT.format(name=self._name_before()))
        return given

    def _is_named_anew(self, given: dict) -> bool:
        """Whether both parts of the name changed. A mended spelling costs a new calendar address
        (`Fellow.is_somebody_else_than`), which is cheap, but not the consent.
        """
        before = [self.initial.get(part) for part in ("given_name", "family_name")]
        return all(before) and all(given.get(part) != self.initial[part] for part in ("given_name", "family_name"))

    def _name_before(self) -> str:
        return f"{self.initial['given_name']} {self.initial['family_name']}"


def next_open_place() -> Fellow | None:
    """The place that is most likely meant: the first one that nobody has in a year that is not over."""
    today = timezone.localdate()
    fellows = Fellow.objects.filter(year__starts_on__gt=today - A_YEAR).select_related("year")
    return next((fellow for fellow in fellows.order_by("year__starts_on", "letter") if fellow.is_open_place), None)
