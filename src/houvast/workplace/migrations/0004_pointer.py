import django.db.models.deletion
from django.db import migrations, models

import houvast.people.ids


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("workplace", "0003_place_offer"),
    ]

    operations = [
        migrations.CreateModel(
            name="Pointer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=houvast.people.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("resit", "Resit"),
                            ("appointment", "Appointment"),
                            ("guidance", "Guidance"),
                            ("leader", "Leader"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(help_text="What it is called, or who it is.", max_length=200)),
                (
                    "place",
                    models.CharField(
                        blank=True, help_text="A chapter or page, or how to reach somebody.", max_length=200
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=300)),
                ("kept_on", models.DateField()),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "kept_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "about"), name="pointer_once_per_subject")
                ],
            },
        ),
    ]
