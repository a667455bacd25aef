"""Nobody publishes the page of a fellow who has not agreed to be named."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import Page

from people.models import PersonPage

from .consent_signals import fellow_without_consent


def refuse_without_consent(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Before the editor publishes: say why not, and keep what was written as a draft."""
    if not isinstance(page, PersonPage) or fellow_without_consent(page.pk) is None:
        return None
    said = "was not published: this fellow’s consent to be named was withdrawn. Your words are kept as a draft."
    messages.error(request, f"“{page.title}” {said}")
    return redirect("wagtailadmin_pages:edit", page.pk)
