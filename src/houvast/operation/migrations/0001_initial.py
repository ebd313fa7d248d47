import django.db.models.deletion
from django.db import migrations, models

import houvast.people.ids


class Migration(migrations.Migration):
    initial = True
    dependencies = [("people", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Sign",
            fields=[
                (
                    "name",
                    models.CharField(
                        choices=[("backup", "Backup"), ("rehearsal", "Rehearsal")],
                        max_length=20,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "facts",
                    models.JSONField(default=dict, help_text="Numbers and the name of a file; nothing about a person."),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ChainCheck",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=houvast.people.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "reached",
                    models.UUIDField(blank=True, help_text="The case up to which was verified.", null=True),
                ),
                ("cases", models.PositiveIntegerField(default=0)),
                ("troubles", models.PositiveIntegerField(default=0)),
                (
                    "found",
                    models.JSONField(default=list, help_text="The first fifty: case, event, what is wrong."),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["organisation", "asked_at"], name="chain_check_by_moment")]},
        ),
    ]
