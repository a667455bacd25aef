import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publications', '0003_fill_the_new_columns'),
    ]

    operations = [
        migrations.AlterField(
            model_name='publicationpage',
            name='online_on',
            field=models.CharField(blank=True, help_text='When it came out online, before its issue: 2025, 2025-03 or 2025-03-09.', max_length=10, validators=[django.core.validators.RegexValidator('^\\d{4}(-\\d{2}(-\\d{2})?)?$', 'A year, 2025-03 or 2025-03-09.')], verbose_name='online since'),
        ),
    ]
