"""Ways to ask for publications."""

from django.db.models import (
    Aggregate,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce

from sarcoma_site.core.visibility import VisiblePageQuerySet, visible_rows, where_visible

from .word_search import keys_with

# What no list shows. With abstracts, a list of 10,000 records would read tens of megabytes.
_NOT_LISTED = ("abstract", "more", "staff_note", "title_as_listed", "search_description", "seo_title")


class PublicationQuerySet(VisiblePageQuerySet):
    """Publications as visitors and lists need them."""

    def recent_first(self) -> "PublicationQuerySet":
        """Those a visitor may see, the newest first, with authors and marks in two queries."""
        return self.visible().newest_first().listed().prefetch_related(shown_authors(self.model))

    def newest_first(self) -> "PublicationQuerySet":
        """By year, month and day, what has none last; then by title."""
        parts = (F(f"issued_{part}").desc(nulls_last=True) for part in ("year", "month", "day"))
        return self.order_by(*parts, "title", "pk")

    def listed(self) -> "PublicationQuerySet":
        """Without what no list shows, and with the kinds of notices about each, which every list shows."""
        return self.defer(*_NOT_LISTED).annotate(notice_kinds=_notice_kinds(self.model, "pk"))

    def by_person(self, slug: str) -> "PublicationQuerySet":
        """Those of one author or member of a group, by the slug of a page that a visitor may see."""
        rows = self._related("authors").objects.filter(where_visible("person"), person__slug=slug)
        return self.filter(pk__in=rows.values("publication"))

    def by_program(self, slug: str) -> "PublicationQuerySet":
        """Those that a program picked, by the slug of a page that a visitor may see."""
        rows = self._related("program_rows").objects.filter(where_visible("page"), page__slug=slug)
        return self.filter(pk__in=rows.values("publication"))

    def on_topic(self, slug: str) -> "PublicationQuerySet":
        """Those on one topic, by its slug."""
        rows = self.model.topics.through.objects.filter(topic__slug=slug)
        return self.filter(pk__in=rows.values("publicationpage"))

    def with_words(self, words: str) -> "PublicationQuerySet":
        """Those that hold all the words in title, authors, journal, abstract or identifiers.

        Accents, hyphens and case make no difference. The words are looked up in Wagtail's search index.
        """
        return self.filter(pk__in=keys_with(self.model, words))

    def entries(self) -> "PublicationQuerySet":
        """Without the records that belong to another one among these: a list shows those under their paper."""
        return self.filter(~self.is_nested())

    def is_nested(self, same: Q | None = None) -> Q:
        """Whether a record's paper is among these as well, so that the record stands below it and not beside it.

        A record that belongs to a record that itself belongs to another stands on its own: lists nest one level deep.

        Args:
            same: what must be true besides, of the record and its paper (`relates_to`).
        """
        return Q(relates_to__isnull=False) & Q(relates_to__in=self.heads()) & (same or Q())

    def heads(self) -> "PublicationQuerySet":
        """The keys of those that others can stand below. The database finds them once, not once a record."""
        return self.order_by().filter(relates_to__isnull=True).values("pk")

    def with_companions(self) -> "PublicationQuerySet":
        """With the visible records that belong to each, in one query more, and with what each belongs to."""
        companions = self.model.objects.visible().listed().order_by("kind", "path")
        above = [f"relates_to__{name}" for name in _NOT_LISTED]
        return (
            self.select_related("relates_to")
            .defer(*_NOT_LISTED, *above)
            .prefetch_related(Prefetch("companions", queryset=companions, to_attr="fetched_companions"))
        )

    def _related(self, relation: str):
        return self.model._meta.get_field(relation).related_model


def listed_publications(rows) -> list:
    """The visible publications of rows that somebody picked, in their order, with authors and marks in two queries.

    A record whose paper was picked as well stands below that paper.
    """
    rows = visible_rows(_with_notice_kinds(rows), "publication")
    publications = [row.publication for row in rows]
    if not publications:
        return []
    for row in rows:
        if hasattr(row, "notice_kinds"):
            row.publication.notice_kinds = row.notice_kinds
    prefetch_related_objects(publications, shown_authors(type(publications[0])))
    papers = {page.pk: page for page in publications if page.relates_to_id is None}
    for paper in papers.values():
        paper.fetched_companions = [page for page in publications if page.relates_to_id == paper.pk]
    return [page for page in publications if page.relates_to_id not in papers]


def shown_authors(model) -> Prefetch:
    """The authors of records in their order, with their people."""
    rows = model._meta.get_field("authors").related_model
    return Prefetch("authors", queryset=rows.objects.select_related("person").order_by("sort_order", "pk"))


class _Joined(Aggregate):
    """Texts of several rows in one, between commas."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(
            compiler, connection, function="STRING_AGG", template="%(function)s(%(expressions)s, ',')", **context
        )


def _notice_kinds(model, key: str):
    """The kinds of the notices about a record, between commas; the record is in the column `key`."""
    notices = model._meta.get_field("notices").related_model.objects.filter(publication=OuterRef(key)).order_by()
    kinds = notices.values("publication").annotate(kinds=_Joined("kind")).values("kinds")
    return Coalesce(Subquery(kinds, output_field=TextField()), Value(""), output_field=TextField())


def _with_notice_kinds(rows):
    """The rows with the kinds of notices, unless they are an editor's unsaved ones, which no query can read."""
    found = rows.get_queryset() if hasattr(rows, "get_queryset") else rows
    if not isinstance(found, QuerySet):
        return rows
    publication = found.model._meta.get_field("publication").related_model
    return found.annotate(notice_kinds=_notice_kinds(publication, "publication"))
