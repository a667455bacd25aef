"""The reading list for a selection: its entries, and the choices that lead on, each with what it would show.

A record that belongs to another in the list stands below it and is no entry. Every number beside a choice is the number
of entries that choosing it would show, whatever else is chosen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from sarcoma_site.core.visibility import where_visible

from .querysets import PublicationQuerySet
from .selection import NO_YEAR, Selection

UNKNOWN_YEAR = "Year not given"
LABELS = {
    "words": "Words",
    "person": "Person",
    "program": "Program",
    "topic": "Topic",
    "year": "Year",
    "kind": "Type",
}
# What is read on its own; the other kinds belong to something else.
PAPERS = ("article", "review", "preprint", "editorial")


@dataclass(frozen=True)
class Choice:
    """One way to narrow the list, with the number of entries that it would show."""

    slug: str
    name: str
    count: int


@dataclass(frozen=True)
class Chip:
    """A part of the selection in words, with the address of the list without it."""

    label: str
    name: str
    href: str


class ReadingList:
    """The list for one selection. Each part asks one question of the database, however many records there are."""

    def __init__(self, model, selection: Selection):
        self.model, self.selection = model, selection

    def records(self, but: str = "") -> PublicationQuerySet:
        """All visible records of the selection, with those that stand below others.

        Args:
            but: a part of the selection to leave out.
        """
        return self.selection.narrow(self.model.objects.visible(), but)

    @property
    def entries(self) -> PublicationQuerySet:
        """What the list shows, newest first, with all that it shows of each."""
        return self.records().entries().recent_first().with_companions()

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many `entries` there are, how many of them are `papers`, and how many `others` stand on their own."""
        rows = self._by_kind
        chosen = self.selection.kind
        rows = [row | {"alone": row["chosen"]} for row in rows if row["kind"] == chosen] if chosen else rows
        entries = sum(row["alone"] for row in rows)
        papers = sum(row["alone"] for row in rows if row["kind"] in PAPERS)
        return {"entries": entries, "papers": papers, "others": entries - papers}

    @cached_property
    def _by_kind(self) -> list[dict]:
        """The number of each kind in the list as it is (`alone`), and when only this kind is chosen (`chosen`)."""
        records = self.records(but="kind")
        counts = {
            "alone": Count("pk", filter=~records.is_nested()),
            "chosen": Count("pk", filter=~records.is_nested(Q(relates_to__kind=F("kind")))),
        }
        return list(records.order_by().values("kind").annotate(**counts))

    @cached_property
    def kinds(self) -> list[Choice]:
        """The types of records, in the order of the model."""
        counts = {row["kind"]: row["chosen"] for row in self._by_kind}
        return self._worth_offering("kind", (Choice(*kind, counts.get(kind[0], 0)) for kind in self.model.Kind.choices))

    @cached_property
    def years(self) -> list[Choice]:
        """The years, newest first; last what has none."""
        shelves = {"shelf": Coalesce("issued_year", 0), "paper_shelf": Coalesce("relates_to__issued_year", 0)}
        records = self.records(but="year")
        alone = records.annotate(**shelves).filter(~records.is_nested(Q(shelf=F("paper_shelf")))).order_by()
        counted = alone.values("shelf").annotate(count=Count("pk")).order_by("-shelf")
        choices = [
            Choice(str(row["shelf"] or NO_YEAR), str(row["shelf"] or UNKNOWN_YEAR), row["count"]) for row in counted
        ]
        chosen = self.selection.year
        if chosen and chosen not in {choice.slug for choice in choices}:
            choices.insert(0, Choice(chosen, UNKNOWN_YEAR if chosen == NO_YEAR else chosen, 0))
        return choices

    @cached_property
    def people(self) -> list[Choice]:
        """Our people, by family name."""
        rows = self.model._meta.get_field("authors").related_model.objects
        return self._counted("person", rows, "person", "publication", ("person__family_name", "person__given_name"))

    @cached_property
    def programs(self) -> list[Choice]:
        """The programs that picked papers."""
        rows = self.model._meta.get_field("program_rows").related_model.objects
        return self._counted("program", rows, "page", "publication", ("page__path",))

    @cached_property
    def topics(self) -> list[Choice]:
        """The topics, by name."""
        rows = self.model.topics.through.objects
        return self._counted("topic", rows, "topic", "publicationpage", ("topic__name",), name="name")

    def _counted(self, part: str, rows, target: str, publication: str, order: tuple, name: str = "title"):
        """The choices of one part from its rows, each of which joins a record and what can be chosen.

        Args:
            target: the row's key to what can be chosen, a visible page or a topic.
            publication: the row's key to the record.
        """
        records = self.records(but=part).order_by()
        # A record that stands below its paper is counted with it, if the paper has the same choice.
        same = rows.filter(**{publication: OuterRef(f"{publication}__relates_to"), target: OuterRef(target)})
        is_nested = Q(**{f"{publication}__relates_to__in": records.heads()}) & Q(Exists(same))
        is_here = Q(**{f"{publication}__in": records.values("pk")})
        alone = Q(**{f"{publication}__relates_to__isnull": True}) | ~is_nested
        counted = Count(publication, filter=is_here & alone, distinct=True)
        if name == "title":
            rows = rows.filter(where_visible(target))
        found = (
            rows.filter(where_visible(publication))
            .order_by(*order)
            .values(*order, slug=F(f"{target}__slug"), label=F(f"{target}__{name}"))
            .annotate(count=counted)
        )
        return self._worth_offering(part, (Choice(row["slug"], row["label"], row["count"]) for row in found))

    def _worth_offering(self, part: str, choices: Iterable[Choice]) -> list[Choice]:
        """Those that lead somewhere, and the one that is chosen."""
        chosen = getattr(self.selection, part)
        return [choice for choice in choices if choice.count or choice.slug == chosen]

    def chips(self, path: str) -> list[Chip]:
        """What narrows the list, in words; a slug that nothing here has is shown as it was asked."""
        known = {"person": self.people, "program": self.programs, "topic": self.topics, "year": self.years}
        known["kind"] = self.kinds
        chips = []
        for part, value in self.selection.active.items():
            names = {choice.slug: choice.name for choice in known.get(part, [])}
            shown = f"“{value}”" if part == "words" else names.get(value, value)
            chips.append(Chip(LABELS[part], shown, self.selection.without(part).address(path)))
        return chips
