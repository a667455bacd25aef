"""What a visitor sees of a record, in a list and on its page."""

from urllib.parse import urlencode

from django.db.models import Q, prefetch_related_objects

from sarcoma_site.core.search_words import folded
from sarcoma_site.core.site_frame import current_frame
from sarcoma_site.core.visibility import visible_rows

from ..abstracts import AbstractPart, abstract_parts
from ..author_names import AuthorLine, AuthorName, author_line, author_name
from ..citations import citations_of, journal_line
from ..querysets import shown_authors
from ..related import related_to
from ..scholar import scholar_tags, structured_data

AHEAD_OF_PRINT = "advance online publication"


class ShownPublication:
    """How a record meets its readers. A part of `PublicationPage`, which holds the columns."""

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        # A preview holds its rows in memory already, as the editor left them.
        saved = [] if getattr(self, "_cluster_related_objects", None) else [self]
        prefetch_related_objects(saved, shown_authors(type(self)), "notices")
        relatives = self.visible_relatives()
        context["topics"] = list(self.topics.all())
        context["related"] = related_to(self, self._people(), context["topics"], but=relatives)
        context["belongs_to"] = next((page for page in relatives if page.pk == self.relates_to_id), None)
        context["companions"] = [page for page in relatives if page.pk != self.relates_to_id]
        context["programs"] = self._programs()
        context["citations"] = citations_of(self.csl | self._status_to_cite())
        context["export_query"] = urlencode({"paper": self.slug})
        context["list_address"] = self.href.removesuffix(f"{self.slug}/")
        if not getattr(request, "is_preview", False):
            context["scholar_tags"] = scholar_tags(self.csl)
            context["structured_data"] = structured_data(self.csl, self.full_address, self.author_line.names)
        return context

    def visible_relatives(self) -> list:
        """The paper that this record belongs to, and the records that belong to it, as a visitor may see them."""
        of_mine = Q(relates_to=self.pk) if self.pk is not None else Q(pk__in=[])
        papers = type(self).objects.visible().listed()
        return list(papers.filter(Q(pk=self.relates_to_id) | of_mine).order_by("path"))

    def _programs(self) -> list:
        """The visible programs that picked this paper."""
        rows = self.program_rows.order_by("page__path") if self.pk is not None else []
        return [row.page for row in visible_rows(rows, "page")]

    def _people(self) -> list:
        """The visible people among the authors and the members of a group."""
        shown = {row.person_id: author_name(row) for row in self._rows if row.person_id}
        return [person for person, name in shown.items() if name.is_ours]

    @property
    def _rows(self) -> list:
        """The rows of authors, whose people a list fetches in the same query."""
        return list(self.authors.all())

    @property
    def author_line(self) -> AuthorLine:
        """The authors in the record's order, each with a link where a visitor may see the person."""
        return author_line(row for row in self._rows if not row.is_collaborator)

    @property
    def collaborators(self) -> list[AuthorName]:
        """Those whom the record credits as members of a group of authors."""
        return [author_name(row) for row in self._rows if row.is_collaborator]

    @property
    def our_collaborators(self) -> list[AuthorName]:
        """Our people among the members of a group."""
        return [name for name in self.collaborators if name.is_ours]

    @property
    def our_people(self) -> list[AuthorName]:
        """Our people among authors and members, each once."""
        names = [name for name in (*self.author_line.names, *self.collaborators) if name.is_ours]
        return list({name.href: name for name in names}.values())

    @property
    def shown_companions(self) -> list:
        """The records that a list shows below this one, where it fetched them. Lists nest one level deep."""
        return [] if self.relates_to_id else getattr(self, "fetched_companions", [])

    @property
    def shown_paper(self):
        """The visible paper that this record belongs to, where a list fetched it; None where not."""
        paper = self.relates_to if "relates_to" in self._state.fields_cache else None
        return paper if paper is not None and current_frame().shows(paper) else None

    @property
    def shown_notices(self) -> list:
        """What the journal said about the record later, the gravest first."""
        order = list(self.notices.model.Kind)
        return sorted(self.notices.all(), key=lambda notice: order.index(notice.kind))

    @property
    def marks(self) -> list:
        """The kinds of notices, the gravest first, each once; a list fetched them with the record."""
        kinds = getattr(self, "notice_kinds", None)
        kinds = {notice.kind for notice in self.notices.all()} if kinds is None else set(kinds.split(","))
        return [self.notices.model(kind=kind) for kind in self.notices.model.Kind if kind in kinds]

    @property
    def journal_line(self) -> str:
        """Where and when it came out, as a reading list prints it; from columns that every list reads."""
        parts = [part for part in (self.issued_year, self.issued_month, self.issued_day) if part]
        issued = {"date-parts": [parts]} if self.issued_year else {}
        return journal_line(
            {
                "container-title-short": self.container_title,
                "container-title": self.journal_name,
                "volume": self.volume,
                "issue": self.issue,
                "page": self.page,
                "issued": issued | ({"literal": self.issued_text} if self.issued_text else {}),
            }
        )

    @property
    def abstract_parts(self) -> list[AbstractPart]:
        """The abstract by its paragraphs."""
        return abstract_parts(self.abstract)

    @property
    def is_ahead_of_print(self) -> bool:
        """Whether the record says that it is not in print yet."""
        return self.status == AHEAD_OF_PRINT

    def _status_to_cite(self) -> dict:
        """A status that only an old list gives is not cited as today's."""
        return {"status": ""} if self.listed_year else {}

    @property
    def ahead_note(self) -> str:
        """What a reader should know of a record listed before its issue: “Ahead of print, as listed in 2025”."""
        if not self.is_ahead_of_print:
            return ""
        return f"Ahead of print, as listed in {self.listed_year}" if self.listed_year else "Ahead of print"

    @property
    def folded_words(self) -> str:
        """What a search should find in its plainest spelling: all but the abstract's words that have no other."""
        words = [self.full_title, self.journal_name, self.container_title, self.doi, self.pmcid]
        words += [word for word in self.abstract.split() if "-" in word or not word.isascii()]
        return folded(" ".join(words))

    @property
    def doi_url(self) -> str:
        """Where the DOI leads, or nothing."""
        return f"https://doi.org/{self.doi}" if self.doi else ""

    @property
    def pubmed_url(self) -> str:
        """The record at PubMed, or nothing."""
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/" if self.pmid else ""

    @property
    def pmc_url(self) -> str:
        """The free full text at PubMed Central, or nothing."""
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.pmcid}/" if self.pmcid else ""
