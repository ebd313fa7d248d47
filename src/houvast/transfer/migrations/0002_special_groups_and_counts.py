from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("transfer", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="pupil",
            name="special_group",
            field=models.CharField(
                blank=True,
                choices=[
                    ("cluster_1", "Sight"),
                    ("cluster_2", "Hearing And Language"),
                    ("cluster_3", "Disability And Illness"),
                    ("cluster_4", "Behaviour"),
                ],
                db_default="",
                default="",
                help_text="Of a pupil of vso; told to another school only when the pupil agreed.",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="pupil",
            name="admissible_until",
            field=models.DateField(
                blank=True,
                help_text="Last day of the admissibility statement of the school partnership (S-356).",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="pupil",
            name="development_plan_on",
            field=models.DateField(
                blank=True,
                help_text="Day on which the development plan was talked about last (S-357).",
                null=True,
            ),
        ),
        migrations.AddIndex(
            model_name="boardrow",
            index=models.Index(
                fields=[
                    "organisation",
                    "leaving_year",
                    "side",
                    "standing",
                    "closed_on",
                    "stepped_down",
                    "has_dossier",
                    "needs_guidance",
                    "looks",
                    "school_name",
                ],
                name="board_counts",
            ),
        ),
    ]
