"""The last day of a report stands beside it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("attendance", "0002_absence")]

    operations = [
        migrations.AddField(
            model_name="absencereport",
            name="due_on",
            field=models.DateField(blank=True, help_text="The last day the law gives, where it gives one.", null=True),
        ),
    ]
