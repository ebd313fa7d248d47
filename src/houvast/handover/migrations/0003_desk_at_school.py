from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("handover", "0002_consent_link"),
    ]

    operations = [
        migrations.AddField(
            model_name="desk",
            name="at_school",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Its people are in the school of this organisation (S-624, S-625).",
            ),
        ),
        migrations.AddField(
            model_name="desk",
            name="where_and_when",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Where and when students find it at school.",
                max_length=300,
            ),
        ),
    ]
