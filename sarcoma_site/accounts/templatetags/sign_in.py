"""What the sign-in pages need to know."""

import ipaddress

from django import template
from django.http import HttpRequest

from sarcoma_site.accounts.second_step import has_second_step, needs_second_step
from sarcoma_site.accounts.sessions import browser_of

register = template.Library()
register.filter(browser_of)
register.filter(has_second_step)
register.filter(needs_second_step)


@register.filter
def allows_passkeys(request: HttpRequest) -> bool:
    """Whether a browser would make a passkey here: only for a name, and only over HTTPS or on one's own computer."""
    host = request.get_host().rsplit(":", 1)[0].strip("[]")
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return request.is_secure() or host == "localhost"
    return False


@register.filter
def without_placeholder(field):
    """A form's field without words inside it: they vanish as one types, and say what the label says."""
    field.field.widget.attrs.pop("placeholder", None)
    return field
