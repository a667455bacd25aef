from django.db import migrations

CREATE = """
CREATE INDEX IF NOT EXISTS core_search_title_and_body
ON wagtailsearch_indexentry USING gin ((title || body))
"""


def create_index(apps, schema_editor):
    """Wagtail's PostgreSQL search asks for `title || body`, for which it has no index of its own."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(CREATE)


def drop_index(apps, schema_editor):
    """The way back."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS core_search_title_and_body")


class Migration(migrations.Migration):
    dependencies = [("core", "0002_shared_records"), ("wagtailsearch", "0010_add_text_fields")]

    operations = [migrations.RunPython(create_index, drop_index)]
