"""Conventions that Django checks at every start."""

from django.apps import apps
from django.core.checks import Error, register

from .models import BasePage


@register()
def page_types_state_their_place(app_configs, **kwargs) -> list[Error]:
    """Every page type says what it is to an editor, where it may stand, and what may stand below it."""
    errors = []
    for model in apps.get_models():
        if not issubclass(model, BasePage) or model._meta.abstract:
            continue
        for name in ("page_description", "parent_page_types", "subpage_types", "template"):
            if name not in vars(model):
                errors.append(Error(f"{model._meta.label} does not state “{name}”.", obj=model, id="core.E001"))
    return errors
