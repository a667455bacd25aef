"""What the screens of the rotation board share."""

from django.urls import reverse

from ..models import AcademicYear
from .screen import FellowshipScreen


class RotationScreen(FellowshipScreen):
    """A screen of the rotation board: closed to whoever may not keep academic years."""

    needs = "fellowship.change_academicyear"
    header_icon = "calendar-alt"

    def parents(self) -> list[dict]:
        return [{"url": reverse("fellowship_years"), "label": "Rotation board"}]

    @staticmethod
    def way_to(year: AcademicYear) -> dict:
        """The year's board, as a step of the breadcrumbs."""
        return {"url": reverse("fellowship_board", args=[year.pk]), "label": year.name}
