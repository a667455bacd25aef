"""What is in the folder of content, and where things that files name are found."""

from dataclasses import dataclass, field
from pathlib import Path

from django.db.models import Model
from wagtail.models import Page

from sarcoma_site.core.addresses import page_address
from sarcoma_site.core.content_files.errors import ContentError


@dataclass
class Library:
    """Every page and record that a file may point to, by its address or slug."""

    pages: dict[str, Page] = field(default_factory=dict)
    records: dict[tuple[type[Model], str], Model] = field(default_factory=dict)

    def read_existing_pages(self) -> None:
        """Learn the address of every page that is there."""
        for page in Page.objects.filter(depth__gte=2).order_by("path"):
            self.pages.setdefault(page_address(page), page)

    def page_id(self, address: str) -> int | None:
        """The key of the page at a site path, or None."""
        page = self.pages.get(address)
        return page.pk if page else None

    def page(self, name: str, model: type[Page], path: Path, line: int) -> Page:
        """The page of one type that a file names by its site path or its slug.

        Raises:
            ContentError: there is none, or several types' pages carry the slug.
        """
        if name.startswith("/"):
            found = [self.pages[name]] if name in self.pages else []
        else:
            found = [page for page in self.pages.values() if page.slug == name]
        found = [page for page in found if issubclass(page.specific_class, model)]
        if len(found) != 1:
            what = model._meta.verbose_name
            raise ContentError(path, line, f"there is {'no' if not found else 'more than one'} {what} “{name}”")
        return found[0]

    def record(self, name: str, model: type[Model], path: Path, line: int) -> Model:
        """The record of one kind that a file names by its slug.

        Raises:
            ContentError: there is none.
        """
        record = self.records.get((model, name)) or model.objects.filter(slug=name).first()
        if record is None:
            raise ContentError(path, line, f"there is no {model._meta.verbose_name} “{name}”")
        return record
