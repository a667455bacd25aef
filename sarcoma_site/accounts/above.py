"""Superusers' accounts are out of reach for everybody else.

Wagtail lets whoever may change accounts make a superuser of anyone, and set a superuser's password. Both would make an
administrator as powerful as whoever runs the site.
"""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail.users.views.users import CreateView, EditView, HistoryView


class GivesNoMoreThanOneHas:
    """A form of an account whose highest right only a superuser gives."""

    def get_form(self, *args, **kwargs):
        form = super().get_form(*args, **kwargs)
        if not self.request.user.is_superuser and "is_superuser" in form.fields:
            field = form.fields["is_superuser"]
            field.disabled = True
            field.help_text = "Only whoever runs the site gives this right. The group “Administrator” is enough."
        return form


class NotAbove:
    """A screen about an account, closed while that is a superuser's."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if self.object.is_above(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class AddAccountView(GivesNoMoreThanOneHas, CreateView):
    """A new member of staff."""


class EditAccountView(NotAbove, GivesNoMoreThanOneHas, EditView):
    """Somebody's account."""


class AccountHistoryView(NotAbove, HistoryView):
    """Who changed an account, and when."""
