"""A template tag for widgets of the editor that a script starts."""

from django import template

from sarcoma_site.core.admin_starters import starter

register = template.Library()
register.simple_tag(starter, name="starter")
