"""What came of help, and which help took over."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("careteam", "0001_initial")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.AddField(
            model_name="referral",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("school", "School"),
                    ("activity", "Activity"),
                    ("other_help", "Other Help"),
                    ("not_needed", "Not Needed"),
                    ("out_of_sight", "Out Of Sight"),
                ],
                db_default="",
                default="",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="follows",
            field=models.ForeignKey(
                blank=True,
                help_text="The help that this takes over from: another age, school or home town (S-545).",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="followed_by",
                to="careteam.referral",
            ),
        ),
    ]
