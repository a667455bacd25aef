"""What a file says, turned into what a field or a block holds."""

import datetime
import uuid
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from wagtail import blocks
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock

from sarcoma_site.core.blocks import SAME_HEADING, BodyBlock, LinkBlock, TableBlock
from sarcoma_site.core.content_files.errors import ContentError
from sarcoma_site.core.content_files.page_files import FileBlock, PageFile
from sarcoma_site.core.content_files.yaml_files import LinedDict

from .library import Library
from .markdown import rich_text

_SAME_IDS_EVERY_TIME = uuid.UUID("7f2f3c39-2f6c-4a1e-9a53-5d9a3f6f0d11")


def field_value(field: models.Field, value: Any, library: Library, path: Path, line: int) -> Any:
    """The value of one model field; a list in a text field becomes one line an entry.

    Raises:
        ContentError: the value is of the wrong kind, or names something that is not there.
    """
    if value is None:
        return None if field.null else field.get_default()
    if isinstance(field, models.ForeignKey):
        return _related(field.related_model, value, library, path, line)
    if isinstance(field, models.TextField) and isinstance(value, list):
        return "\n".join(str(entry) for entry in value)
    if isinstance(field, models.DateField) and isinstance(value, datetime.date):
        return value
    if isinstance(value, (list, dict)):
        raise ContentError(path, line, f"“{field.name}” is one value, not a list")
    if isinstance(field, (models.CharField, models.TextField)) and isinstance(value, bool):
        raise ContentError(path, line, f"“{field.name}” reads as yes or no; put the words into quotation marks")
    try:
        return field.to_python(value)
    except ValidationError as error:
        raise ContentError(path, line, f"“{field.name}”: {' '.join(error.messages)}") from error


def field_values(
    field: models.ManyToManyField, value: Any, library: Library, path: Path, line: int
) -> list[models.Model]:
    """The records that one field points to, in the order of the file.

    Raises:
        ContentError: the value is no list, names something twice, or names something that is not there.
    """
    if not isinstance(value or [], list):
        raise ContentError(path, line, f"“{field.name}” is a list")
    found = [_related(field.related_model, name, library, path, line) for name in value or []]
    if len(set(found)) < len(found):
        raise ContentError(path, line, f"“{field.name}” names something twice")
    return found


def _related(model: type[models.Model], value: Any, library: Library, path: Path, line: int) -> models.Model:
    if not isinstance(value, str):
        raise ContentError(path, line, f"a {model._meta.verbose_name} is named by its slug or path, in words")
    if issubclass(model, Page):
        page = library.page(value, model, path, line)
        return page if model is Page else page.specific
    return library.record(value, model, path, line)


def row(model: type[models.Model], parent_field: str, value: Any, library: Library, path: Path, line: int):
    """One ordered row: a mapping of its fields, or the slug of what it points to."""
    fields = {
        field.name: field
        for field in model._meta.get_fields()
        if field.concrete and not field.primary_key and field.name not in (parent_field, "sort_order")
    }
    if not isinstance(value, dict):
        target = next((name for name, field in fields.items() if field.is_relation), None)
        if target is None:
            raise ContentError(path, line, f"each entry here is “name: value” with: {', '.join(fields)}")
        value = LinedDict({target: value})
        value.lines, value.line = {}, line
    at = getattr(value, "line", line)
    unknown = sorted(set(value) - set(fields))
    if unknown:
        raise ContentError(path, at, f"there is no “{unknown[0]}” here; there is: {', '.join(fields)}")
    return model(**{name: field_value(fields[name], given, library, path, at) for name, given in value.items()})


class BodyWriter:
    """Turns the blocks of one page file into the data of a body."""

    def __init__(self, page: PageFile, library: Library):
        self.page, self.library = page, library

    def body(self) -> Any:
        """The value for a `body` field, checked as the editor's form checks it.

        Raises:
            ContentError: with the line of the block that cannot be used.
        """
        stream = BodyBlock()
        data = []
        anchors = set()
        for number, block in enumerate(self.page.blocks):
            anchor = slugify(block.value.get("heading") or "")
            if anchor and anchor in anchors:
                raise ContentError(self.page.path, block.line, SAME_HEADING)
            anchors.add(anchor)
            at = f"{number}"
            value = self._raw(stream.child_blocks[block.kind], block.value, block, at)
            data.append({"type": block.kind, "value": value, "id": self._id(at)})
            self._check(stream.child_blocks[block.kind], value, block)
        return data

    def references(self) -> list[dict]:
        """The page's public sources as the data of its `sources` field."""
        data = []
        for key, source in (self.page.fields.get("sources") or {}).items():
            line = self.page.fields.line_of("sources")
            if not isinstance(source, dict) or set(source) != {"publisher", "title", "address", "read"}:
                raise ContentError(self.page.path, line, f"source “{key}” needs publisher, title, address and read")
            value = {name: None if given is None else str(given) for name, given in source.items()}
            data.append({"type": "reference", "value": value, "id": self._id(f"source-{key}")})
        return data

    def _check(self, block: blocks.Block, raw: Any, given: FileBlock) -> None:
        try:
            block.clean(block.to_python(raw))
        except ValidationError as error:
            raise ContentError(self.page.path, given.line, f"{given.kind}: {_messages(error)}") from error

    def _id(self, place: str) -> str:
        return str(uuid.uuid5(_SAME_IDS_EVERY_TIME, f"{self.page.address}:{place}"))

    def _raw(self, block: blocks.Block, value: Any, given: FileBlock, at: str) -> Any:
        """The stored form of one value; `at` is its place in the page, from which ids are made."""
        line = getattr(value, "line", given.line)
        if isinstance(block, TableBlock):
            value = self._table(value, given)
        elif isinstance(block, LinkBlock):
            value = self._link(value, line)
        if isinstance(block, blocks.StructBlock):
            return self._struct(block, value, given, at, line)
        if isinstance(block, blocks.ListBlock):
            if not isinstance(value, list):
                raise ContentError(self.page.path, line, f"“{block.name or given.kind}” is a list, a dash an entry")
            return [
                {
                    "type": "item",
                    "value": self._raw(block.child_block, entry, given, f"{at}.{number}"),
                    "id": self._id(f"{at}.{number}"),
                }
                for number, entry in enumerate(value)
            ]
        if value is None or value == "":
            return block.get_prep_value(block.get_default())
        if isinstance(block, blocks.PageChooserBlock) and isinstance(value, str):
            return self.library.page(value, block.target_model, self.page.path, line).pk
        if isinstance(block, SnippetChooserBlock):
            return self.library.record(str(value), block.target_model, self.page.path, line).pk
        if isinstance(block, blocks.RichTextBlock):
            first = given.value.line_of(block.name) if given.kind == "section" else line
            return rich_text(str(value), self.library.page_id, self.page.path, first)
        return value

    def _struct(self, block: blocks.StructBlock, value: Any, given: FileBlock, at: str, line: int) -> dict:
        if not isinstance(value, dict):
            raise ContentError(
                self.page.path, line, f"each entry here is “name: value” with: {', '.join(block.child_blocks)}"
            )
        unknown = sorted(set(value) - set(block.child_blocks))
        if unknown:
            names = ", ".join(block.child_blocks)
            raise ContentError(self.page.path, line, f"{given.kind}: there is no “{unknown[0]}”; there is: {names}")
        return {
            name: self._raw(child, value.get(name), given, f"{at}.{name}")
            if name in value
            else child.get_prep_value(child.get_default())
            for name, child in block.child_blocks.items()
        }

    def _link(self, value: Any, line: int) -> dict:
        """A link of a file, `{label, to}`, as a link block's fields."""
        if not isinstance(value, dict) or set(value) != {"label", "to"}:
            raise ContentError(self.page.path, line, "a link here is {label: …, to: …}")
        target = str(value["to"])
        if target.startswith("https://"):
            return {"label": value["label"], "url": target}
        page = self.library.page_id(target)
        if page is None:
            raise ContentError(self.page.path, line, f"the link “{target}” leads to no page")
        return {"label": value["label"], "page": page}

    def _table(self, value: dict, given: FileBlock) -> dict:
        """A table of a file, `{heading, caption, columns, rows}`, as a table block's fields."""
        columns, rows = value.get("columns") or [], value.get("rows") or []
        if not columns or any(not isinstance(cells, list) or len(cells) != len(columns) for cells in rows):
            raise ContentError(self.page.path, given.line, "every row of a table needs a cell for each column")
        find = self.library.page_id
        return {
            "heading": value.get("heading", ""),
            "table": {
                "caption": value.get("caption", ""),
                "columns": [{"type": "text", "heading": str(heading)} for heading in columns],
                "rows": [
                    {"values": [rich_text(str(cell), find, self.page.path, given.line) for cell in cells]}
                    for cells in rows
                ],
            },
        }


def _messages(error: ValidationError) -> str:
    """The messages of a block's error, however deep they lie."""
    data = getattr(error, "as_json_data", None)
    found = _flat(data()) if data else list(error.messages)
    return " ".join(dict.fromkeys(found)) or "not valid"


def _flat(data: Any) -> list[str]:
    if isinstance(data, str):
        return [data]
    if isinstance(data, dict):
        return [text for key, value in data.items() for text in _flat(value) if key != "code"]
    return [text for value in data or [] for text in _flat(value)]
