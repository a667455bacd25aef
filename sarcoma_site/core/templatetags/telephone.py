"""Telephone numbers: printed as staff wrote them, dialled as a telephone wants them."""

import re

from django import template

register = template.Library()

_EXTENSION = re.compile(r"(?:ext(?:ension)?\.?|x)\s*(\d+)\s*$", re.IGNORECASE)
# What follows the number itself: “, option 2”, “ask for the nurse”.
_REMARK = re.compile(r"[,;a-z].*$", re.DOTALL)
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


@register.filter
def dialled(printed: str) -> str:
    """The address behind `tel:` for a number as it is printed, with its extension and without remarks."""
    extension = _EXTENSION.search(printed)
    number = _REMARK.sub("", printed[: extension.start()] if extension else printed).strip()
    digits = re.sub(r"\D", "", number.translate(_KEYS)) or re.sub(r"\D", "", printed)
    return f"{'+' if number.startswith('+') else ''}{digits}{f';ext={extension[1]}' if extension else ''}"
