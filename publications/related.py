"""Papers that a reader of one paper may want next."""

from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

MOST_RELATED = 4
# A shared topic says more than a shared author: some people wrote half of what there is.
_TOPIC_WEIGHT = 2


def related_to(page, people: list[int], topics: list, but: list) -> list:
    """A handful of visible papers on the same topics or by the same people of ours, the closest first.

    Args:
        page: the record that is being read.
        people: the keys of our people who wrote it.
        topics: what it is about.
        but: records that the page shows already.
    """
    on_topic = type(page).topics.through.objects.filter(topic__in=topics)
    by_people = type(page)._meta.get_field("authors").related_model.objects.filter(person__in=people)
    if not people and not topics:
        return []
    papers = type(page).objects.visible().exclude(pk__in=[page.pk, *(other.pk for other in but)])
    papers = papers.filter(relates_to__isnull=True).filter(
        Q(pk__in=on_topic.values("publicationpage")) | Q(pk__in=by_people.values("publication"))
    )
    closeness = _count(
        on_topic.model, "publicationpage", "topic", [topic.pk for topic in topics]
    ) * _TOPIC_WEIGHT + _count(by_people.model, "publication", "person", people)
    found = papers.annotate(closeness=closeness).newest_first()
    return list(found.order_by(F("closeness").desc(), *found.query.order_by).listed()[:MOST_RELATED])


def _count(rows, key: str, target: str, wanted: list[int]):
    """How many rows of the record at hand point to what is wanted.

    `Coalesce` keeps SQLite from going through all rows of a busy person for each record: it then takes the few rows of
    the record instead.
    """
    mine = rows.objects.filter(**{key: OuterRef("pk")}).annotate(pointed_to=Coalesce(f"{target}_id", 0))
    counted = mine.filter(pointed_to__in=wanted).order_by().values(key).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
