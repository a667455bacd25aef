from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every part of the site shares."""

    name = "sarcoma_site.core"
    label = "core"
    verbose_name = "Site"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.apps import apps
        from django.db.models.signals import post_migrate

        from . import checks, signals  # noqa: F401  (they register themselves, which needs loaded apps)
        from .admin_starters import start_widgets_from_data
        from .colleagues import name_publishers_by_name
        from .section_staff import show_titles_by_viewer
        from .staff_groups import keep_staff_groups
        from .tags_of_files import suggest_tags_by_viewer

        show_titles_by_viewer()
        start_widgets_from_data()
        name_publishers_by_name()
        suggest_tags_by_viewer()
        # Django says so once for each app with models. After the last one all permissions are there.
        last = [app for app in apps.get_app_configs() if app.models_module is not None][-1]
        post_migrate.connect(keep_staff_groups, sender=last, dispatch_uid="staff-groups")
