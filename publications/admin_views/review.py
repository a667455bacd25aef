"""The papers that wait for somebody to say whether they are ours, and those that were declined."""

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from people.models import PersonPage

from ..citations import journal_line
from ..importing.reviewing import bring_back, decline, publish_draft, waiting_for_review
from ..models import DeclinedPaper, Finding, PublicationAuthor, PublicationPage
from .access import PublicationScreen
from .paging import admin_page

PER_PAGE = 25
NAMES_SHOWN = 8


@dataclass
class ShownDraft:
    """A draft as its editors last saved it."""

    page: PublicationPage
    title: str
    authors: str
    place: str
    identifiers: list[tuple[str, str]]
    people: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def shown_drafts(pages: list[PublicationPage]) -> list[ShownDraft]:
    """Drafts for the screen, from the words of their latest versions, in two queries for all."""
    contents = {page.pk: page.latest_revision.content if page.latest_revision else {} for page in pages}
    people = {row["person"] for content in contents.values() for row in content.get("authors", []) if row["person"]}
    names = dict(PersonPage.objects.filter(pk__in=people).values_list("pk", "title"))
    warnings: dict[int, list[str]] = {}
    for key, text in Finding.objects.filter(publication__in=list(contents), settled_at=None).values_list(
        "publication_id", "text"
    ):
        warnings.setdefault(key, []).append(text)
    return [_shown_draft(page, contents[page.pk], names, warnings.get(page.pk, [])) for page in pages]


def _shown_draft(page: PublicationPage, content: dict, names: dict[int, str], warnings: list[str]) -> ShownDraft:
    parts = ("family", "given", "suffix", "non_dropping_particle", "literal", "is_collaborator")
    rows = content.get("authors", [])
    authors = [PublicationAuthor(**{part: row.get(part, "") for part in parts}) for row in rows]
    printed = [author.printed_name for author in authors if not author.is_collaborator]
    shown = ", ".join(printed[:NAMES_SHOWN])
    if len(printed) > NAMES_SHOWN:
        shown += f", and {len(printed) - NAMES_SHOWN} more"
    ours = dict.fromkeys(names[row["person"]] for row in rows if row.get("person") in names)
    item = {
        "container-title-short": content.get("container_title", ""),
        "container-title": content.get("journal_name", ""),
        "volume": content.get("volume", ""),
        "issue": content.get("issue", ""),
        "page": content.get("page", ""),
        "issued": _issued(content),
    }
    identifiers = [(name.upper(), content[name]) for name in ("pmid", "doi", "pmcid") if content.get(name)]
    title = content.get("full_title") or page.full_title
    return ShownDraft(page, title, shown, journal_line(item), identifiers, list(ours), warnings)


def _issued(content: dict) -> dict:
    if content.get("issued_text"):
        return {"literal": content["issued_text"]}
    parts = [content.get(f"issued_{part}") for part in ("year", "month", "day")]
    return {"date-parts": [[part for part in parts if part]]} if parts[0] else {}


class ReviewView(PublicationScreen):
    """Drafts that an import or the sync brought: publish or decline several at once."""

    page_title = "Review queue"
    header_icon = "tasks"
    template_name = "admin/publications/review.html"

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        context |= admin_page(self.request, waiting_for_review().select_related("latest_revision"), PER_PAGE)
        context["rows"] = shown_drafts(list(context["rows"]))
        context["declined_number"] = DeclinedPaper.objects.count()
        return context

    def post(self, request: HttpRequest) -> HttpResponse:
        keys = [int(key) for key in request.POST.getlist("draft") if key.isdecimal() and len(key) < 18]
        pages = list(waiting_for_review().filter(pk__in=keys).select_related("latest_revision"))
        if not pages:
            messages.warning(request, "Nothing was changed: tick the papers first.")
        elif request.POST.get("do") == "publish":
            self._publish(pages)
        elif request.POST.get("do") == "decline":
            return self._ask_whether_to_decline(pages)
        elif request.POST.get("do") == "decline-confirmed":
            self._decline(pages)
        return redirect("publication_review")

    def _publish(self, pages: list[PublicationPage]) -> None:
        user = self.request.user
        done = 0
        for page in pages:
            why = "" if page.permissions_for_user(user).can_publish() else "You may not publish it."
            if why := why or publish_draft(page, user):
                edit = messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), "Edit")
                messages.error(self.request, f"“{page.full_title}” was not published. {why}", buttons=[edit])
            else:
                done += 1
        if done:
            messages.success(self.request, f"{done} {'paper is' if done == 1 else 'papers are'} live.")

    def _ask_whether_to_decline(self, pages: list[PublicationPage]) -> HttpResponse:
        context = self.get_context_data() | {"rows": shown_drafts(pages), "asked": True}
        context["forgotten"] = sum(not page.pmid for page in pages)
        return self.response_class(
            request=self.request, template=["admin/publications/decline.html"], context=context, using=None
        )

    def _decline(self, pages: list[PublicationPage]) -> None:
        done = [page for page in pages if page.permissions_for_user(self.request.user).can_delete()]
        for page in done:
            decline(page, self.request.user)
        buttons = [messages.button(reverse("publication_declined"), "Declined papers")]
        messages.success(self.request, f"Declined: {len(done)}. They are not brought again.", buttons=buttons)


class DeclinedView(PublicationScreen):
    """The papers that somebody declined, each with a way back."""

    page_title = "Declined papers"
    header_icon = "bin"
    template_name = "admin/publications/declined.html"

    def parents(self) -> list[dict]:
        return [{"url": reverse("publication_review"), "label": "Review queue"}]

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | admin_page(self.request, DeclinedPaper.objects.all(), PER_PAGE)

    def post(self, request: HttpRequest) -> HttpResponse:
        number = request.POST.get("pmid", "")
        paper = DeclinedPaper.objects.filter(pmid=number).first() if number.isdecimal() else None
        if paper is None:
            messages.info(request, "It is not among the declined papers any more.")
            return redirect("publication_declined")
        pmid = paper.pmid
        if page := bring_back(paper, request.user):
            edit = messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), "Edit")
            messages.success(request, f"“{page.full_title}” waits in the review queue again.", buttons=[edit])
        else:
            anew = messages.button(f"{reverse('publication_imports')}?text={pmid}", "Import it now")
            said = f"PMID {pmid} is not declined any more. The next sync brings it if a saved query finds it."
            messages.success(request, said, buttons=[anew])
        return redirect("publication_declined")
