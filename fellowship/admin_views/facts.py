"""The fact sheet as the coordinator keeps it: all 45 items with their state, and one screen for each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.models import Page

from sarcoma_site.core.section_staff import only_what_may_be_linked

from ..checklist import Item, item_of
from ..completeness import State, completeness, next_missing
from ..forms import FactForm
from ..models import FactSheetPage, FellowshipFact
from .record_screen import RecordScreen


class FactsScreen(RecordScreen):
    """Every item that applicants look for, by group, with what should be looked at."""

    needs = "fellowship.change_fellowshipfact"
    page_title = "Fact sheet"
    header_icon = "list-ul"
    template_name = "admin/fellowship/facts.html"

    def get_context_data(self, **kwargs) -> dict:
        found = completeness()
        wanted = self.request.GET.get("state", "")
        return super().get_context_data(**kwargs) | {
            "completeness": found,
            "wanted": wanted if wanted in State.values else "",
            "states": [(state.value, state.label, found.number(state)) for state in State],
            "next_missing": next_missing(found),
            "page": FactSheetPage.objects.visible().first(),
        }


class FactScreen(RecordScreen):
    """One item: its answer, where it is told at length, as of when, and who said so."""

    needs = "fellowship.change_fellowshipfact"
    header_icon = "list-ul"
    template_name = "admin/fellowship/fact.html"

    def dispatch(self, request: HttpRequest, item: str) -> HttpResponse:
        found = item_of(item)
        if found is None and request.user.has_perm(self.needs):
            raise Http404("There is no such item.")
        self.item: Item | None = found
        return super().dispatch(request)

    def get_page_title(self) -> str:
        return self.item.label

    def parents(self) -> list[dict]:
        return [{"url": reverse("fellowship_facts"), "label": "Fact sheet"}]

    def form(self, *given) -> FactForm:
        """A form of its own fact: validating writes into it, and what was refused is not what is published."""
        pages = only_what_may_be_linked(Page.objects.filter(depth__gt=1), self.request)
        return FactForm(*given, instance=self.fact() or FellowshipFact(slug=self.item.key), pages=pages)

    def fact(self) -> FellowshipFact | None:
        return FellowshipFact.objects.filter(slug=self.item.key).first()

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        found = completeness()
        fact = self.fact()
        context.setdefault("form", self.form())
        return context | {
            "item": self.item,
            "fact": fact,
            "completeness": found,
            "next_missing": next_missing(found, self.item.key),
            "entry": next(entry for entry in found.items if entry.item == self.item),
            "today": timezone.localdate(),
            "media": context["form"].media,
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        fact = self.fact()
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        if form.cleaned_data["answer"]:
            self._keep(form.cleaned_data)
        elif fact is not None:
            self._withdraw(fact)
        return self._way_on()

    def _keep(self, given: dict) -> None:
        fact, is_new = FellowshipFact.objects.update_or_create(slug=self.item.key, defaults=given)
        self.note(fact, "create" if is_new else "edit")
        messages.success(self.request, f"“{self.item.label}” is on the fact sheet.")

    def _withdraw(self, fact: FellowshipFact) -> None:
        self.note(fact, "delete")
        fact.delete()
        messages.success(self.request, f"“{self.item.label}” is not published any more.")

    def _way_on(self) -> HttpResponse:
        following = next_missing(completeness(), self.item.key) if "next" in self.request.POST else None
        if following is not None:
            return redirect("fellowship_fact", following.key)
        if "next" in self.request.POST:
            messages.success(self.request, "Nothing else is missing.")
        return redirect("fellowship_facts")
