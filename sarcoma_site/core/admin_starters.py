"""Widgets of the editor start without inline scripts, so that its policy needs no 'unsafe-inline' for scripts.

Wagtail writes a script beside each date field, chooser and inline panel. Here data stand in that place, which
`static/admin/start-widgets.js` reads: when a screen opens, and when a form or dialog is put into it later.
"""

from django.forms import Widget
from django.templatetags.static import static
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser

DATE_STARTERS = {
    AdminDateInput: "initDateChooser",
    AdminDateTimeInput: "initDateTimeChooser",
    AdminTimeInput: "initTimeChooser",
}


def starter(name: str, *arguments) -> SafeString:
    """The data that start one widget: the name of its function or class in the browser, and what that is given."""
    opening = format_html('<script data-controller="start-widget" data-start-widget-name-value="{}" ', name)
    return SafeString(json_script(arguments).replace("<script ", opening, 1))


def start_widgets_from_data() -> None:
    """Let Wagtail's widgets write data instead of scripts. It offers no setting, so their methods are replaced."""
    BaseChooser.render = _render_chooser
    for widget, name in DATE_STARTERS.items():
        widget.starter_name = name
        widget.template_name = widget.__base__.template_name  # Django's plain field, without Wagtail's script.
        widget.render = _render_date


def script_that_starts_widgets() -> SafeString:
    """For every screen of the CMS."""
    return format_html('<script src="{}"></script>', static("admin/start-widgets.js"))


def _render_chooser(self: BaseChooser, name: str, value, attrs: dict, renderer=None) -> SafeString:
    try:
        value_data = self.get_value_data(value)
    except (TypeError, ValueError):  # Words where a number should be: the form says so beside an empty field.
        value_data = None
    html = self.render_html(name, value_data, attrs)
    if isinstance(self, AdminTaskChooser):
        return html + starter("createTaskChooser", attrs["id"])
    options = self.get_js_init_options(attrs["id"], name, value_data)
    return html + starter(self.js_constructor, attrs["id"], options)


def _render_date(self: Widget, name: str, value, attrs: dict | None = None, renderer=None) -> SafeString:
    context = self.get_context(name, value, attrs)
    html = self._render(self.template_name, context, renderer)
    return html + starter(self.starter_name, context["widget"]["attrs"].get("id", ""), self.get_config())
