import django.db.models.deletion
from django.db import migrations, models

import houvast.people.ids


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("workplace", "0002_reviews_links_counsel"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlaceOffer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=houvast.people.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("school_year", models.CharField(help_text="Written 2026-2027.", max_length=9)),
                ("places", models.PositiveSmallIntegerField()),
                ("remark", models.CharField(blank=True, max_length=300)),
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
                (
                    "training_school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to="workplace.trainingschool",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("training_school", "school_year"), name="offer_once_a_year")
                ],
            },
        ),
    ]
