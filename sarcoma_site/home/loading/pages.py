"""Pages from their files: first every page where it belongs, then everything that points to others."""

from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Page

from sarcoma_site.core.content_files.errors import ContentError
from sarcoma_site.core.content_files.page_files import PageFile, address_of, read_page_file
from sarcoma_site.core.models import BasePage
from sarcoma_site.core.ordered_rows import in_order

from .library import Library
from .records import parent_of, refused
from .values import BodyWriter, field_value, field_values, row

PAGES_FOLDER = "pages"
_ABOUT_THE_FILE = ("type", "draft", "order", "sources")


@dataclass
class PlannedPage:
    """A page file with the page type it asks for."""

    file: PageFile
    model: type[BasePage]

    @property
    def is_draft(self) -> bool:
        """Whether the page is never shown to visitors until staff publish it."""
        return bool(self.file.fields.get("draft", False))


def read_pages(root: Path) -> list[PlannedPage]:
    """Every page file of the folder, parents before children, siblings in their order.

    Raises:
        ContentError: a file cannot be read, names no page type, or stands below no page.
    """
    folder = root / PAGES_FOLDER
    files = [
        read_page_file(path, address_of(path, folder), path.relative_to(root)) for path in sorted(folder.rglob("*.md"))
    ]
    return [PlannedPage(file, page_type_of(file)) for file in files]


def in_tree_order(planned: list[PlannedPage]) -> list[PlannedPage]:
    """Parents before children; siblings by their `order`, then by title.

    Raises:
        ContentError: two files ask for one address, or a page's parent has no file.
    """
    by_address: dict[str, PlannedPage] = {}
    for page in planned:
        if page.file.address in by_address:
            other = by_address[page.file.address].file.path
            raise ContentError(page.file.path, 1, f"“{other}” is at the same address, {page.file.address}")
        by_address[page.file.address] = page
    for page in planned:
        parent = page.file.parent_address
        if parent is not None and parent not in by_address:
            raise ContentError(page.file.path, 1, f"there is no file for the page above it, {parent}")
    return sorted(planned, key=_tree_key)


def _tree_key(page: PlannedPage) -> tuple:
    return (
        page.file.address.count("/") if page.file.address != "/" else 0,
        page.file.parent_address or "",
        page.file.fields.get("order", 1000),
        str(page.file.fields.get("title", "")),
    )


def page_type_of(file: PageFile) -> type[BasePage]:
    """The page type that a file names.

    Raises:
        ContentError: it names none.
    """
    name = file.fields.get("type")
    try:
        model = apps.get_model(str(name))
    except (LookupError, ValueError):
        model = None
    if model is None or not issubclass(model, BasePage):
        raise ContentError(file.path, file.fields.line_of("type"), f"“type: {name}” is no page type")
    if not isinstance(file.fields.get("order", 0), int) or not isinstance(file.fields.get("draft", False), bool):
        raise ContentError(file.path, file.fields.line_of("order"), "“order” is a number and “draft” is true or false")
    return model


class PageWriter:
    """Writes one page from its file."""

    def __init__(self, planned: PlannedPage, library: Library):
        self.planned, self.file, self.model, self.library = planned, planned.file, planned.model, library

    def create(self, parent: Page) -> BasePage:
        """Put the page where it belongs, not live, with all that points nowhere else.

        Raises:
            ContentError: a field is unknown or refused, or the page type may not stand there.
        """
        allowed = parent.specific_class.allowed_subpage_models() if parent.depth > 1 else None
        if allowed is not None and self.model not in allowed:
            line = self.file.fields.line_of("type")
            raise ContentError(self.file.path, line, f"a “{self.model._meta.verbose_name}” cannot stand there")
        page = self.model(slug=self.file.slug or "home", live=False)
        self._set_plain_fields(page)
        try:
            parent.add_child(instance=page)
        except ValidationError as error:
            raise refused(error, self.file.fields, self.file.path) from error
        return page

    def fill(self, page: BasePage, user=None) -> None:
        """Set everything that the file says, and publish it, or leave it as a draft.

        Raises:
            ContentError: a value is refused, or points to something that is not there.
        """
        self._set_plain_fields(page)
        self._set_relations(page)
        writer = BodyWriter(self.file, self.library)
        if self._has("body"):
            page.body = self._stream(page, "body", writer.body())
        elif self.file.blocks:
            raise ContentError(self.file.path, self.file.blocks[0].line, "this page type has no text of its own")
        if self._has("sources"):
            page.sources = self._stream(page, "sources", writer.references())
        try:
            page.full_clean()
            revision = page.save_revision(user=user)
            if not self.planned.is_draft:
                revision.publish(user=user)
        except ValidationError as error:
            raise refused(error, self.file.fields, self.file.path) from error
        if self.planned.is_draft and page.live:
            page.unpublish(user=user)

    def _has(self, name: str) -> bool:
        return any(isinstance(field, StreamField) and field.name == name for field in self.model._meta.fields)

    @staticmethod
    def _stream(page: BasePage, name: str, data: list[dict]):
        return page._meta.get_field(name).stream_block.to_python(data)

    def _set_plain_fields(self, page: BasePage) -> None:
        """Everything that points to no other page or record."""
        for name, value in self.file.fields.items():
            if name in _ABOUT_THE_FILE:
                continue
            line = self.file.fields.line_of(name)
            field = self._field(name, line)
            if not field.is_relation:
                setattr(page, name, field_value(field, value, self.library, self.file.path, line))

    def _set_relations(self, page: BasePage) -> None:
        """Foreign keys, ordered rows, and words of a vocabulary."""
        for name, value in self.file.fields.items():
            if name in _ABOUT_THE_FILE:
                continue
            line = self.file.fields.line_of(name)
            field = self._field(name, line)
            if field.one_to_many:
                if not isinstance(value or [], list):
                    raise ContentError(self.file.path, line, f"“{name}” is a list")
                model = field.related_model
                rows = [
                    row(model, parent_of(model), entry, self.library, self.file.path, line) for entry in value or []
                ]
                setattr(page, name, in_order(rows))
            elif field.many_to_many:
                setattr(page, name, field_values(field, value, self.library, self.file.path, line))
            elif field.is_relation:
                setattr(page, name, field_value(field, value, self.library, self.file.path, line))

    def _field(self, name: str, line: int) -> models.Field:
        fields = {field.name: field for field in self.model._meta.get_fields() if _is_for_writers(field, self.model)}
        if name not in fields:
            names = ", ".join(sorted(fields))
            raise ContentError(
                self.file.path, line, f"a “{self.model._meta.verbose_name}” has no “{name}”; it has: {names}"
            )
        return fields[name]


def _is_for_writers(field: models.Field, model: type[BasePage]) -> bool:
    """Whether a file may set the field: the page's own fields, its ordered rows, and its words for search engines."""
    if field in get_all_child_relations(model):
        return field.related_model is not None and hasattr(field.related_model, "sort_order")
    if field in get_all_child_m2m_relations(model):
        return True
    if not field.concrete:
        return False
    if field.model is Page:
        return field.name in ("title", "slug", "seo_title", "search_description", "show_in_menus")
    return not isinstance(field, (StreamField, models.OneToOneField))
