"""Records that are no pages: claims, words for people and papers, and the site settings."""

import hashlib
import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Site

from fellowship.models import FellowshipFact
from people.models import Role, Specialty
from publications.models import Topic
from sarcoma_site.core.content_files.errors import ContentError
from sarcoma_site.core.content_files.yaml_files import LinedDict, parse_yaml, read_text
from sarcoma_site.core.models import Claim, SiteSettings

from .library import Library
from .values import field_value, row

COLLECTIONS: dict[str, type[models.Model]] = {
    "claims.yaml": Claim,
    "roles.yaml": Role,
    "specialties.yaml": Specialty,
    "topics.yaml": Topic,
}
# These point to pages, so they come after them.
COLLECTIONS_AFTER_PAGES: dict[str, type[models.Model]] = {
    "fellowship-facts.yaml": FellowshipFact,
}
SETTINGS_FILE = "settings.yaml"


def read_collection(root: Path, name: str) -> list[LinedDict]:
    """The entries of one collection file, each a mapping with a slug; none when there is no such file.

    Raises:
        ContentError: the file is no list of mappings, or a slug is missing or given twice.
    """
    path = root / name
    if not path.exists():
        return []
    shown = Path(name)
    entries = parse_yaml(read_text(path, shown), shown) or []
    if not isinstance(entries, list):
        raise ContentError(shown, 1, "the file is a list, a dash an entry")
    seen = set()
    for number, entry in enumerate(entries, start=1):
        line = getattr(entry, "line", 1)
        if not isinstance(entry, LinedDict) or not isinstance(entry.get("slug"), str):
            raise ContentError(shown, line, f"entry {number} has no slug in words")
        if entry["slug"] in seen:
            raise ContentError(shown, line, f"the slug “{entry['slug']}” is given twice")
        seen.add(entry["slug"])
    return entries


def read_settings(root: Path) -> LinedDict:
    """What the settings file says; nothing when there is no such file."""
    path = root / SETTINGS_FILE
    if not path.exists():
        return LinedDict()
    entries = parse_yaml(read_text(path, Path(SETTINGS_FILE)), Path(SETTINGS_FILE))
    if not isinstance(entries, LinedDict):
        raise ContentError(Path(SETTINGS_FILE), 1, "the file must be “name: value” lines")
    return entries


def fill_record(record: models.Model, entry: LinedDict, library: Library, path: Path) -> None:
    """Set a record's fields from a file and save it.

    Raises:
        ContentError: a name is unknown or a value is refused.
    """
    names = {field.name for field in record._meta.concrete_fields if not field.primary_key}
    for name, value in entry.items():
        if name not in names:
            raise ContentError(path, entry.line_of(name), f"there is no “{name}” here; there is: {', '.join(names)}")
        field = record._meta.get_field(name)
        setattr(record, name, field_value(field, value, library, path, entry.line_of(name)))
    save_checked(record, entry, path)


def fill_settings(site: Site, entry: LinedDict, library: Library) -> SiteSettings:
    """Set the site settings, with their links and navigation, from the settings file."""
    path = Path(SETTINGS_FILE)
    record = SiteSettings.objects.filter(site=site).first() or SiteSettings(site=site)
    plain = LinedDict((name, value) for name, value in entry.items() if name not in ("navigation", "social_links"))
    plain.lines, plain.line = entry.lines, entry.line
    for relation in ("navigation", "social_links"):
        model = record._meta.get_field(relation).related_model
        rows = [
            row(model, parent_of(model), value, library, path, entry.line_of(relation))
            for value in entry.get(relation) or []
        ]
        setattr(record, relation, rows)
    fill_record(record, plain, library, path)
    return record


def parent_of(model: type[models.Model]) -> str:
    """The name of the key by which an ordered row belongs to its page or record."""
    return next(field.name for field in model._meta.fields if isinstance(field, ParentalKey))


def save_checked(record: models.Model, entry: LinedDict, path: Path) -> None:
    """Save what the editor's form would have accepted.

    Raises:
        ContentError: the record is refused; the line is that of the field where one is to blame.
    """
    try:
        record.full_clean()
    except ValidationError as error:
        raise refused(error, entry, path) from error
    record.save()


def refused(error: ValidationError, entry: LinedDict, path: Path) -> ContentError:
    """The error that a person can act on, from the one that a model raised."""
    by_field = getattr(error, "message_dict", {"": error.messages})
    name, messages = next(iter(by_field.items()))
    label = f"“{name}”: " if name and name != "__all__" else ""
    return ContentError(path, entry.line_of(name), f"{label}{' '.join(messages)}")


def digest(value) -> str:
    """SHA-256 of a value as JSON, the same for the same value every time."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()


def record_state(record: models.Model) -> str:
    """A digest of all that a record holds, rows included; it changes when staff edit it."""
    if hasattr(record, "serializable_data"):
        return digest(_without_keys(record.serializable_data()))
    return digest({field.attname: field.value_to_string(record) for field in record._meta.concrete_fields})


def _without_keys(data):
    if isinstance(data, dict):
        return {key: _without_keys(value) for key, value in data.items() if key != "pk"}
    return [_without_keys(value) for value in data] if isinstance(data, list) else data
