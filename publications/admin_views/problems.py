"""What somebody should look at in the records: each finding with its decisions."""

from dataclasses import dataclass, field

from django import forms
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.widgets import AdminPageChooser

from ..formats.identifiers import bare_doi, bare_pmid
from ..importing import settling
from ..importing.settling import CannotSettle
from ..models import Finding, PublicationPage
from .access import PublicationScreen, way_on
from .paging import admin_page
from .words import Values, both_values

PER_PAGE = 20
Kind = Finding.Kind


@dataclass
class ShownFinding:
    """A finding with what its decision needs."""

    finding: Finding
    values: Values | None = None
    pair: list[tuple[PublicationPage, str]] = field(default_factory=list)
    has_draft: bool = False
    suggestions: list[PublicationPage] = field(default_factory=list)


def open_findings():
    """What nobody has settled yet, the newest first."""
    return Finding.objects.filter(settled_at=None)


def _with_pages(findings):
    pages = ("publication", "other")
    unread = [f"{name}__{column}" for name in pages for column in ("abstract", "more")]
    authors = [f"{name}__authors" for name in pages]
    return findings.select_related(*pages, "settled_by").defer(*unread).prefetch_related(*authors)


def shown_findings(findings: list[Finding]) -> list[ShownFinding]:
    """Findings for the screen, in as many queries however many they are."""
    lonely = [finding.publication for finding in findings if finding.kind == Kind.COMPANION and not finding.settled_at]
    suggestions = settling.suggest_papers(lonely) if lonely else {}
    return [_shown(finding, suggestions.get(finding.publication_id, [])) for finding in findings]


def _shown(finding: Finding, suggestions: list[PublicationPage]) -> ShownFinding:
    shown = ShownFinding(finding, suggestions=suggestions if finding.kind == Kind.COMPANION else [])
    if finding.kind == Kind.CONFLICT:
        shown.values = both_values(finding.field, finding.ours, finding.theirs)
    if finding.kind == Kind.DUPLICATE and finding.other:
        pages = (finding.publication, finding.other)
        shown.pair = [(page, ", ".join(row.printed_name for row in page.authors.all()[:6])) for page in pages]
        shown.has_draft = not all(page.live for page in pages)
    return shown


class ProblemsView(PublicationScreen):
    """Open findings by kind, or those that were settled."""

    page_title = "Problems"
    header_icon = "warning"
    template_name = "admin/publications/problems.html"

    def get_context_data(self, **kwargs) -> dict:
        kind = self.request.GET.get("kind", "")
        is_settled = "settled" in self.request.GET
        findings = Finding.objects.filter(settled_at__isnull=not is_settled)
        counts = dict(findings.values_list("kind").annotate(number=Count("pk")).order_by())
        if kind in Kind.values:
            findings = findings.filter(kind=kind)
        context = admin_page(
            self.request, _with_pages(findings.order_by("-settled_at" if is_settled else "-made_at", "pk")), PER_PAGE
        )
        context["rows"] = shown_findings(list(context["rows"]))
        tabs = [("", "All", sum(counts.values()))] + [
            (value, label, counts.get(value, 0)) for value, label in Kind.choices
        ]
        return (
            super().get_context_data(**kwargs)
            | context
            | {"kind": kind if kind in Kind.values else "", "is_settled": is_settled, "tabs": tabs}
        )


class PaperForm(forms.Form):
    """Which paper a record belongs to: chosen in the tree, or named by its identifier."""

    paper = forms.ModelChoiceField(
        label="Choose the paper",
        required=False,
        queryset=PublicationPage.objects.all(),
        widget=AdminPageChooser(target_models=[PublicationPage]),
    )
    identifier = forms.CharField(label="Or give its PMID or DOI", required=False, max_length=220)

    def clean(self) -> dict:
        given = super().clean()
        if given.get("paper") or self.errors:
            return given
        words = given.get("identifier", "")
        pmid, doi = bare_pmid(words), bare_doi(words)
        pages = PublicationPage.objects.filter(pmid=pmid) if pmid else PublicationPage.objects.filter(doi__iexact=doi)
        given["paper"] = pages.first() if pmid or doi else None
        if given["paper"] is None:
            said = (
                "There is no paper with this PMID or DOI here." if words else "Choose a paper, or give its PMID or DOI."
            )
            self.add_error("identifier", said)
        return given


class ProblemView(PublicationScreen):
    """One finding: more room to decide, and where every decision is sent."""

    header_icon = "warning"
    template_name = "admin/publications/problem.html"

    def parents(self) -> list[dict]:
        return [{"url": reverse("publication_problems"), "label": "Problems"}]

    def get_page_title(self) -> str:
        return "One problem"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.finding = get_object_or_404(_with_pages(Finding.objects.all()), pk=pk)
        return super().get(request)

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs) | {"shown": shown_findings([self.finding])[0]}
        context.setdefault("form", PaperForm())
        context["media"] = context["form"].media
        context["asks_same"] = "same" in self.request.GET and context["shown"].has_draft
        if self.finding.kind == Kind.DUPLICATE:
            context["both"] = settling.draft_and_other(self.finding)
        return context

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.finding = get_object_or_404(_with_pages(Finding.objects.all()), pk=pk)
        decision = request.POST.get("decision", "")
        if decision == "open":
            settling.open_again(self.finding, request.user)
            messages.success(request, "It is open again.")
            return self._back()
        if self.finding.settled_at:
            messages.info(request, "Somebody has settled it already.")
            return self._back()
        form = PaperForm(request.POST)
        if (self.finding.kind, decision) == (Kind.COMPANION, "choose") and not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        act = self._decisions(form).get((self.finding.kind, decision))
        if act is None:
            messages.error(request, "Nothing was changed: that is no decision about this problem.")
            return self._back()
        try:
            said = act()
        except CannotSettle as error:
            messages.error(request, f"Nothing was changed. {error}")
        else:
            messages.success(request, said, buttons=self._buttons())
        return self._back()

    def _decisions(self, form: PaperForm) -> dict:
        return {
            (Kind.CONFLICT, "ours"): lambda: self._settle("Kept ours", "Ours stays. It is not asked again."),
            (Kind.CONFLICT, "theirs"): self._take_theirs,
            (Kind.DUPLICATE, "same"): self._merge,
            (Kind.DUPLICATE, "two"): lambda: self._settle("Two papers", "They stay two papers."),
            (Kind.COMPANION, "choose"): lambda: self._choose(form.cleaned_data["paper"]),
            (Kind.COMPANION, "alone"): lambda: self._settle("Stands alone", "It stands alone."),
            (Kind.WARNING, "right"): lambda: self._settle("It is right", "It is right as it is."),
            (Kind.NOTICE, "seen"): lambda: self._settle("Seen", "Seen."),
        }

    def _settle(self, how: str, said: str) -> str:
        settling.settle(self.finding, self.request.user, how)
        return said

    def _take_theirs(self) -> str:
        if settling.take_theirs(self.finding, self.request.user):
            return "The page says now what the source says."
        return "The page says now what the source says, as a draft: somebody’s unpublished work is on it."

    def _merge(self) -> str:
        self.finding.publication = settling.merge_duplicates(self.finding, self.request.user)
        return "One paper now. The draft is removed, and what it knew more is on the other page."

    def _choose(self, paper: PublicationPage) -> str:
        settling.choose_paper(self.finding, paper, self.request.user)
        return f"It belongs to “{paper.full_title}” now."

    def _buttons(self) -> list:
        page = self.finding.publication_id
        buttons = [messages.button(reverse("wagtailadmin_pages:history", args=[page]), "History")]
        if Finding.objects.filter(pk=self.finding.pk).exists():
            buttons.append(messages.button(reverse("publication_problem", args=[self.finding.pk]), "Take back"))
        return buttons

    def _back(self) -> HttpResponse:
        return way_on(self.request, "publication_problems")
