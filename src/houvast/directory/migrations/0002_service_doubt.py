"""What readers say is not right about an entry of the directory."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import houvast.people.ids


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("directory", "0001_initial")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="ServiceDoubt",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=houvast.people.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "fault",
                    models.CharField(
                        choices=[
                            ("reach", "Reach"),
                            ("closed", "Closed"),
                            ("for_whom", "For Whom"),
                            ("where_and_when", "Where And When"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True, help_text="What the latest reader wrote; no person's name.", max_length=200
                    ),
                ),
                ("times", models.PositiveIntegerField(default=1)),
                ("latest_on", models.DateField()),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="doubts", to="directory.service"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("service", "fault"), name="service_doubt_of_a_kind_once")
                ],
            },
        ),
    ]
