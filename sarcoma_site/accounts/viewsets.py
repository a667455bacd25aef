"""Accounts of staff in the CMS."""

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

from .above import AccountHistoryView, AddAccountView, EditAccountView

ADDRESS_TAKEN = "Another account has this address. Each person has one account, and each account its own address."


class _StaffForm:
    """A password that somebody else chose must be changed at the first sign-in; two accounts never share an address."""

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        others = get_user_model().objects.exclude(pk=self.instance.pk)
        if others.filter(email__iexact=email).exists():
            raise ValidationError(ADDRESS_TAKEN, code="taken")
        return email

    def save(self, commit: bool = True):
        if self.cleaned_data.get("password1"):
            self.instance.must_change_password = True
        return super().save(commit)


class StaffCreationForm(_StaffForm, UserCreationForm):
    """A new account."""


class StaffEditForm(_StaffForm, UserEditForm):
    """Somebody's account. One's own password is changed where the old one is asked for, not here."""

    password_enabled = True

    def __init__(self, *args, editing_self: bool = False, **kwargs) -> None:
        self.password_enabled = not editing_self
        super().__init__(*args, editing_self=editing_self, **kwargs)


class StaffViewSet(UserViewSet):
    """The accounts of staff. None is a copy of another's: that would copy its rights."""

    add_view_class = AddAccountView
    edit_view_class = EditAccountView
    history_view_class = AccountHistoryView
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type:
        return StaffEditForm if for_update else StaffCreationForm
