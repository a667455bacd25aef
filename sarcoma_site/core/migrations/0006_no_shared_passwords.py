"""Pages and collections behind a password that many share are from now on for whoever is signed in."""

from django.db import migrations


def ask_to_sign_in(apps, schema_editor):
    for name in ("PageViewRestriction", "CollectionViewRestriction"):
        restrictions = apps.get_model("wagtailcore", name).objects.filter(restriction_type="password")
        restrictions.update(restriction_type="login", password="")


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0005_passwords_to_change"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(ask_to_sign_in, migrations.RunPython.noop)]
