"""Publishing several people at once, where the editor's form is not asked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import Page

from .models import PersonPage


def refuse_open_names(request: HttpRequest, action_type: str, pages: list, action) -> HttpResponse | None:
    """Before a bulk action: publish nobody, and nobody below a page, whose name is to be confirmed."""
    if action_type != "publish" or not all(isinstance(page, Page) for page in pages):
        return None
    wanted = PersonPage.objects.filter(pk__in=[page.pk for page in pages])
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        for page in pages:
            wanted |= PersonPage.objects.not_live().descendant_of(page)
    open_names = [page.title for page in wanted if page.get_latest_revision_as_object().name_to_confirm]
    if not open_names:
        return None
    messages.error(request, f"Nothing was published. A name is still to be confirmed: {', '.join(open_names)}.")
    return redirect(action.next_url)
