"""The editor's form of a person."""

from wagtail.admin.forms import WagtailAdminPageForm

NAME_IS_OPEN = (
    "The name is still to be confirmed, so this page cannot be published. Confirm it, untick this, then publish."
)

# What the editor's buttons send when a page goes to visitors, or on its way to them.
_ON_THE_WAY = ("action-publish", "action-submit", "action-restart-workflow", "action-workflow-action")


class PersonPageForm(WagtailAdminPageForm):
    """Refuses to publish, or to submit, a person whose name nobody has confirmed. A draft is always saved."""

    def clean(self):
        cleaned = super().clean()
        is_on_the_way = any(self.data.get(name) for name in _ON_THE_WAY) or self.instance.workflow_in_progress
        if cleaned.get("name_to_confirm") and is_on_the_way:
            self.add_error("name_to_confirm", NAME_IS_OPEN)
        return cleaned
