"""The fellows of the present and of earlier years, as far as they agreed to be named."""

import datetime
from dataclasses import dataclass, field

from django.utils import timezone

from sarcoma_site.core.site_frame import current_frame

from .models.fellows import Fellow


@dataclass
class NamedFellow:
    """What visitors read of one fellow; `href` leads to the fellow's own page while that is public."""

    name: str
    year: str
    training_before: str
    position_after: str
    href: str = ""


@dataclass
class FellowsByYear:
    """Those of this year and of years to come, and those of years that are over, newest first."""

    present: list[NamedFellow] = field(default_factory=list)
    past: list[NamedFellow] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.present or self.past)


def fellows_by_year(today: datetime.date | None = None) -> FellowsByYear:
    """Everybody who agreed, in one query."""
    today = today or timezone.localdate()
    found = FellowsByYear()
    frame = current_frame()
    for fellow in Fellow.objects.listed(today).select_related("person"):
        person = fellow.person if fellow.person_id and frame.shows(fellow.person) else None
        named = NamedFellow(
            fellow.full_name,
            fellow.year.name,
            fellow.training_before,
            fellow.position_after,
            person.href if person else "",
        )
        (found.past if fellow.year.is_over(today) else found.present).append(named)
    return found
