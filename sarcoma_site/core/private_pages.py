"""A page that only some may read, and somebody who is signed in but not among them."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail.models import Page


def turn_away_whoever_is_signed_in(page: Page, request: HttpRequest, *_serve_arguments) -> None:
    """Say no at once. Wagtail would send them to sign in, and from there they would come straight back, for ever."""
    restrictions = page.get_view_restrictions()
    # The page of a visitor opens no session: first whether anything is private at all.
    if restrictions and request.user.is_authenticated:
        if not all(restriction.accept_request(request) for restriction in restrictions):
            raise PermissionDenied
