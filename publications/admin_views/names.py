"""Names of authors that may be people of ours: who is who, for one paper or for all."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.admin import messages

from people.models import PersonPage
from sarcoma_site.core.section_staff import only_what_may_be_linked

from ..importing.linking import add_spelling, link_rows
from ..importing.unmatched import rows_named, unmatched_names
from ..models import NotOurAuthor, PublicationAuthor, PublicationPage
from .access import PublicationScreen, way_on
from .paging import admin_page

PER_PAGE = 15
PAPERS_SHOWN = 5


class NamesView(PublicationScreen):
    """Printed names without a person, each with the people it may mean and its papers."""

    page_title = "Names to match"
    header_icon = "group"
    template_name = "admin/publications/names.html"

    def get_context_data(self, **kwargs) -> dict:
        names = unmatched_names(self._visible().values_list("pk", flat=True))
        likely = [name for name in names if name.is_likely]
        of = "all" if self.request.GET.get("of") == "all" else ""
        context = admin_page(self.request, names if of else likely, PER_PAGE)
        context["rows"] = list(context["rows"])
        self._give_papers(context["rows"])
        return (
            super().get_context_data(**kwargs)
            | context
            | {"of": of, "likely_number": len(likely), "number": len(names), "papers_shown": PAPERS_SHOWN}
        )

    def _visible(self):
        """The people whom the user may see: not every group that keeps publications keeps people."""
        return only_what_may_be_linked(PersonPage.objects.all(), self.request)

    @staticmethod
    def _give_papers(names: list) -> None:
        """Fetch the papers of the shown names together."""
        wanted = {row.publication_id for name in names for row in name.rows[:PAPERS_SHOWN]}
        pages = PublicationPage.objects.listed().in_bulk(wanted)
        for name in names:
            name.papers = [
                (row, pages[row.publication_id]) for row in name.rows[:PAPERS_SHOWN] if row.publication_id in pages
            ]
            name.more = len(name.rows) - len(name.papers)

    def post(self, request: HttpRequest) -> HttpResponse:
        data = request.POST
        person = self._visible().filter(pk=_number(data.get("person"))).first()
        rows = self._rows(data)
        if person is None or not rows:
            messages.warning(request, "Nothing was changed: it has been decided meanwhile.")
        elif data.get("do") == "link":
            self._link(rows, person, is_for_all=not data.get("row"))
        elif data.get("do") == "refuse":
            self._refuse(rows, person, is_for_all=not data.get("row"))
        return way_on(request, "publication_names")

    @staticmethod
    def _rows(data) -> list[PublicationAuthor]:
        """The row that is meant, or all of that name."""
        if data.get("row"):
            return list(PublicationAuthor.objects.filter(pk=_number(data["row"]), person=None))
        return rows_named(data.get("name", "").replace("\0", "")[:200])

    @transaction.atomic
    def _link(self, rows: list[PublicationAuthor], person: PersonPage, is_for_all: bool) -> None:
        user, printed = self.request.user, rows[0].printed_name
        if is_for_all:
            refused = NotOurAuthor.objects.filter(name_key=rows[0].name_key, person=person)
            papers = set(refused.exclude(publication=None).values_list("publication_id", flat=True))
            rows = [row for row in rows if row.publication_id not in papers and _may_be(row, person)]
        number = link_rows(rows, person, user)
        said = f"{printed} is {person.title} on {number} {'paper' if number == 1 else 'papers'} now."
        if is_for_all:
            said += {
                "published": " Papers that come later are linked by this spelling.",
                "waiting": " The spelling stands in a draft of the person’s page, which somebody else has to agree to.",
                "known": "",
            }[add_spelling(person, printed, user)]
        edit = messages.button(reverse("wagtailadmin_pages:edit", args=[person.pk]), "The person’s page")
        messages.success(self.request, said, buttons=[edit])

    def _refuse(self, rows: list[PublicationAuthor], person: PersonPage, is_for_all: bool) -> None:
        row = rows[0]
        paper = None if is_for_all else row.publication
        NotOurAuthor.objects.get_or_create(name_key=row.name_key, person=person, publication=paper)
        where = "on any paper" if is_for_all else "on this paper"
        messages.success(self.request, f"{row.printed_name} is not {person.title} {where}. It is not asked again.")


def _may_be(row: PublicationAuthor, person: PersonPage) -> bool:
    """Two ORCIDs that differ are two people, whatever the name."""
    return not (row.orcid and person.orcid and row.orcid.upper() != person.orcid.upper())


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 18 else 0
