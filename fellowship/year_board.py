"""A year of rotations as the database has it: its blocks, fellows, stays and leave, read together in five queries."""

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from wagtail.log_actions import log
from wagtail.log_actions import registry as log_registry

from .academic_dates import Span, range_in_words
from .models import AcademicYear, Block, Fellow, Leave, RotationPage, Stay
from .rotation_plan import CannotPlan, proposed_year
from .rotation_rules import (
    LETTERS,
    PlannedBlock,
    PlannedLeave,
    PlannedSite,
    PlannedStay,
    Problem,
    YearPlan,
    problems_of,
)

MADE_PUBLIC, TAKEN_BACK = "fellowship.year_public", "fellowship.year_taken_back"
CHANGED, PLANNED = "fellowship.year_changed", "fellowship.year_planned"


@dataclass
class YearBoard:
    """One year with everything on it. Names are those that staff read."""

    year: AcademicYear
    blocks: list[Block]
    fellows: list[Fellow]
    stays: list[Stay]
    leaves: list[Leave]
    sites: list[RotationPage]  # Where somebody may be sent.
    hospitals: list[RotationPage]  # Those of them that the rules look at.

    @classmethod
    def of(cls, year: AcademicYear, had: Iterable[RotationPage] = ()) -> "YearBoard":
        """The year as it is now.

        Args:
            had: hospitals that the year had before it was changed, and must not lose without a word.
        """
        blocks, fellows = list(year.blocks.all()), list(year.fellows.order_by("letter"))
        stays = list(Stay.objects.filter(block__year=year))
        leaves = list(Leave.objects.filter(fellow__year=year))
        _join(blocks, fellows, stays, leaves)
        sites = list(RotationPage.objects.order_by("path"))
        by_key = {site.pk: site for site in sites}
        for stay in stays:
            stay.site = by_key[stay.site_id]
        there = {stay.site_id for stay in stays} | {site.pk for site in had}
        sites = [site for site in sites if site.live or site.pk in there]
        return cls(year, blocks, fellows, stays, leaves, sites, hospitals_of(year, sites, there))

    def stays_of(self, fellow: Fellow, block: Block) -> list[Stay]:
        return [stay for stay in self.stays if (stay.fellow_id, stay.block_id) == (fellow.pk, block.pk)]

    def plan(self) -> YearPlan:
        """The year as the rules look at it."""
        return YearPlan(
            span=self.year.span,
            sites=planned_sites(self.hospitals),
            blocks=tuple(PlannedBlock(block.number, block.span) for block in self.blocks),
            stays=tuple(
                PlannedStay(stay.block.number, stay.fellow.letter, stay.site_id, stay.span, stay.weekday_numbers)
                for stay in self.stays
            ),
            leaves=tuple(
                PlannedLeave(leave.fellow.letter, Span(leave.starts_on, leave.ends_on)) for leave in self.leaves
            ),
            names={fellow.letter: self.name_of(fellow) for fellow in self.fellows},
        )

    @staticmethod
    def name_of(fellow: Fellow) -> str:
        """“Fellow A (Ada Muster, MD)”."""
        return f"{fellow.place} ({fellow.full_name})" if fellow.full_name else fellow.place

    @cached_property
    def problems(self) -> list[Problem]:
        """Every rule that the year breaks."""
        return problems_of(self.plan())

    @property
    def without_side(self) -> list[RotationPage]:
        """Hospitals that nobody is asked to go to until somebody says on which side they stand."""
        return [site for site in self.sites if not site.side.strip() and site not in self.hospitals]

    @property
    def version(self) -> str:
        """Another word after each change of what the board holds, so that nobody saves over what others did."""
        rows = [*self.blocks, *self.stays, *self.leaves]
        counted = sorted(f"{row._meta.model_name} {row.pk} {row.changes}" for row in rows)
        return hashlib.sha256("\n".join(counted).encode()).hexdigest()[:16]

    def words(self) -> dict[str, str]:
        """Each thing on the board as one line, to say what changed between two of them.

        Without the notes of leave: why somebody is away is in no history, which outlives leave and year.
        """
        lines = {f"block {block.pk}": f"{block}: {block.dates}" for block in self.blocks}
        for stay in self.stays:
            days = f", {stay.days_in_words}" if stay.days_in_words else ""
            lines[f"stay {stay.pk}"] = f"{stay}: {stay.dates}{days}"
        for leave in self.leaves:
            dates = range_in_words(leave.starts_on, leave.ends_on)
            lines[f"leave {leave.pk}"] = f"{leave.fellow.place}, leave: {dates}"
        return lines


def _join(blocks: list, fellows: list, stays: list, leaves: list) -> None:
    """Let rows point to the objects that are read already."""
    block_of, fellow_of = {b.pk: b for b in blocks}, {f.pk: f for f in fellows}
    for stay in stays:
        stay.block, stay.fellow = block_of[stay.block_id], fellow_of[stay.fellow_id]
    for leave in leaves:
        leave.fellow = fellow_of[leave.fellow_id]


def hospitals_of(year: AcademicYear, sites: list[RotationPage], there: set[int]) -> list[RotationPage]:
    """The hospitals that the rules of a year look at.

    While a year is planned, all that have a side. A year that is public or has begun has those where somebody is, once
    they make up both sides: a hospital that joins later breaks no year that was made without it.

    Args:
        there: the keys of the hospitals where somebody is.
    """
    own = [site for site in sites if site.pk in there]
    sides = {site.side.strip() for site in own} - {""}
    if (year.is_public or year.has_begun()) and len(sides) >= len(LETTERS):
        return own
    return [site for site in sites if site.pk in there or site.side.strip()]


def planned_sites(pages: Iterable[RotationPage]) -> tuple[PlannedSite, ...]:
    """The hospitals as the rules look at them."""
    return tuple(PlannedSite(page.pk, page.short_name, page.side.strip()) for page in pages)


def what_changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The lines that are new, other or gone, for the history."""
    found = [f"New: {line}" for key, line in after.items() if key not in before]
    found += [f"{before[key]} → {line}" for key, line in after.items() if key in before and before[key] != line]
    return found + [f"Gone: {line}" for key, line in before.items() if key not in after]


def year_to_plan_from() -> AcademicYear | None:
    """The latest year, which the next one follows."""
    return AcademicYear.objects.order_by("-starts_on").first()


def hospitals_without_side() -> list[RotationPage]:
    """Those that no proposal holds, because nobody said on which side they stand."""
    return [page for page in RotationPage.objects.visible().order_by("path") if not page.side.strip()]


def proposal(starts_on: datetime.date, after: AcademicYear | None = None) -> YearPlan:
    """A plan of the year that starts on this day; Fellow A starts where the last Fellow A did not end.

    Raises:
        CannotPlan: the hospitals do not say on which side they stand.
    """
    pages = RotationPage.objects.visible().order_by("path")
    sites = planned_sites(page for page in pages if page.side.strip())
    last = ""
    if after is not None:
        stay = Stay.objects.filter(block__year=after, fellow__letter="A").select_related("site")
        last_stay = stay.order_by("block__number").last()
        last = last_stay.site.side.strip() if last_stay else ""
    plan = proposed_year(starts_on, sites, last)
    if problems_of(plan):  # A block too short for its hospitals, and the like.
        raise CannotPlan("No year that keeps every rule can be made of these hospitals. Look at their sides.")
    return plan


@transaction.atomic
def create_year(year: AcademicYear, plan: YearPlan | None = None) -> AcademicYear:
    """Save a new year with its blocks and its two places; with a plan, also who is where. It is not public."""
    year.is_public = False
    year.save()
    year.make_blocks_and_fellows()
    if plan is not None:
        blocks = {block.number: block for block in year.blocks.all()}
        fellows = {fellow.letter: fellow for fellow in year.fellows.all()}
        for planned in plan.stays:
            block = blocks[planned.block]
            Stay(
                block=block,
                fellow=fellows[planned.letter],
                site_id=planned.site,
                starts_on=None if planned.span.starts_on == block.starts_on else planned.span.starts_on,
                ends_on=None if planned.span.ends_on == block.ends_on else planned.span.ends_on,
            ).save()
    log(year, PLANNED)
    return year


@transaction.atomic
def make_public(year: AcademicYear) -> list[Problem]:
    """Show the year to visitors, if it keeps every rule; else say which it breaks."""
    AcademicYear.objects.select_for_update().get(pk=year.pk)
    problems = YearBoard.of(year).problems
    if not problems and not year.is_public:
        year.is_public = True
        year.save(update_fields=["is_public"])
        log(year, MADE_PUBLIC)
    return problems


@transaction.atomic
def delete_year(year: AcademicYear) -> None:
    """Remove a year; of what was changed on its board, the history keeps when and by whom, but not what it was."""
    log_registry.get_logs_for_instance(year).filter(action=CHANGED).update(data={})
    log(year, "wagtail.delete")
    year.delete()


@transaction.atomic
def take_back(year: AcademicYear) -> None:
    """Hide the year from visitors again."""
    if year.is_public:
        year.is_public = False
        year.save(update_fields=["is_public"])
        log(year, TAKEN_BACK)
