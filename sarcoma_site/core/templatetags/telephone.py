"""Telephone numbers: printed as staff wrote them, dialled as a telephone wants them."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

_EXTENSION = re.compile(r"(?:ext(?:ension)?\.?|x)\s*(\d+)\s*$", re.IGNORECASE)
# What follows the number itself: “, option 2”, “ask for the nurse”.
_REMARK = re.compile(r"[,;a-z].*$", re.DOTALL)
# A number of North America as it stands within a sentence.
_WITHIN = re.compile(r"(?<![\w-])(\d{3}-\d{3}-\d{4})(?![\w-])")
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


@register.filter
def dialled(printed: str) -> str:
    """The address behind `tel:` for a number as it is printed, with its extension and without remarks."""
    extension = _EXTENSION.search(printed)
    number = _REMARK.sub("", printed[: extension.start()] if extension else printed).strip()
    digits = re.sub(r"\D", "", number.translate(_KEYS)) or re.sub(r"\D", "", printed)
    return f"{'+' if number.startswith('+') else ''}{digits}{f';ext={extension[1]}' if extension else ''}"


@register.filter
def with_numbers_to_call(text: str) -> SafeString:
    """Plain text in which each number such as 617-555-0100 can be tapped, and never breaks across two lines."""
    parts = _WITHIN.split(text)  # Every second part is a number.
    return format_html_join("", "{}", ((_to_call(part) if place % 2 else part,) for place, part in enumerate(parts)))


def _to_call(number: str) -> SafeString:
    return format_html('<a class="nowrap" href="tel:{}">{}</a>', dialled(number), number)
