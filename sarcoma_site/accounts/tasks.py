"""Mail that the worker writes."""

from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth import get_user_model
from django_tasks import task


@task(backend="jobs")
def send_password_resets(user_keys: list[int]) -> None:
    """Write to each user who asked, at the address that we have. Nobody else gets mail."""
    adapter = get_adapter()
    for user in get_user_model().objects.filter(pk__in=user_keys, is_active=True).exclude(email=""):
        key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
        link = adapter.get_reset_password_from_key_url(key)
        adapter.send_mail("account/email/password_reset_key", user.email, {"user": user, "password_reset_url": link})


@task(backend="jobs")
def tell_about_change(template_prefix: str, user_key: int, moment: str) -> None:
    """Tell somebody what was changed of their sign-in, and when."""
    user = get_user_model().objects.filter(pk=user_key).exclude(email="").first()
    if user is not None:
        get_adapter().send_mail(
            template_prefix, user.email, {"user": user, "timestamp": datetime.fromisoformat(moment)}
        )
