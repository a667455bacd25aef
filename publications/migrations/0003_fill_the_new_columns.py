"""Data apart from the tables: PostgreSQL changes no table in the transaction that has changed its rows."""

from django.db import migrations

from publications.keys import name_key, title_key


def fill_keys(apps, schema_editor):
    """Give the titles and names that are there already what they are compared by."""
    pages = apps.get_model("publications", "PublicationPage")
    for page in pages.objects.only("pk", "full_title").iterator():
        pages.objects.filter(pk=page.pk).update(title_key=title_key(page.full_title))
    authors = apps.get_model("publications", "PublicationAuthor")
    for row in authors.objects.iterator():
        parts = (row.non_dropping_particle, row.family, row.given, row.suffix)
        printed = row.literal or " ".join(part for part in parts if part)
        authors.objects.filter(pk=row.pk).update(name_key=name_key(printed)[:200])


def say_nothing_in_words(apps, schema_editor):
    """A date that was never given is an empty text now."""
    apps.get_model("publications", "PublicationPage").objects.filter(online_on=None).update(online_on="")


class Migration(migrations.Migration):

    dependencies = [
        ('publications', '0002_records_that_keep_themselves'),
    ]

    operations = [
        migrations.RunPython(fill_keys, migrations.RunPython.noop),
        migrations.RunPython(say_nothing_in_words, migrations.RunPython.noop),
    ]
