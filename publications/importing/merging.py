"""What a record from a source changes on a page that is there, and where a person's edit stands against it.

Three values meet in each field: what the source said last time, what the page says now, and what the source says now.
A field that no person edited, that is one which still says what the source said, follows the source. One that a person
edited stays, and where the source has since changed its mind, both values are shown. An empty field is filled.
"""

from dataclasses import dataclass, field

from ..csl import in_order
from .equality import say_the_same

AHEAD_OF_PRINT = "advance online publication"

# What a paper says of its issue: a list that still knows it as ahead of print says nothing about these.
_OF_THE_ISSUE = ("status", "issued", "volume", "issue", "page")
_POINTERS = ("notices", "relates-to", "update-of")
# What stands under `custom` in an item.
_CUSTOM = ("kind", "notices", "relates-to", "update-of", "author-orcid", "collaborators", "authors-incomplete")


@dataclass(frozen=True)
class Difference:
    """One field, what the page says, and what the record says. Nothing is None."""

    field: str
    ours: object
    theirs: object

    def as_json(self) -> dict:
        return {"field": self.field, "ours": self.ours, "theirs": self.theirs}


@dataclass
class Merged:
    """The item that the page is to hold and the source's own, what that changes, and what it leaves to a person."""

    item: dict
    source: dict
    changes: list[Difference] = field(default_factory=list)
    conflicts: list[Difference] = field(default_factory=list)


def merge(ours: dict, last: dict, theirs: dict) -> Merged:
    """Bring a source's item into a page's.

    Args:
        ours: the page as an item, with all that people edited.
        last: the item as this page's source gave it before; empty when people wrote the page.
        theirs: the item as the source gives it now.
    """
    page, before = flat(ours), flat(last)
    news = _news(flat(theirs), page)
    if _came_out(page, news):
        news["status"] = None
    merged = Merged({}, {})
    for name, value in news.items():
        difference = _difference(name, page.get(name), before.get(name), value)
        if difference is None:
            continue
        if _may_follow(name, page.get(name), before.get(name), value):
            merged.changes.append(difference)
            page[name] = difference.theirs
        else:
            merged.conflicts.append(difference)
    merged.item, merged.source = in_order(unflat(page)), in_order(unflat({**before, **news}))
    return merged


def _difference(name: str, ours, last, theirs) -> Difference | None:
    """What the source says against the page, unless it is the same or a person has decided on it before."""
    if name in _POINTERS:
        theirs = with_pointers(ours, theirs)
    if say_the_same(name, ours, theirs):
        return None
    if last is not None and say_the_same(name, last, theirs):
        return None
    return Difference(name, ours, theirs)


def _may_follow(name: str, ours, last, theirs) -> bool:
    """Whether nobody has edited the field: it is empty, or says what the source said last. Notices only grow."""
    return not ours or name in _POINTERS or (last is not None and say_the_same(name, last, ours))


def _came_out(page: dict, news: dict) -> bool:
    """Whether the source has a paper in print that the page knows as ahead of print."""
    return page.get("status") == AHEAD_OF_PRINT and "status" not in news and "volume" in news


def _news(theirs: dict, page: dict) -> dict:
    """The source's item without what says less than the page does."""
    left_out = {"id"}
    if theirs.get("status") == AHEAD_OF_PRINT and page.get("volume") and "status" not in page:
        left_out.update(_OF_THE_ISSUE)
    if "container-title" not in theirs and page.get("container-title-short"):
        left_out.add("container-title-short")  # One name alone may be either; the page has a better one.
    if theirs.get("authors-incomplete"):
        left_out.update(["author", "authors-incomplete"])
    if _is_less_exact(theirs.get("issued"), page.get("issued")):
        left_out.add("issued")
    if theirs.get("type") == "article-journal":
        left_out.add("type")  # What a reader assumes where the source does not say.
    return {name: value for name, value in theirs.items() if name not in left_out}


def _is_less_exact(theirs: dict | None, ours: dict | None) -> bool:
    """Whether a date is ours with its month or day left out."""
    if not theirs or not ours or not theirs.get("date-parts") or not ours.get("date-parts") or "literal" in theirs:
        return False
    short, long = theirs["date-parts"][0], ours["date-parts"][0]
    return len(short) < len(long) and list(long[: len(short)]) == list(short)


def with_pointers(ours: list | None, theirs: list) -> list:
    """Both lists of notices or relations, each once; one that points nowhere only where its kind has no other."""
    ours = list(ours or [])
    known, kinds = {_pointer(entry) for entry in ours}, {entry.get("type") for entry in ours}
    for entry in theirs:
        if _pointer(entry) not in known and (_points(entry) or entry.get("type") not in kinds):
            ours.append(entry)
    return ours


def _pointer(entry: dict) -> tuple:
    return (entry.get("type"), entry.get("PMID") or entry.get("DOI", "").lower() or entry.get("citation", ""))


def _points(entry: dict) -> bool:
    return bool(entry.get("PMID") or entry.get("DOI") or entry.get("citation"))


def flat(item: dict) -> dict:
    """The item's fields side by side, empty ones left out; a journal with one name has it as its short one."""
    values = {**item, **item.get("custom", {})}
    values.pop("custom", None)
    if "container-title" in values and "container-title-short" not in values:
        values["container-title-short"] = values.pop("container-title")
    return {name: value for name, value in values.items() if value not in ("", [], {}, None)}


def unflat(values: dict) -> dict:
    """The inverse of `flat`."""
    item = {name: value for name, value in values.items() if name not in _CUSTOM}
    custom = {name: values[name] for name in _CUSTOM if values.get(name)}
    if "container-title" not in item and "container-title-short" in item:
        item["container-title"] = item.pop("container-title-short")
    return item | ({"custom": custom} if custom else {})
